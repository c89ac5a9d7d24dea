using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5006: memory of the large object heap is taken again and again.</summary>
public sealed class LargeArrayPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    /// <summary>From this size on an object lies in the large object heap; the default of GCLOHThreshold.</summary>
    internal const long LargeBytes = 85_000;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LargeArrayPerCall,
        "Large array is made again and again",
        "'{1}' takes {2} {3} and {0}: {4}",
        "The large object heap is emptied only by full collections, and taking from it brings them on.");

    private static readonly OperationKinds LookedAt = new(OperationKind.ArrayCreation, OperationKind.ObjectCreation);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || member.Symbol.MethodKind == MethodKind.StaticConstructor)
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (Of(operation) is not { } found || RareCode.IsRare(operation) || RareCode.IsError(operation) || RepeatedCode.IsKept(operation) || IsToldElsewhere(operation, member))
                continue;
            member.Report(
                operation.Syntax,
                Proof.AllocatedType(found.Allocated),
                CodeText.Of(operation.Syntax),
                found.Bytes is { } bytes ? QuantityText.Bytes(bytes) + " of the large object heap" : "a buffer for the whole stream at once",
                Loops.Around(operation).Any() ? "in this loop" : "in each call",
                found.Remedy);
        }
    }

    private static (long? Bytes, string Allocated, string Remedy)? Of(IOperation operation)
    {
        switch (operation)
        {
            case IArrayCreationOperation { IsImplicit: false, DimensionSizes: { Length: > 0 } sizes, Type: IArrayTypeSymbol { ElementType: var element } array }:
                long bytes = element.IsReferenceType ? IntPtr.Size : ElementSize.Of(element) ?? 0;
                foreach (var size in sizes)
                    bytes = size.ConstantValue is { HasValue: true, Value: int count } ? bytes * count : 0;
                return bytes >= LargeBytes ? (bytes, CalleeName.OfType(array), "keep it and use it again, rent it, or work in smaller parts") : null;
            case IObjectCreationOperation { Type: { Name: "MemoryStream", ContainingNamespace.Name: "IO" }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: int capacity } }] } when capacity >= LargeBytes:
                return (capacity, "System.Byte[]", "keep a stream and set its length to 0, or write to the target itself");

            // new StreamReader(stream, encoding, true, bufferSize: (int)stream.Length)
            case IObjectCreationOperation { Type: { Name: "StreamReader" or "StreamWriter" or "BufferedStream" or "FileStream", ContainingNamespace.Name: "IO" } type, Arguments: var arguments } when arguments.Any(IsBufferOfAll):
                return (null, type.Name is "StreamReader" or "StreamWriter" ? "System.Char[]" : "System.Byte[]", "leave the default buffer: what is read or written goes through it piece by piece");
            default:
                return null;
        }
    }

    private static bool IsBufferOfAll(IArgumentOperation argument)
    {
        if (argument is not { Parameter.Name: "bufferSize", ArgumentKind: ArgumentKind.Explicit, Value: { ConstantValue.HasValue: false } value })
            return false;
        var size = Collections.WithoutCasts(value);
        if (size is ILocalReferenceOperation { Local: var local })
            size = Collections.WithoutCasts(OwnedLocals.InitializerOf(local, size));
        return size is IPropertyReferenceOperation { Property: { Name: "Length", ContainingType: { Name: "Stream" or "FileStream" or "FileInfo", ContainingNamespace.Name: "IO" } } };
    }

    // A temporary buffer (PI1002), or one that belongs to an object (PI5001).
    private static bool IsToldElsewhere(IOperation operation, HotMember member) => operation is IArrayCreationOperation creation
        && (TemporaryBuffer.Of(creation, member.Compilation, member.CancellationToken) is not null || HandedBuffer.Is(creation, member.Compilation, member.CancellationToken)
            || InstanceBuffer.Of(creation) is not null);
}

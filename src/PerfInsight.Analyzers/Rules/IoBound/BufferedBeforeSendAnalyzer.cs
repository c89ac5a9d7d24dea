using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4009: something is serialised or compressed into memory as a whole, only to be written to a stream then.</summary>
public sealed class BufferedBeforeSendAnalyzer() : IoAnalyzer(Descriptor)
{
    // Text, a local for it, its bytes, a local for them, and the write.
    private const int MaxSteps = 5;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BufferedBeforeSend,
        "All is made in memory before the first byte is written",
        "'{1}' makes the whole in memory before the first byte is written and {0}: {2}",
        "Nothing is on its way while the whole is made, and memory holds it twice. A serializer or compressor can write to the stream itself.");

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.IO.*", "System.Net.*", "Microsoft.Win32.SafeHandles.SafeFileHandle.*", "Interop+*");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation);

    private protected override void AnalyzeWaits(HotMember member)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            switch (operation)
            {
                case IInvocationOperation call when Serializer(call) is { } name && IsOnlyWritten(call):
                    Report(member, call, Waits, name, "serialize to the stream itself");
                    break;
                case IObjectCreationOperation { Type.Name: "MemoryStream", Arguments.Length: 0 } creation when BufferOf(creation) is { } made:
                    Report(member, creation, Waits, "MemoryStream", made);
                    break;
            }
        }
    }

    private static string? Serializer(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Serialize" or "SerializeToUtf8Bytes", ContainingType: { Name: "JsonSerializer", ContainingNamespace.Name: "Json" }, ReturnsVoid: false } => "JsonSerializer." + call.TargetMethod.Name,
        { Name: "SerializeObject", ContainingType.Name: "JsonConvert" } => "JsonConvert.SerializeObject",
        _ => null,
    };

    // The text, or its bytes, have one use: they are written.
    private static bool IsOnlyWritten(IOperation value)
    {
        var use = UseOf(value);
        for (var i = 0; i < MaxSteps; i++)
        {
            switch (use)
            {
                case IVariableDeclaratorOperation declared when OnlyReference(declared.Symbol, declared) is { } reference:
                    use = UseOf(reference);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "GetBytes", ContainingType.Name: "Encoding" or "UTF8Encoding" } } encoded:
                    use = UseOf(encoded);
                    break;
                default:
                    return use is IInvocationOperation write && IsWrite(write);
            }
        }

        return false;
    }

    private static bool IsWrite(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is { Name: "File", ContainingNamespace.Name: "IO" })
            return method.Name is "WriteAllText" or "WriteAllTextAsync" or "WriteAllBytes" or "WriteAllBytesAsync";
        return method.Name is "Write" or "WriteAsync" && (IsOrDerives(call.Instance?.Type ?? method.ContainingType, "Stream") || (call.Instance?.Type?.Name is "StreamWriter" && method.Parameters.Length == 1)
            || method.ContainingType.Name == "HttpResponseWritingExtensions");
    }

    // A memory stream that a serializer, compressor or writer fills, and that is copied elsewhere as it is.
    private static string? BufferOf(IObjectCreationOperation creation)
    {
        var use = UseOf(creation);
        if (use is not IVariableDeclaratorOperation { Symbol: { } buffer })
            return null;
        string? remedy = null;
        var isAsync = false;
        var isWritten = false;
        var isAwaited = false;
        foreach (var reference in Functions.ReferencesTo(buffer, creation))
        {
            if (Functions.Around(reference) != Functions.Around(creation))
                return null;
            var parent = reference.Parent is IConversionOperation conversion ? conversion.Parent : reference.Parent;
            switch (parent)
            {
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "GZipStream" or "DeflateStream" or "BrotliStream" or "ZLibStream" } made } }:
                    remedy = "put the " + made.Name + " on the stream itself";
                    isAsync = true;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "StreamWriter" or "BinaryWriter" or "Utf8JsonWriter" or "XmlTextWriter" or "JsonTextWriter" or "CsvWriter" } made } }:
                    remedy = "put the " + made.Name + " on the stream itself";
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } filler } } when filler.Name is "Serialize" or "SerializeAsync" or "WriteObject" or "Encode" or "CopyTo" or "CopyToAsync" or "Save" or "SaveAsync":
                    remedy ??= filler.Name.StartsWith("Copy", StringComparison.Ordinal) ? "copy to the stream itself" : "serialize to the stream itself";
                    isAsync |= filler.Name.EndsWith("Async", StringComparison.Ordinal);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Position" } position when position.Parent is ISimpleAssignmentOperation:
                case IInvocationOperation { TargetMethod.Name: "Dispose" or "Close" or "Flush" }:
                case IUsingOperation or IConditionalAccessOperation:
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Seek" } }:
                    break;
                case IInvocationOperation { TargetMethod: { Name: "CopyTo" or "WriteTo" or "CopyToAsync" } copy } call when call.Arguments.Length > 0 && IsStreamOut(call.Arguments[0].Value):
                    isWritten = true;
                    isAwaited |= copy.Name == "CopyToAsync";
                    break;
                case IInvocationOperation { TargetMethod.Name: "ToArray" } copied when UseOf(copied) is IInvocationOperation write && IsWrite(write):
                    isWritten = true;
                    isAwaited |= write.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal);
                    break;
                default:
                    return null;
            }
        }

        // A serializer that can only wait fills memory so that the stream may be awaited: that is what the memory is for.
        return isWritten && (!isAwaited || isAsync) ? remedy : null;
    }

    private static bool IsStreamOut(IOperation target) => Collections.WithoutConversions(target)?.Type is { Name: not "MemoryStream" } type && IsOrDerives(type, "Stream");

    private static IOperation? OnlyReference(ILocalSymbol local, IOperation code)
    {
        // Write(bytes, 0, bytes.Length) is one use.
        var uses = Functions.ReferencesTo(local, code).Where(use => !IsItsLength(use, local)).ToList();
        return uses is [var only] && !OwnedLocals.IsWritten(only) ? only : null;
    }

    private static bool IsItsLength(IOperation use, ILocalSymbol local) =>
        use.Parent is IPropertyReferenceOperation { Property.Name: "Length", Parent: IArgumentOperation { Parent: IInvocationOperation call } }
        && call.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(argument.Value), local));

    private static IOperation? UseOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IArgumentOperation or IVariableInitializerOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent;
    }

    private static bool IsOrDerives(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name)
                return true;
        }

        return false;
    }
}

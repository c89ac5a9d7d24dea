using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5004: a MemoryStream grows by copying, and its contents are copied once more.</summary>
public sealed class MemoryStreamGrowthAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.MemoryStreamGrowth,
        "MemoryStream grows and is copied",
        "'{1}' {2}; it {0}: {3}",
        "A MemoryStream doubles its array and copies what is there, and ToArray copies all again. From 85,000 bytes on these arrays are on the "
        + "large object heap.");

    // What a method is called that writes to a stream, or reads it, and then forgets it.
    private static readonly string[] Fillers = ["CopyTo", "Serialize", "Deserialize", "Write", "Save", "Encode"];

    private static readonly HashSet<string> Writers = new(StringComparer.Ordinal) { "BinaryWriter", "StreamWriter", "GZipStream", "DeflateStream", "ZLibStream", "BrotliStream", "CryptoStream", "Utf8JsonWriter", "XmlTextWriter", "BufferedStream" };

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (FindingOf(operation) is not { } finding || RareCode.IsError(operation) || RarePaths.IsRare(operation))
                continue;
            if (member.Assess(operation.Syntax, Proof.AllocatedType("System.Byte[]")) is { } assessment)
            {
                member.Report(
                    operation.Syntax.GetLocation(), finding.Other is { } other ? [other.Syntax.GetLocation()] : [], assessment,
                    CodeText.Of(operation.Syntax), finding.What, finding.Remedy);
            }
        }
    }

    private static (string What, string Remedy, IOperation? Other)? FindingOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type: { } type } creation when IsMemoryStream(type) && CopyOf(creation) is { } copy && !IsHandedOn(copy) =>
            ("doubles its array again and again, then 'ToArray' copies all of it", "give it a capacity, or use a pooled buffer (ArrayBufferWriter<byte>, RecyclableMemoryStream)", copy),
        IInvocationOperation call when IsToArray(call) && IsHandedOn(call) =>
            ("copies all bytes only to hand them on", "use WriteTo, or the bytes of GetBuffer() up to Length", MadeHere(call)),
        IInvocationOperation copied when IsToArray(copied) && MadeWithSize(copied) is { } made =>
            ("copies all that the stream has in its own array", "write into an array of the right size, or hand on GetBuffer() up to Length", made),
        IObjectCreationOperation { Initializer: null, Type: { } made } one when IsMemoryStream(made) && IsForgotten(one) =>
            ($"makes a stream {(Loops.Around(one).Any() ? "in each step of this loop" : "in each call")}, which is forgotten at its end", "keep one and set its length to 0, or take it from a pool (RecyclableMemoryStream)", null),
        _ => null,
    };

    // Filled and read here: not handed out, kept or captured, and no ToArray, of which is told there.
    private static bool IsForgotten(IObjectCreationOperation creation)
    {
        if (!creation.Arguments.All(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32)
            || Uses.ParentOf(creation) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
        {
            return false;
        }

        var function = Functions.Around(creation);
        var isFilled = false;
        foreach (var reference in Functions.ReferencesTo(local, creation))
        {
            if (!ReferenceEquals(Functions.Around(reference), function))
                return false;
            switch (Uses.ParentOf(reference))
            {
                case IInvocationOperation { TargetMethod.Name: "Write" or "WriteByte" or "WriteAsync" or "CopyTo" or "CopyToAsync" or "Read" or "ReadByte" or "ReadAsync" or "Seek" or "SetLength" or "GetBuffer" or "TryGetBuffer" or "WriteTo" or "Flush" or "Dispose" or "Close" }:
                case IPropertyReferenceOperation { Property.Name: "Position" or "Length" or "Capacity" or "CanRead" }:
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: var name } } } when Array.Exists(Fillers, start => name.StartsWith(start, StringComparison.Ordinal)):
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { } writer } wrapper } when Writers.Contains(writer.Name) && FrameworkCalls.IsFramework(writer) && IsUsedHere(wrapper):
                    isFilled = true;
                    continue;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "StreamReader" or "BinaryReader" } reader } wrapper } when FrameworkCalls.IsFramework(reader) && IsUsedHere(wrapper):
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var reading } } when reading.StartsWith("Read", StringComparison.Ordinal) || reading.StartsWith("Load", StringComparison.Ordinal) || reading.StartsWith("Parse", StringComparison.Ordinal):
                    continue;
                default:
                    return false;
            }

            isFilled |= Uses.ParentOf(reference) is IInvocationOperation { TargetMethod.Name: "Write" or "WriteByte" or "WriteAsync" };
        }

        return isFilled;
    }

    // A writer or reader of the stream that ends with the function as well: not handed out, not kept.
    private static bool IsUsedHere(IOperation wrapper) => Uses.ParentOf(wrapper) switch
    {
        IUsingOperation => true,
        IInvocationOperation { Instance: { } instance } => ReferenceEquals(Collections.WithoutConversions(instance), wrapper),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => Functions.ReferencesTo(local, wrapper).All(reference => ReferenceEquals(Functions.Around(reference), Functions.Around(wrapper))
            && Uses.ParentOf(reference) is IInvocationOperation or IArgumentOperation { Parent: IInvocationOperation } or IPropertyReferenceOperation or IUsingOperation),
        _ => false,
    };

    // A stream that is made here, to be filled, with a capacity: the array behind it is as large as what is copied.
    private static IOperation? MadeWithSize(IInvocationOperation copy) => Collections.WithoutConversions(copy.Instance) is ILocalReferenceOperation { Local: var local }
        && OwnedLocals.InitializerOf(local, copy) is IObjectCreationOperation { Arguments: [{ Parameter.Type.SpecialType: SpecialType.System_Int32 }] } made ? made : null;

    private static IOperation? MadeHere(IInvocationOperation copy) => Collections.WithoutConversions(copy.Instance) is ILocalReferenceOperation { Local: var local }
        && OwnedLocals.InitializerOf(local, copy) is IObjectCreationOperation { Arguments.IsEmpty: true } made ? made : null;

    // The ToArray of the stream that is put into a local here, or null; a capacity that is set later counts.
    private static IInvocationOperation? CopyOf(IObjectCreationOperation creation)
    {
        var use = creation.Parent;
        while (use is IConversionOperation)
            use = use.Parent;
        var local = use switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };
        if (local is null)
            return null;
        IInvocationOperation? copy = null;
        foreach (var reference in Functions.ReferencesTo(local, creation))
        {
            switch (reference.Parent)
            {
                case IPropertyReferenceOperation { Property.Name: "Capacity", Parent: ISimpleAssignmentOperation }:
                    return null;
                case IInvocationOperation { TargetMethod.Name: "SetLength" } call when ReferenceEquals(call.Instance, reference):
                    return null;
                case IInvocationOperation call when IsToArray(call):
                    copy ??= call;
                    break;
                default:
                    break;
            }
        }

        return copy;
    }

    private static bool IsToArray(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "ToArray", ContainingType: { } type }, Instance: { } } && IsMemoryStream(type);

    // stream.Write(memory.ToArray(), …), Encoding.UTF8.GetString(memory.ToArray()), new MemoryStream(memory.ToArray()), Convert.ToBase64String(…)
    private static bool IsHandedOn(IInvocationOperation copy)
    {
        IOperation value = copy;
        while (value.Parent is IConversionOperation)
            value = value.Parent;
        if (value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
        {
            var isHanded = false;
            foreach (var reference in Functions.ReferencesTo(local, copy))
            {
                if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Length" })
                    continue;
                if (!IsArgumentOfReader(reference))
                    return false;
                isHanded = true;
            }

            return isHanded;
        }

        return IsArgumentOfReader(value);
    }

    private static bool IsArgumentOfReader(IOperation value)
    {
        while (value.Parent is IConversionOperation)
            value = value.Parent;
        if (value.Parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.IsRefLikeType: true } })
            return true;
        return value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ContainingType: { } type } method } call } && method.Name switch
        {
            "Write" or "WriteAsync" => Inherits(type, "Stream", "System.IO"),
            "GetString" or "GetChars" or "GetCharCount" => Inherits(type, "Encoding", "System.Text"),
            "ToBase64String" or "ToHexString" => type is { Name: "Convert", ContainingNamespace.Name: "System" },
            "HashData" or "ComputeHash" => type.ContainingNamespace is { Name: "Cryptography" },
            _ => false,
        } && (call.Type is not { Name: "Task" or "ValueTask" } || call.Parent is IAwaitOperation or IInvocationOperation);
    }

    private static bool IsMemoryStream(ITypeSymbol type) => type is { Name: "MemoryStream", ContainingNamespace: { Name: "IO", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool Inherits(ITypeSymbol? type, string name, string space)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == name && type.ContainingNamespace?.ToDisplayString() == space)
                return true;
        }

        return false;
    }
}

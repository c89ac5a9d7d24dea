using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4005: a file or response is read whole only to be walked or parsed once.</summary>
public sealed class WholeFileReadAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.WholeFileRead,
        "Whole file is read where a stream serves",
        "'{1}' reads all before the first part is used and {0}: {2}",
        "A reader that hands out lines or feeds the parser works while the rest is still on its way, and holds one buffer instead of the whole.");

    private static readonly string[] Parses = ["Parse", "Load", "Deserialize", "Read", "FromXml", "FromJson"];

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.IO.*", "Microsoft.Win32.SafeHandles.SafeFileHandle.*", "Interop+*", "System.Net.Http.*", "Microsoft.EntityFrameworkCore.*", "System.Data.*");

    private protected override void AnalyzeWaits(HotMember member)
    {
        foreach (var call in member.Invocations())
        {
            if ((IsWhole(call) ? RemedyOf(call) : WholeInMemory.RemedyOf(call) ?? WholeListing.RemedyOf(call) ?? WholeTable.RemedyOf(call)) is { } remedy)
                Report(member, call, Waits, call.TargetMethod.ContainingType.Name + "." + call.TargetMethod.Name, remedy);
        }
    }

    /// <summary>What serves instead of a call that puts a whole file or response into one text or array; null for all else.</summary>
    internal static string? StreamInsteadOf(IInvocationOperation call) => IsWhole(call) ? RemedyOf(call) : null;

    private static bool IsWhole(IInvocationOperation call) => call.TargetMethod switch
    {
        { ContainingType: { Name: "File", ContainingNamespace.Name: "IO" }, Name: "ReadAllText" or "ReadAllLines" or "ReadAllBytes" or "ReadAllTextAsync" or "ReadAllLinesAsync" or "ReadAllBytesAsync" } => true,
        { ContainingType.Name: "StreamReader" or "TextReader", Name: "ReadToEnd" or "ReadToEndAsync" } => true,
        { ContainingType.Name: "HttpContent", Name: "ReadAsStringAsync" or "ReadAsByteArrayAsync" } => true,
        { ContainingType.Name: "HttpClient", Name: "GetStringAsync" or "GetByteArrayAsync" } => true,
        _ => false,
    };

    private static string? RemedyOf(IInvocationOperation call)
    {
        var use = UseOf(call);
        if (use is { } whole && OnlyUse(whole) is { } later)
            use = later;

        // Line ends that are made alike need not be where lines are read.
        while (use is IInvocationOperation { TargetMethod: { Name: "Replace" or "Trim" or "TrimEnd", ContainingType.SpecialType: SpecialType.System_String } } same
            && UseOf(same) is IInvocationOperation { TargetMethod: { Name: "Replace" or "Trim" or "TrimEnd" or "Split", ContainingType.SpecialType: SpecialType.System_String } } next)
        {
            use = next;
        }

        return use switch
        {
            IForEachLoopOperation when call.TargetMethod.Name.StartsWith("ReadAllLines", StringComparison.Ordinal) => "iterate File.ReadLines",
            IInvocationOperation { TargetMethod: { Name: "Split", ContainingType.SpecialType: SpecialType.System_String } } => "read it line by line",
            IInvocationOperation { TargetMethod: { Name: "Where" or "Select" or "Skip" or "Take" or "First" or "FirstOrDefault" or "Any" or "SelectMany", ContainingType.Name: "Enumerable" } }
                when call.TargetMethod.Name.StartsWith("ReadAllLines", StringComparison.Ordinal) => "query File.ReadLines",
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType.Name: var type } parser } when IsParser(type, name) || TakesStream(parser) => "give the parser the stream",
            IInvocationOperation { TargetMethod: { Name: "Write" or "WriteAsync", Parameters.Length: > 0 } write } when IsStream(write.ContainingType) => "copy the stream with CopyTo",
            IObjectCreationOperation { Type.Name: "MemoryStream" or "StringReader" } => "read from the stream itself",
            IInvocationOperation { TargetMethod: { } parser } handed when IsOwnParser(parser, handed, call) => "let " + parser.Name + " take a reader, and work line by line",
            _ => null,
        };
    }

    private static bool IsParser(string type, string name) =>
        type is "JsonSerializer" or "JsonConvert" && name.StartsWith("Deserialize", StringComparison.Ordinal)
        || type is "JObject" or "JArray" or "JToken" or "JsonDocument" or "JsonNode" or "XDocument" or "XElement" && name == "Parse"
        || type == "XmlDocument" && name == "LoadXml"
        || (type.EndsWith("Json", StringComparison.Ordinal) || type.EndsWith("Serializer", StringComparison.Ordinal)) && name is "Deserialize" or "DeserializeObject" or "FromJson";

    // document.LoadHtml(text), Config.Parse(text): the type has the same method, or Load, for a stream or reader.
    private static bool TakesStream(IMethodSymbol method) => Parses.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal)) && method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..]
        && method.ContainingType.GetMembers().Any(member => member is IMethodSymbol { Parameters: [{ Type.Name: "Stream" or "TextReader" or "StreamReader" }, ..] } other
            && other.IsStatic == method.IsStatic && (other.Name == method.Name || other.Name == "Load"));

    // Config.Parse(text): a method of the project's own, which could take a reader.
    private static bool IsOwnParser(IMethodSymbol parser, IInvocationOperation handed, IInvocationOperation read) =>
        read.TargetMethod.Name.StartsWith("ReadAllText", StringComparison.Ordinal) && parser.Name.StartsWith("Parse", StringComparison.Ordinal) && parser.MethodKind == MethodKind.Ordinary
        && parser.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..] && parser.ContainingType.Locations.Any(location => location.IsInSource)
        && parser.ReturnType.SpecialType == SpecialType.None && handed.Arguments.Length <= 2;

    private static bool IsStream(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "Stream")
                return true;
        }

        return false;
    }

    // What takes the value, behind await, conversions and the argument that hands it on.
    private static IOperation? UseOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IAwaitOperation or IConversionOperation or IArgumentOperation or IVariableInitializerOperation or IParenthesizedOperation
            || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            parent = parent.Parent;
        }

        return parent;
    }

    // if (text == null), string.IsNullOrEmpty(text): a reader tells the same.
    private static bool IsNullTest(IOperation reference) => reference.Parent switch
    {
        IConversionOperation { Parent: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: null } } } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand.ConstantValue: { HasValue: true, Value: null } } => true,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } } } => true,
        _ => false,
    };

    private static IOperation? OnlyUse(IOperation use)
    {
        if (use is not IVariableDeclaratorOperation declared)
            return null;
        var uses = Functions.ReferencesTo(declared.Symbol, declared).Where(use => !IsNullTest(use)).ToList();
        return uses is [var only] && !OwnedLocals.IsWritten(only) ? UseOf(only) : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Uses of a text that a span of the same characters serves as well.</summary>
internal static class TextLook
{
    private const string Parse = "parse it";

    private const string Compare = "compare it";

    private const string Look = "look at its characters";

    private const string Cut = "cut it again";

    private static readonly HashSet<string> Parsers = new(StringComparer.Ordinal) { "Parse", "TryParse", "ParseExact", "TryParseExact" };

    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "IndexOfAny", "CompareTo", "Compare", "CompareOrdinal", "IsNullOrEmpty", "IsNullOrWhiteSpace",
    };

    /// <summary>What a text is looked at for, as words after "only to"; null where something needs the text itself.</summary>
    public static string? PurposeOf(IOperation text) => Uses.ParentOf(text) switch
    {
        IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { IsStatic: true } parse } } when Parsers.Contains(parse.Name) => TakesSpan(parse.ContainingType, parse.Name) ? Parse : null,
        IArgumentOperation { Parameter.Ordinal: 0, Parent: IObjectCreationOperation { Arguments.Length: 1, Type: INamedTypeSymbol { Name: "Guid" or "Version" } made } } => FrameworkCalls.IsFramework(made) && TakesSpan(made, "Parse") ? Parse : null,
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, IsStatic: false, Name: var name } } call => Questions.Contains(name) ? Compare
            : name is "Substring" or "Split" ? Cut
            : name is "Trim" or "TrimStart" or "TrimEnd" ? PurposeOf(call) : null,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name } } } when Questions.Contains(name) => Compare,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: var left, RightOperand: var right } => IsNull(left) || IsNull(right) ? null : Compare,
        ISwitchOperation or ISwitchExpressionOperation => Compare,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => IsNull(value) ? null : Compare,
        IPropertyReferenceOperation { Property: { Name: "Length" or "this[]", ContainingType.SpecialType: SpecialType.System_String } } or IForEachLoopOperation { IsAsynchronous: false } => Look,
        _ => HandedText.IsOnlyRead(text) ? Look : null,
    };

    /// <summary>What all reads of a local look at its text for; null where one needs the text, or none is there.</summary>
    public static string? PurposeOf(ILocalSymbol local, IOperation from)
    {
        string? purpose = null;
        foreach (var reference in Functions.ReferencesTo(local, from))
        {
            if (OwnedLocals.IsWritten(reference))
                continue;
            if (PurposeOf(reference) is not { } one)
                return null;

            // The work is in what parses or compares; a length is asked besides.
            purpose = purpose is null or Look ? one : purpose;
        }

        return purpose;
    }

    private static bool TakesSpan(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>()
        .Any(other => other is { IsStatic: true, Parameters: [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } }, ..] });

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}

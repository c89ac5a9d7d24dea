using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Texts that are made only to have another text made of them: <c>(a + "/" + b).Replace("//", "/")</c>.</summary>
internal static class TextInPassing
{
    // Give back the text itself where there is nothing to change.
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "Replace", "ReplaceLineEndings", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Normalize",
    };

    // Nearly always make another.
    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "Substring", "Insert", "Remove", "PadLeft", "PadRight", "Format", "Concat", "Join" };

    /// <summary>The last text of a chain that is made in passing; null for other operations, and where it may well be the text that was there.</summary>
    public static TextCopy? Of(IOperation operation)
    {
        if (!IsText(operation) || NextOf(operation) is not { } next || IsInPassing(next))
            return null;
        var changes = 0;
        IOperation? link = operation;
        for (; link is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, IsStatic: false, Name: var name } } call && Changes.Contains(name); link = Collections.WithoutConversions(call.Instance))
            changes++;
        return changes >= 2 || (link is not null && IsMade(link))
            ? new TextCopy(next.TargetMethod.Name is "Split" or "ToCharArray" ? "take it apart" : "change it again", "make one text: in one pass over a span, with string.Create or a StringBuilder")
            : null;
    }

    // The call on it that makes another text of it.
    private static IInvocationOperation? NextOf(IOperation text) =>
        Uses.ParentOf(text) is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, IsStatic: false, Name: var name } } next
        && ReferenceEquals(Collections.WithoutConversions(next.Instance), text) && (Changes.Contains(name) || Makers.Contains(name) || name is "Split" or "ToCharArray")
            ? next
            : null;

    // Told of once, for the last link.
    private static bool IsInPassing(IInvocationOperation next) => next.Type?.SpecialType == SpecialType.System_String && NextOf(next) is not null;

    private static bool IsText(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_String && !operation.ConstantValue.HasValue
        && operation is IInvocationOperation or IBinaryOperation or IInterpolatedStringOperation or IObjectCreationOperation or IImplicitIndexerReferenceOperation;

    private static bool IsMade(IOperation link) => link switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } => true,
        IInterpolatedStringOperation { ConstantValue.HasValue: false } => true,
        IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } or IImplicitIndexerReferenceOperation { Type.SpecialType: SpecialType.System_String } => true,
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name } } => Makers.Contains(name),
        IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance.Type: { Name: "Span" or "ReadOnlySpan" or "StringBuilder" } type } => FrameworkCalls.IsFramework(type),
        IInvocationOperation { TargetMethod: { Name: "GetString", ReturnType.SpecialType: SpecialType.System_String } decode } => BufferMethods.IsOn(decode, "System.Text.Encoding"),
        _ => false,
    };
}

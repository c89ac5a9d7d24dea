using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2009: a text is cut or changed step by step, each time into a new copy of the rest.</summary>
public sealed class ShrinkingStringAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ShrinkingString,
        "Text is copied to drop a part of it",
        "'{1}' copies the rest of '{2}' {3}; it {0}: keep the string and move an index, or slice a ReadOnlySpan<char>",
        "A string cannot be cut: Substring and Remove copy what is left, so taking a text apart piece by piece costs the square of its length.");

    private static readonly OperationKinds LookedAt = new(OperationKind.SimpleAssignment, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: { } target, Value: { } value } when target.Type?.SpecialType == SpecialType.System_String
                    && CollectionPath.Of(target) is { IsDirect: true } path && CutOf(value, path) is { } cut:
                    var region = RepeatedCode.Around(operation).FirstOrDefault();
                    if (region is null || Collections.IsDeclaredIn(path.Root, region) || RepeatedCode.IsExceptional(operation) || IsOnceAnyway(region))
                        break;
                    Report(member, cut, target, "in each iteration");
                    break;
                case IInvocationOperation call when SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.Symbol.OriginalDefinition):
                    foreach (var argument in call.Arguments)
                    {
                        if (argument is { Parameter: { } parameter, Value: { } rest } && CutOf(rest, CollectionPath.Of(member.Symbol.Parameters.ElementAtOrDefault(parameter.Ordinal) ?? parameter)) is { } passed)
                            Report(member, passed, rest, "for each step of the recursion");
                    }

                    break;
                default:
                    break;
            }
        }
    }

    private static void Report(HotMember member, IOperation cut, IOperation text, string when) => member.Report(
        cut.Syntax,
        Proof.Callee(SampleKind.Cpu, "System.String.Substring", "System.String.InternalSubString", "System.String.Remove", "System.Buffer.Memmove*", "System.SpanHelpers.Memmove")
            .Or(Proof.AllocatedType("System.String")),
        CodeText.Of(cut.Syntax),
        cut is IInvocationOperation { Instance: { } instance } ? CodeText.Of(instance.Syntax) : CodeText.Of(text.Syntax),
        when);

    // s.Substring(n), s.Remove(0, n), s.Remove(i, n), s[n..]; not s.Substring(0, n), which takes the front.
    private static IOperation? CutOf(IOperation value, CollectionPath text)
    {
        value = Sequences.Received(value)!;
        while (value is IInvocationOperation { TargetMethod.Name: "Trim" or "TrimStart" or "TrimEnd", Instance: { } trimmed })
            value = Sequences.Received(trimmed)!;
        switch (value)
        {
            case IInvocationOperation { Instance: { } instance, TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } method, Arguments: var arguments }:
                if (!text.Is(CollectionPath.Of(instance)))
                    return null;
                return method.Name switch
                {
                    "Substring" when arguments.Length == 1 || arguments[0].Value.ConstantValue is not { HasValue: true, Value: 0 } => value,
                    "Remove" when arguments.Length == 2 => value,
                    "Insert" => value,
                    _ => null,
                };
            default:
                // The rest of a span is a view of it.
                return value.Type?.SpecialType == SpecialType.System_String && value.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ElementAccessExpressionSyntax
                {
                    ArgumentList.Arguments: [{ Expression: Microsoft.CodeAnalysis.CSharp.Syntax.RangeExpressionSyntax { LeftOperand: not null } }],
                    Expression: Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax name,
                } && name.Identifier.ValueText == text.Holder.Name
                    ? value
                    : null;
        }
    }

    // foreach (var prefix in prefixes) if (s.StartsWith(prefix)) s = s.Substring(…): at most a few times.
    private static bool IsOnceAnyway(IOperation region) => region is not (IWhileLoopOperation or IForLoopOperation);
}

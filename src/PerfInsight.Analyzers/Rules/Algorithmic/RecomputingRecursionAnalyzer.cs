using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2013: a function calls itself twice for overlapping parts of the same problem.</summary>
public sealed class RecomputingRecursionAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.RecomputingRecursion,
        "Recursion computes the same results again",
        "'{1}' calls itself for '{2}' and '{3}', which overlap; it {0}: keep results in a table, or compute them upwards in a loop",
        "A function of a number that calls itself for two smaller numbers computes most results many times; their number grows exponentially.");

    private protected override void Analyze(HotMember member)
    {
        if (member.Symbol is not { Parameters: [_, ..], ReturnsVoid: false } || member.Symbol.ReturnType.SpecialType == SpecialType.System_Boolean)
            return;
        var calls = Recursion.CallsIn(member).Where(call => !RepeatedCode.Around(call).Any()).ToList();
        if (calls.Count < 2 || HasTable(member))
            return;
        for (var i = 1; i < calls.Count; i++)
        {
            if (!Overlap(calls[i - 1], calls[i], member.Symbol) || !RunBoth(calls[i - 1], calls[i]))
                continue;
            member.Report(calls[i - 1].Syntax, Proof.Line(SampleKind.Cpu), member.Symbol.Name, CodeText.Of(calls[i - 1].Syntax), CodeText.Of(calls[i].Syntax));
            return;
        }
    }

    // All arguments are parameters, less a constant: f(n - 1) and f(n - 2), c(n - 1, k) and c(n - 1, k - 1).
    private static bool Overlap(IInvocationOperation first, IInvocationOperation second, IMethodSymbol member)
    {
        var (a, b) = (Steps(first, member), Steps(second, member));
        if (a is null || b is null || a.Count != b.Count || a.SequenceEqual(b))
            return false;
        return a.Any(step => step != 0) && b.Any(step => step != 0) && a.All(step => step <= 0) && b.All(step => step <= 0);
    }

    private static List<int>? Steps(IInvocationOperation call, IMethodSymbol member)
    {
        var steps = new List<int>();
        foreach (var parameter in member.Parameters)
        {
            var value = Collections.WithoutConversions(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value);
            if (value is IParameterReferenceOperation same && SymbolEqualityComparer.Default.Equals(same.Parameter, parameter))
            {
                steps.Add(0);
            }
            else if (parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
                && value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract or BinaryOperatorKind.Add } sum
                && sum.RightOperand.ConstantValue is { HasValue: true, Value: int or long } constant
                && Collections.WithoutConversions(sum.LeftOperand) is IParameterReferenceOperation smaller && SymbolEqualityComparer.Default.Equals(smaller.Parameter, parameter))
            {
                var step = Convert.ToInt32(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
                steps.Add(sum.OperatorKind == BinaryOperatorKind.Subtract ? -step : step);
            }
            else
            {
                return null;
            }
        }

        return steps;
    }

    // Not in different branches.
    private static bool RunBoth(IOperation first, IOperation second)
    {
        for (var parent = first.Parent; parent is not null; parent = parent.Parent)
        {
            if (!parent.Syntax.Span.Contains(second.Syntax.Span))
                continue;
            return parent switch
            {
                IConditionalOperation choice => choice.Condition.Syntax.Span.Contains(first.Syntax.Span),
                ISwitchOperation or ISwitchExpressionOperation => false,
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } => false,
                IBlockOperation block => !block.Operations.Any(statement => statement is IReturnOperation && statement.Syntax.Span.Contains(first.Syntax.Span))
                    && !block.Operations.Any(statement => statement is IConditionalOperation && statement.Syntax.Span.Contains(first.Syntax.Span)),
                _ => true,
            };
        }

        return false;
    }

    private static bool HasTable(HotMember member) => member.Operations().Any(operation => operation is
        IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } or ICoalesceAssignmentOperation
        || (operation is IInvocationOperation call && (Sequences.IsDictionary(call.Instance?.Type) || call.TargetMethod.Name.StartsWith("TryGet", StringComparison.Ordinal))));
}

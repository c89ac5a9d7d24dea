using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2010: a loop or query computes the same value again for each element.</summary>
public sealed class InvariantCallInLoopAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.InvariantCallInLoop,
        "Loop computes the same value again",
        "'{1}' gives the same result for each {2}; it {0}: compute it once before",
        "A call that depends on nothing that the loop changes costs its own time in each iteration. Computed once before the loop it costs that "
        + "time once.");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.PropertyReference);

    private protected override void Analyze(HotMember member)
    {
        HashSet<string>? said = null;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (!ExpensiveCall.Is(operation) || RegionOf(operation) is not { } region || IsPartOfAnother(operation, region)
                || RepeatedCode.IsExceptional(operation) || RepeatedCode.IsKept(operation))
            {
                continue;
            }

            var text = CodeText.Of(operation.Syntax);
            if (!(said ??= new HashSet<string>(StringComparer.Ordinal)).Add(text + region.Syntax.SpanStart))
                continue;
            var callee = operation switch
            {
                IInvocationOperation call => CalleeName.Of(call.TargetMethod),
                IPropertyReferenceOperation { Property.GetMethod: { } getter } => CalleeName.Of(getter),
                _ => "System.Text.RegularExpressions.Regex..ctor",
            };
            member.Report(
                operation.Syntax, Proof.Callee(SampleKind.Cpu, callee), text, region is ILoopOperation ? "iteration of the loop" : "element of the query");
        }
    }

    // The innermost loop or query in which the value is the same; it need not be so in the ones around it.
    private static IOperation? RegionOf(IOperation operation)
    {
        var region = RepeatedCode.Around(operation).FirstOrDefault();
        return region is not null && !IsSourceOf(operation, region) && IsUsedUp(operation, region) && !EndsLoop(operation, region)
            && !IsFixed(operation) && Invariance.Holds(operation, region)
                ? region
                : null;
    }

    private static bool IsFixed(IOperation operation) =>
        operation is IInvocationOperation call && Sequences.IsLinq(call.TargetMethod) && FixedData.IsFixed(Sequences.SourceOf(call), call);

    // The receiver chain of a call that runs a lambda stands in the call's syntax and runs once.
    private static bool IsSourceOf(IOperation operation, IOperation region) => region is IInvocationOperation runner
        && !runner.Arguments.Any(argument => argument.Value is IDelegateCreationOperation && argument.Syntax.Span.Contains(operation.Syntax.Span));

    private static bool IsPartOfAnother(IOperation operation, IOperation region)
    {
        for (var parent = operation.Parent; parent is not null && !ReferenceEquals(parent, region); parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILoopOperation or IBlockOperation)
                break;
            if (parent is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("OrderBy", StringComparison.Ordinal) && Invariance.Holds(parent, region))
                return true;
            if (ExpensiveCall.Is(parent) && RegionOf(parent) is not null)
                return true;
        }

        return false;
    }

    // A copy may be made for its own sake, a value may be kept for later.
    private static bool IsUsedUp(IOperation operation, IOperation region)
    {
        var use = operation;
        while (use.Parent is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation)
            use = use.Parent;
        if (use.Parent is ISimpleAssignmentOperation { Target: var target } && !IsInside(target, region))
            return false;
        if (!ExpensiveCall.MakesCopy(operation))
            return true;
        return Uses.AreReads(operation);
    }

    private static bool IsInside(IOperation target, IOperation region) =>
        Collections.SymbolOf(target) is { } symbol && Collections.IsDeclaredIn(symbol, region);

    // while (queue.Any()): where it stayed the same the loop would never end.
    private static bool EndsLoop(IOperation operation, IOperation region)
    {
        if (region is not IWhileLoopOperation { Condition: { } condition } || !condition.Syntax.Span.Contains(operation.Syntax.Span))
            return false;
        return !condition.DescendantsAndSelf().Any(part => !operation.Syntax.Span.Contains(part.Syntax.Span)
            && part is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation && !part.Syntax.Span.Contains(operation.Syntax.Span)
            && !operation.Syntax.Span.Contains(part.Syntax.Span) && Invariance.Varies(part, region));
    }
}

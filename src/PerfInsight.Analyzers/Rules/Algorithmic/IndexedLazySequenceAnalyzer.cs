using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2005: elements of a sequence without an index are asked for by number, which counts from its start each time.</summary>
public sealed class IndexedLazySequenceAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.IndexedLazySequence,
        "Sequence is counted from its start for each element",
        "'{1}' goes through '{2}' from its start {3}; it {0}: {4}",
        "ElementAt and Skip of what is no list read all elements before the wanted one, so reading n elements by number costs n² steps.");

    private static readonly OperationKinds LookedAt = new(OperationKind.Binary, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            if (CountedForOne(operation) is { } count)
            {
                member.Report(
                    count.Syntax,
                    Proof.Callee(SampleKind.Cpu, "System.Linq.Enumerable.Count", "System.Linq.Enumerable+*"),
                    CodeText.Of(count.Syntax),
                    CodeText.Of(Sequences.SourceOf(count)!.Syntax),
                    "to its end, to know whether there is one",
                    "ask Any");
            }

            if (operation is not IInvocationOperation { TargetMethod.Name: "ElementAt" or "ElementAtOrDefault" or "Skip" } call
                || !Sequences.IsLinq(call.TargetMethod) || call.Arguments.Length != 2
                || Sequences.SourceOf(call) is not { Type: { } type } source || Sequences.IsQueryable(type)
                || (Sequences.IsIndexed(type) && !IsCopied(source)) || RepeatedCode.IsExceptional(call) || FixedData.IsFixed(source, call))
            {
                continue;
            }

            if ((WhereOf(call, source, member) ?? OfPick(call, source, member) ?? (IndexAccess.Is(call, source, member) ? "at each call" : null)) is not { } where)
                continue;
            var internals = new[] { CalleeName.Of(call.TargetMethod), "System.Linq.Enumerable.TryGetElementAt*", "System.Linq.Enumerable+*Skip*" };
            member.Report(call.Syntax, Proof.Callee(SampleKind.Cpu, internals), CodeText.Of(call.Syntax), CodeText.Of(source.Syntax), where, "go through it once, or copy it to a list before");
        }
    }

    // xs.Count() > 0, xs.Count(…) == 0, 0 < xs.Count()
    private static IInvocationOperation? CountedForOne(IOperation operation)
    {
        if (operation is not IBinaryOperation { OperatorKind: var kind } comparison)
            return null;
        // count?.Count() > 0 compares with a number that may be null.
        var (leftSide, rightSide) = (Collections.WithoutConversions(comparison.LeftOperand)!, Collections.WithoutConversions(comparison.RightOperand)!);
        var isNumberLast = rightSide.ConstantValue.HasValue;
        var (count, number) = isNumberLast ? (leftSide, rightSide) : (rightSide, leftSide);
        var isQuestion = (kind, number.ConstantValue.Value) switch
        {
            (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, 0) => true,
            (BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual, 0) => isNumberLast,
            (BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan, 1) => isNumberLast,
            (BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual, 0) => !isNumberLast,
            _ => false,
        };
        if (isQuestion && Sequences.Received(count) is IConditionalAccessOperation { WhenNotNull: var asked })
            count = asked;
        return isQuestion && Sequences.Received(count) is IInvocationOperation { TargetMethod.Name: "Count" or "LongCount" } call && Sequences.IsLinq(call.TargetMethod)
            && Sequences.SourceOf(call) is { Type: { } type } source && !Sequences.IsQueryable(type) && (call.Arguments.Length > 1 || !Sequences.IsCounted(type))
            && !FixedData.IsFixed(source, call) && !RepeatedCode.IsExceptional(call)
                ? call
                : null;
    }

    // _map.Skip(n).First(): one element, counted up to.
    private static string? OfPick(IInvocationOperation call, IOperation source, HotMember member) => call.TargetMethod.Name == "Skip" && !call.Arguments[1].Value.ConstantValue.HasValue
        && Uses.ParentOf(call) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "First" or "FirstOrDefault" } pick } && Sequences.IsLinq(pick.TargetMethod) && !RepeatedCode.Around(call).Any()
        && CollectionPath.Of(Sequences.BaseOf(source)) is { Root: IFieldSymbol or IPropertySymbol } && member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor) ? "at each call" : null;

    private static bool IsCopied(IOperation source) => Sequences.IsCopy(source);

    private static string? WhereOf(IInvocationOperation call, IOperation source, HotMember member)
    {
        var index = call.Arguments[1].Value;
        if (RepeatedCode.Around(call).FirstOrDefault() is { } region)
            return Invariance.IsSameObject(source, region) && Invariance.Varies(index, region) ? "in each iteration" : null;

        // Skip is also how a page is taken, once.
        return call.TargetMethod.Name != "Skip" && !index.ConstantValue.HasValue && CollectionPath.Of(Sequences.BaseOf(source)) is { Root: IFieldSymbol or IPropertySymbol }
            && member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
                ? "at each call"
                : null;
    }
}

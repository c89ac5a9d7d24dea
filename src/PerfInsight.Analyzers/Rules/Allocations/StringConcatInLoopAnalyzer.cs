using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1001: a string grows in each iteration of a loop, so that each iteration copies all of it.</summary>
public sealed class StringConcatInLoopAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.Cpu)
{
    // What a concatenation shows up as in real traces. Once optimised, String.Concat is inlined: its time is spent in
    // Memmove, and its strings are allocated right in the member.
    private static readonly string[] ConcatCallees =
    [
        "System.String.Concat", "System.Buffer.Memmove*", "System.SpanHelpers.Memmove", "System.String.FastAllocateString",
        "System.String.Ctor", "System.String.CopyStringContent", "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler.*",
    ];

    private static readonly Proof ConcatProof = Proof.Callee(SampleKind.AllocSpace, ConcatCallees)
        .Or(Proof.Callee(SampleKind.Cpu, ConcatCallees))
        .Or(Proof.AllocatedType("System.String"));

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.StringConcatInLoop,
        "String grows in a loop",
        "'{1}' {2} {0}: {3}",
        "Each concatenation allocates a new string and copies the old one into it, so building a text piece by piece costs "
        + "the square of its length. A StringBuilder copies each piece once.");

    private protected override void Analyze(HotMember member)
    {
        if (TextOfLevels.Of(member) is { } levels)
            member.Report(levels, ConcatProof, CodeText.Of(levels), "copies the text of all other levels at each level of this recursion, and", "pass one StringBuilder down");
        List<StringAccumulation>? found = null;
        foreach (var assignment in member.Operations<IAssignmentOperation>())
        {
            if (StringAccumulation.Of(assignment) is { } accumulation && !IsNeededEachTime(accumulation))
                (found ??= []).Add(accumulation);
        }

        if (found is not null)
            Report(member, found);
    }

    private static void Report(HotMember member, List<StringAccumulation> accumulations)
    {
        var resets = new Dictionary<ISymbol, IReadOnlyList<IOperation>>(SymbolEqualityComparer.Default);
        var groups = accumulations
            .GroupBy(accumulation => (Key: RepeatedBy(accumulation, resets), accumulation.Symbol))
            .Where(group => group.Key.Key is not null || IsKeptBetweenCalls(group.Key.Symbol));
        foreach (var group in groups)
        {
            // One variable in one loop is one problem with one fix: it is told of at the costliest place.
            StringAccumulation? costliest = null;
            Assessment? highest = null;
            foreach (var accumulation in group)
            {
                var assessment = member.Assess(accumulation.Assignment.Syntax, ConcatProof);
                if (assessment is not null && (highest is null || assessment.IsStrongerThan(highest)))
                    (costliest, highest) = (accumulation, assessment);
            }

            // Without a loop only the profile knows whether it is called again and again.
            if (costliest is null || highest is null || (group.Key.Key is null && highest.Confidence != Confidence.Confirmed))
                continue;
            var where = group.Key.Key is null ? "in each call" : "in this loop";
            var remedy = costliest.Appended.IsDefault ? "collect the parts and join them once" : "append to a StringBuilder";
            member.Report(costliest.Assignment.Syntax, highest, CodeText.Of(costliest.Assignment.Syntax), where, remedy);
        }
    }

    /// <summary>The loops that the string grows through, innermost first.</summary>
    internal static IEnumerable<ILoopOperation> LoopsOf(StringAccumulation accumulation) => LoopsOf(accumulation, ResetsOf(accumulation));

    private static IEnumerable<ILoopOperation> LoopsOf(StringAccumulation accumulation, IReadOnlyList<IOperation> resets)
    {
        foreach (var loop in Loops.Around(accumulation.Assignment))
        {
            if (Collections.IsDeclaredIn(accumulation.Symbol, loop)
                || LoopFlow.LeavesAfter(loop, accumulation.Assignment)
                || resets.Any(reset => loop.Syntax.Span.Contains(reset.Syntax.Span) && (reset is IArgumentOperation || LoopFlow.IsUnconditionalIn(loop, reset))))
            {
                yield break;
            }

            yield return loop;
        }
    }

    // The outermost loop, or the call that runs the lambda around it once per element.
    private static IOperation? RepeatedBy(StringAccumulation accumulation, Dictionary<ISymbol, IReadOnlyList<IOperation>> resets)
    {
        if (!resets.TryGetValue(accumulation.Symbol, out var found))
            resets.Add(accumulation.Symbol, found = ResetsOf(accumulation));
        return LoopsOf(accumulation, found).LastOrDefault()
            ?? (IOperation?)(Loops.PerElementCall(accumulation.Assignment) is { } call && !Collections.IsDeclaredIn(accumulation.Symbol, call) ? call : null);
    }

    // path += part; type = TypeOf(path); where each iteration hands on the text as it is, a builder would have to make it each time. Writers and loggers take a builder, or nothing.
    private static bool IsNeededEachTime(StringAccumulation accumulation)
    {
        if (Loops.Around(accumulation.Assignment).FirstOrDefault() is not { } loop)
            return false;
        foreach (var effect in CodeOrder.EffectsIn(loop))
        {
            if (effect is IArgumentOperation { Value: var value, Parent: IInvocationOperation { TargetMethod: var method } }
                && !TextMethods.IsFormatting(method)
                && StringAccumulation.Operands(value).Any(part => StringAccumulation.IsReferenceTo(part, accumulation.Symbol))
                && !TextMethods.IsLogging(method) && !TextMethods.IsError(method) && LoopFlow.IsUnconditionalIn(loop, effect))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKeptBetweenCalls(ISymbol symbol) => symbol is IFieldSymbol or IPropertySymbol;

    // Where each iteration starts with a new string nothing grows from one to the next.
    private static IReadOnlyList<IOperation> ResetsOf(StringAccumulation accumulation)
    {
        IOperation root = accumulation.Assignment;
        while (root.Parent is { } parent)
            root = parent;
        return [.. CodeOrder.WritesOf(accumulation.Symbol, root).Where(operation => operation switch
        {
            IAssignmentOperation assignment and not ICoalesceAssignmentOperation => StringAccumulation.Of(assignment) is null && IsTarget(assignment.Target, accumulation.Symbol),
            IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument => IsTarget(argument.Value, accumulation.Symbol),
            _ => false,
        })];
    }

    private static bool IsTarget(IOperation target, ISymbol symbol) => target is ITupleOperation tuple
        ? tuple.Elements.Any(element => IsTarget(element, symbol))
        : StringAccumulation.IsReferenceTo(target, symbol);
}

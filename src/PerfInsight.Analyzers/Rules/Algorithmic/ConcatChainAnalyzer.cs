using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2008: a sequence is wrapped in another query in each iteration.</summary>
public sealed class ConcatChainAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "Concat", "Append", "Prepend", "Union", "Except", "Intersect", "Where", "Select" };

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ConcatChain,
        "Query grows in a loop",
        "'{1}' wraps '{2}' in another query {3}; reading it {0}: add to a list",
        "Each element of a query that was built by n calls of Concat passes n iterators when it is read. A list takes each element once.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations<ISimpleAssignmentOperation>())
        {
            if (operation is not { Target: { } target, Value: { } value }
                || Sequences.Received(value) is not IInvocationOperation call || !Sequences.IsLinq(call.TargetMethod) || !Wrappers.Contains(call.TargetMethod.Name)
                || CollectionPath.Of(target) is not { } path || Sequences.IsQueryable(target.Type) || Chained(call) is not { } source || !path.Is(CollectionPath.Of(source)))
            {
                continue;
            }

            var region = RepeatedCode.Around(operation).FirstOrDefault();
            var isRepeated = region is not null
                ? !Collections.IsDeclaredIn(path.Root, region)
                : path.Root is IFieldSymbol or IPropertySymbol && call.TargetMethod.Name is "Concat" or "Append" or "Prepend" or "Union";
            if (!isRepeated || RepeatedCode.IsExceptional(operation))
                continue;
            member.Report(
                call.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Linq.Enumerable+Concat*", "System.Linq.Enumerable+AppendPrepend*", "System.Linq.Enumerable+Append*", "System.Linq.Enumerable+Union*"),
                CodeText.Of(call.Syntax),
                CodeText.Of(target.Syntax),
                region is null ? "at each call" : "in each iteration");
        }
    }

    // x.Where(…).Concat(y) wraps x as well; a copy in between ends the chain.
    private static IOperation? Chained(IInvocationOperation call)
    {
        IOperation? source = call;
        while (Sequences.IsLazyOperator(source))
            source = Sequences.SourceOf((IInvocationOperation)source!);
        return source;
    }
}

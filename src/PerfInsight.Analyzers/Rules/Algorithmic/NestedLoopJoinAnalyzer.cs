using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2002: for each element of one collection all of another are looked at for those with an equal key.</summary>
public sealed class NestedLoopJoinAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    // More calls than this in the part for matches, and the lines of the loop say little about the search.
    private const int FewCalls = 2;

    // How .NET 8 to 10 searches by predicate: WhereListIterator and its kin run when the result of Where is read.
    private static readonly string[] QueryInternals =
    [
        "System.Linq.Enumerable.TryGetFirst", "System.Linq.Enumerable.TryGetLast", "System.Linq.Enumerable.TryGetSingle",
        "System.Linq.Enumerable+WhereListIterator`1.*", "System.Linq.Enumerable+WhereArrayIterator`1.*",
        "System.Linq.Enumerable+ListWhereIterator`1.*", "System.Linq.Enumerable+ArrayWhereIterator`1.*",
        "System.Linq.Enumerable+IEnumerableWhereIterator`1.*", "System.Linq.Enumerable+WhereEnumerableIterator`1.*",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.NestedLoopJoin,
        "Nested loops join two collections by key",
        "{1} searches '{2}' anew {3}; it {0}: {4}",
        "Looking at all elements of one collection for each element of another costs the product of both sizes. A lookup by "
        + "key, built once before the loop, finds the elements with a key in constant time.");

    private static readonly OperationKinds LookedAt = new(OperationKind.TranslatedQuery, OperationKind.Invocation, OperationKind.Loop);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            if (QueryJoin.Of(operation) is { } join)
                member.Report(join.Condition, Proof.Line(SampleKind.Cpu), "this query", CodeText.Of(join.Source), "for each element", "write it as a join: join … on … equals …");
            if (KeySearch.Of(operation) is not { } search || (search.RepeatedBy() is null && (!IsLongLived(search) || WiderOf(operation)?.RepeatedBy() is not null)))
            {
                if (WiderOf(operation) is { } found)
                    Report(member, found);
                else if (HandlerProbe.Of(operation, member) is { } probe)
                    Report(member, probe);
                continue;
            }

            if (FixedData.IsFixed(search.Path.Holder, operation) || RepeatedCode.IsExceptional(operation))
                continue;
            var repeatedBy = search.RepeatedBy();
            var assessment = member.Assess(CostlyPart(search), ProofOf(search));
            if (assessment is null
                || (repeatedBy is null && assessment.Confidence != Confidence.Confirmed
                    && !(search.Query is { } perCall && RepeatedSearch.OfKey(perCall)?.IsPerCall(member) == true)))
            {
                continue;
            }

            var source = search.Source.Syntax.ToString();
            member.Report(
                PlaceOf(search.Search.Syntax),
                assessment,
                search.Query is { } query ? "'" + source + "." + query.TargetMethod.Name + "(…)'" : "this loop",
                source,
                repeatedBy is null ? "at each call" : "for each element",
                (repeatedBy is null ? "keep a " : "build a ") + RemedyOf(search, member.SemanticModel)
                    + (repeatedBy switch { null => " beside the list", ILoopOperation => " before the loop", _ => " before the query" }));
        }
    }

    private static RepeatedSearch? WiderOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => RepeatedSearch.OfKey(call),
        IForEachLoopOperation each => RepeatedSearch.OfLoop(each),
        IForLoopOperation counted => RepeatedSearch.OfLoop(counted),
        _ => null,
    };

    private static void Report(HotMember member, RepeatedSearch search)
    {
        var repeatedBy = search.RepeatedBy();
        if ((repeatedBy is null && (!search.IsPerCall(member) || !(IsLeft(search) || search.IsInRecursion(member)))) || search.IsSmall() || RepeatedCode.IsExceptional(search.Search))
            return;
        var source = CodeText.Of(search.Source.Syntax);
        member.Report(
            PlaceOf(search.Search.Syntax),
            search.Call is { } callee ? Proof.Callee(SampleKind.Cpu, [CalleeName.Of(callee.TargetMethod), .. QueryInternals]) : Proof.Line(SampleKind.Cpu),
            search.Call is { } call ? "'" + source + "." + call.TargetMethod.Name + "(…)'" : "this loop",
            source,
            repeatedBy is null ? "at each call" : "for each element",
            (search.IsOrder ? "index it, or sort it once, by '" : "keep a Dictionary or HashSet by '") + CodeText.Of(search.Wanted.Syntax)
                + (repeatedBy is null ? "' beside it" : "' that is built once"));
    }

    private static void Report(HotMember member, HandlerProbe probe)
    {
        var source = CodeText.Of(probe.Source.Syntax);
        member.Report(
            PlaceOf(probe.Search.Syntax),
            probe.Search is IInvocationOperation callee ? Proof.Callee(SampleKind.Cpu, [CalleeName.Of(callee.TargetMethod), .. QueryInternals]) : Proof.Line(SampleKind.Cpu),
            probe.Search is IInvocationOperation call ? "'" + source + "." + call.TargetMethod.Name + "(…)'" : "this loop",
            source,
            "at each call",
            "keep the answer by '" + CodeText.Of(probe.Wanted.Syntax) + "' in a ConcurrentDictionary");
    }

    // A loop that ends at the first match does nothing but search.
    private static bool IsLeft(RepeatedSearch search) => search.Search is not ILoopOperation loop || loop.Body.Descendants().Any(operation =>
        operation is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation { BranchKind: BranchKind.Break });

    /// <summary>The node that the diagnostic of a loop stands on: what it goes through.</summary>
    internal static SyntaxNode PlaceOf(SyntaxNode search) => search switch
    {
        ForEachStatementSyntax each => each.Expression,
        ForStatementSyntax { Condition: { } condition } => condition,
        _ => search,
    };

    // A list that outlives the member: who repeats the search, only the profile knows.
    private static bool IsLongLived(KeySearch search) => search.Query is not null && search.Path.Root is IFieldSymbol or IPropertySymbol;

    private static Proof ProofOf(KeySearch search) => search.Query is { } query
        ? Proof.Callee(SampleKind.Cpu, [CalleeName.Of(query.TargetMethod), .. QueryInternals])
        : Proof.Line(SampleKind.Cpu);

    // Of a loop with much to do for matches only the comparison's lines are the search.
    private static SyntaxNode CostlyPart(KeySearch search)
    {
        if (search.Query is not null)
            return search.Search.Syntax;
        var work = search.Search.Descendants().Count(operation => operation is IInvocationOperation or IObjectCreationOperation or IAwaitOperation)
            - search.Condition.DescendantsAndSelf().Count(operation => operation is IInvocationOperation);
        return work <= FewCalls && !search.Search.Descendants().Any(operation => operation is ILoopOperation)
            ? search.Search.Syntax
            : search.Condition.Syntax;
    }

    private static string RemedyOf(KeySearch search, SemanticModel model)
    {
        var key = search.Key.ElementKey.Type is { } type ? type.ToMinimalDisplayString(model, search.Search.Syntax.SpanStart) : "…";
        var element = search.Element.ToMinimalDisplayString(model, search.Search.Syntax.SpanStart);
        return search.Query?.TargetMethod.Name switch
        {
            "Any" or "Exists" when search.IsKeyAlone => $"HashSet<{key}> of {search.Key.KeyName}",
            "FindIndex" or "FindLastIndex" => $"Dictionary<{key}, int> from {search.Key.KeyName} to index",
            "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Find" => $"Dictionary<{key}, {element}> by {search.Key.KeyName}",
            _ => $"Lookup<{key}, {element}> by {search.Key.KeyName}",
        };
    }
}

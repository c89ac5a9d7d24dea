using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2001: a list or array is searched from its start again and again.</summary>
public sealed class ListScanInLoopAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    // What a scan shows up as when the call itself was inlined: the vectorised and the comparer's loops of the runtime.
    private static readonly string[] ScanInternals =
    [
        "System.Array.IndexOf", "System.Array.LastIndexOf", "System.SpanHelpers.IndexOf*", "System.SpanHelpers.Contains*",
        "System.SpanHelpers.LastIndexOf*", "System.SpanHelpers.NonPackedIndexOf*", "System.SpanHelpers.NonPackedContains*",
        "System.MemoryExtensions.Contains", "System.MemoryExtensions.IndexOf",
        "System.Collections.Generic.EqualityComparer`1.IndexOf", "System.Collections.Generic.GenericEqualityComparer`1.IndexOf",
        "System.Collections.Generic.ObjectEqualityComparer`1.IndexOf", "System.Collections.Generic.EnumEqualityComparer`1.IndexOf",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ListScanInLoop,
        "List is scanned in a loop",
        "'{1}' {2} {0}: {3}",
        "Contains and IndexOf of a list look at every element, so a loop around them costs the product of both sizes. "
        + "A HashSet built once before the loop answers each question in constant time.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var group in member.Operations<IMethodReferenceOperation>())
        {
            // wanted.All(list.Contains)
            if (group is { Method.Name: "Contains" or "IndexOf", Instance: { Type: { } type } list } && ListTypes.ElementOf(type) is not null && !FixedData.IsFixed(list, group) && !RepeatedCode.IsExceptional(group)
                && RareCode.UseOf(group) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var runner } } && (Sequences.IsLinq(runner) || runner.ContainingType is { Name: "List" or "Array", ContainingNamespace: { } }))
            {
                member.Report(
                    group.Syntax, Proof.Callee(SampleKind.Cpu, [CalleeName.Of(group.Method), .. ScanInternals]),
                    type.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, group.Syntax.SpanStart) + "." + group.Method.Name, "in this query", "build a HashSet before the query");
            }
        }

        foreach (var call in member.Invocations())
        {
            if (ListScan.Of(call) is { } scan && FindingOf(scan, member) is { } finding)
            {
                if (FixedData.IsFixed(scan.List, call) || FixedData.HasFewValues(scan.Element, scan.List) || RepeatedCode.IsExceptional(call))
                    continue;
                var table = scan.AsksWhere && PositionTest.Of(call) is null
                    ? "Dictionary from item to index"
                    : "HashSet<" + scan.Element.ToMinimalDisplayString(member.SemanticModel, call.Syntax.SpanStart) + ">";
                Report(member, call, scan.List.Type!, finding, table);
            }
            else if (RepeatedSearch.OfValue(call) is { } search)
            {
                if (FindingOf(search, member) is { } other && !search.IsSmall() && !RepeatedCode.IsExceptional(call))
                    Report(member, call, search.Source.Type!, other, search.IsOfThreads ? "ConcurrentDictionary" : call.TargetMethod.Name == "Contains" ? "HashSet" : "Dictionary from item to index");
            }
            else if (SearchBehindCall.Of(call, member) is { } behind && !RepeatedCode.IsExceptional(call))
            {
                Report(member, call, behind.Source.Type!, new Finding("in this loop, through this call,", table => $"keep a {table} beside the list"), "HashSet or Dictionary");
            }
        }
    }

    private static void Report(HotMember member, IInvocationOperation call, ITypeSymbol list, Finding finding, string table)
    {
        var proof = Proof.Callee(SampleKind.Cpu, [CalleeName.Of(call.TargetMethod), .. ImplementationsOf(list, call.TargetMethod), .. ScanInternals]);
        if (member.Assess(call.Syntax, proof) is not { } assessment || (finding.NeedsProof && assessment.Confidence != Confidence.Confirmed))
            return;
        // Behind a call the list is another object's own.
        var named = Sequences.IsLinq(call.TargetMethod) || FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) ? list : call.TargetMethod.ContainingType;
        var name = named.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, call.Syntax.SpanStart) + "." + call.TargetMethod.Name;
        member.Report(call.Syntax, assessment, name, finding.Where, finding.Remedy(table));
    }

    private static Finding? FindingOf(RepeatedSearch search, HotMember member)
    {
        if (search.IsOfLine && (search.RepeatedBy() is not null || search.IsPerCall(member)))
            return new Finding(search.RepeatedBy() switch { null => "at each call", ILoopOperation => "in this loop", _ => "in this query" }, table => $"keep a {table} beside it");
        if (search.RepeatedBy() is { } repeating)
            return new Finding((repeating is ILoopOperation ? "in this loop" : "in this query") + (search.IsGuess ? ", if that is no set," : ""), table => $"build a {table} before it");
        return search.IsPerCall(member) ? new Finding("at each call", table => $"keep a {table} instead of the list") : null;
    }

    // What is said depends on what repeats the scan and on what happens to the list meanwhile.
    private static Finding? FindingOf(ListScan scan, HotMember member)
    {
        // One and the same question is no table's work.
        if (scan.Item.ConstantValue.HasValue)
            return null;
        if (scan.RepeatedBy((path, code) => !Collections.IsChangedIn(path, code)) is { } stable)
        {
            return stable is ILoopOperation
                ? new Finding("in this loop", table => $"build a {table} before the loop")
                : new Finding("in this query", table => $"build a {table} before the query");
        }

        // The list of what was seen: each new element makes every later search longer.
        if (scan.RepeatedBy(Collections.OnlyGrowsIn) is { } growing)
            return new Finding(growing is ILoopOperation ? "in this loop" : "in this query", table => $"keep a {table} beside the list");

        // A lambda that some method runs per element, a local function that a loop calls.
        var search = new RepeatedSearch(scan.Call, scan.List, scan.Item);
        if (search.RepeatedBy() is { } wider)
            return new Finding(wider is ILoopOperation ? "in this loop" : "in this query", table => $"build a {table} before it");

        // No loop here: it is in a caller, which only the profile knows.
        if (Collections.IsDeclaredIn(scan.Path.Root, RootOf(scan.Call)) && !IsFoundElsewhere(scan) && !IsOfOlderObject(scan))
            return null;
        if (IsFollowedByGrowth(scan))
            return new Finding("at each call", table => $"keep a {table} beside the list");
        return new Finding("at each call", table => $"keep a {table} instead of the list")
        {
            NeedsProof = !search.IsPerCall(member),
        };
    }

    // var names = _byKind[kind]; TryGetValue(kind, out var names)
    private static bool IsFoundElsewhere(ListScan scan) => scan.Path.Holder is ILocalSymbol local && IsFollowedByGrowth(scan)
        && (OwnedLocals.InitializerOf(local, scan.Call) switch
        {
            null => Functions.ReferencesTo(local, scan.Call).Any(reference => reference.Parent is IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: RefKind.Out }),
            IPropertyReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation => true,
            _ => false,
        });

    // foreach (var topic in topics) if (!topic.Subscribers.Contains(one)) topic.Subscribers.Add(one);
    private static bool IsOfOlderObject(ListScan scan) => scan.Path is { IsDirect: false, Root: ILocalSymbol root } && IsFollowedByGrowth(scan)
        && OwnedLocals.InitializerOf(root, scan.Call) is null or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation;

    private static bool IsFollowedByGrowth(ListScan scan)
    {
        var root = RootOf(scan.Call);
        return Collections.OnlyGrowsIn(scan.Path, root) && root.Descendants().Any(operation => Collections.IsGrowth(operation, scan.Path));
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    // An interface call runs the method of whatever list is behind it; usually a List<T> or an array.
    private static string[] ImplementationsOf(ITypeSymbol list, IMethodSymbol method) =>
        list.TypeKind == TypeKind.Interface
            ? ["System.Collections.Generic.List`1." + method.Name, "System.SZArrayHelper." + method.Name]
            : ["System.Collections.Generic.List`1." + method.Name];

    private sealed record Finding(string Where, Func<string, string> Remedy)
    {
        /// <summary>Only the profile can tell that the scan is repeated.</summary>
        public bool NeedsProof { get; init; }
    }
}

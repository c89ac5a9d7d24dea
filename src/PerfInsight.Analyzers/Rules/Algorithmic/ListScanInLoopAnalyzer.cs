using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2001: a list or array is searched from its start again and again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
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
        foreach (var operation in member.Operations())
        {
            if (operation is not IInvocationOperation call
                || ListScan.Of(call) is not { } scan
                || InitializerSize.IsSmall(scan.Path.Holder, call)
                || FindingOf(scan) is not { } finding)
            {
                continue;
            }

            var proof = Proof.Callee(SampleKind.Cpu, [CalleeName.Of(call.TargetMethod), .. ImplementationsOf(scan.List.Type!, call.TargetMethod), .. ScanInternals]);
            if (member.Assess(call.Syntax, proof) is not { } assessment || (finding.NeedsProof && assessment.Confidence != Confidence.Confirmed))
                continue;
            var name = scan.List.Type!.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, call.Syntax.SpanStart) + "." + call.TargetMethod.Name;
            var table = scan.AsksWhere && PositionTest.Of(call) is null
                ? "Dictionary from item to index"
                : "HashSet<" + scan.Element.ToMinimalDisplayString(member.SemanticModel, call.Syntax.SpanStart) + ">";
            member.Report(call.Syntax, assessment, name, finding.Where, finding.Remedy(table));
        }
    }

    // What is said depends on what repeats the scan and on what happens to the list meanwhile.
    private static Finding? FindingOf(ListScan scan)
    {
        if (scan.RepeatedBy((path, code) => !Collections.IsChangedIn(path, code)) is { } stable)
        {
            return stable is ILoopOperation
                ? new Finding("in this loop", table => $"build a {table} before the loop")
                : new Finding("in this query", table => $"build a {table} before the query");
        }

        // The list of what was seen: each new element makes every later search longer.
        if (scan.RepeatedBy(Collections.OnlyGrowsIn) is { } growing)
            return new Finding(growing is ILoopOperation ? "in this loop" : "in this query", table => $"keep a {table} beside the list");

        // No loop here: it is in a caller, which only the profile knows.
        if (scan.Path.Root is ILocalSymbol || Collections.IsDeclaredIn(scan.Path.Root, RootOf(scan.Call)))
            return null;
        return scan.Path.Root is not IParameterSymbol && IsFollowedByGrowth(scan)
            ? new Finding("at each call", table => $"keep a {table} beside the list")
            : new Finding("at each call", table => $"keep a {table} instead of the list") { NeedsProof = true };
    }

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

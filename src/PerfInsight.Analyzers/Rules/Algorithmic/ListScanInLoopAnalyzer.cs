using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2001: a list or array is searched from its start in each iteration of a loop that does not change it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListScanInLoopAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    // Fewer elements than this are compared faster one by one than hashed: measured in
    // tests/PerfInsight.Benchmarks/Rules/ListScanInLoopBenchmarks.cs.
    private const int SmallArray = 8;

    // What a scan shows up as when the call itself was inlined: the vectorised and the comparer's loops of the runtime.
    private static readonly string[] ScanInternals =
    [
        "System.Array.IndexOf", "System.Array.LastIndexOf", "System.SpanHelpers.IndexOf*", "System.SpanHelpers.Contains*",
        "System.SpanHelpers.LastIndexOf*", "System.MemoryExtensions.Contains", "System.MemoryExtensions.IndexOf",
        "System.Collections.Generic.EqualityComparer`1.IndexOf", "System.Collections.Generic.GenericEqualityComparer`1.IndexOf",
        "System.Collections.Generic.ObjectEqualityComparer`1.IndexOf", "System.Collections.Generic.EnumEqualityComparer`1.IndexOf",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ListScanInLoop,
        "List is scanned in a loop",
        "'{1}' in this loop {0}: build a {2} before the loop",
        "Contains and IndexOf of a list look at every element, so a loop around them costs the product of both sizes. "
        + "A HashSet built once before the loop answers each question in constant time.");

    /// <summary>The scan that an invocation makes, null where it makes none.</summary>
    internal static ListScan? ScanOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is not ("Contains" or "IndexOf" or "LastIndexOf"))
            return null;
        var (list, item) = call switch
        {
            { Instance: { } instance, Arguments.Length: 1 } => (instance, call.Arguments[0].Value),
            { Instance: null, Arguments.Length: 2 } when CalleeName.Of(method) is
                "System.Linq.Enumerable.Contains" or "System.Array.IndexOf" or "System.Array.LastIndexOf" =>
                (call.Arguments[0].Value, call.Arguments[1].Value),
            _ => (null, null),
        };
        list = Collections.WithoutConversions(list);
        if (list?.Type is null || item is null || ElementType(list.Type) is not { } element)
            return null;
        return Collections.SymbolOf(list) is { } symbol ? new ListScan(call, list, symbol, item, element) : null;
    }

    /// <summary>The outermost loop around a scan that leaves the list as it is; null where there is none.</summary>
    internal static ILoopOperation? LoopOf(ListScan scan)
    {
        ILoopOperation? found = null;
        foreach (var loop in Loops.Around(scan.Call))
        {
            if (Collections.IsDeclaredIn(scan.Symbol, loop) || Collections.IsChangedIn(scan.Symbol, loop))
                break;
            found = loop;
        }

        return found;
    }

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is not IInvocationOperation call || ScanOf(call) is not { } scan || IsSmall(scan.Symbol))
                continue;
            if (LoopOf(scan) is null && !IsScannedPerElement(scan))
                continue;
            var name = scan.List.Type!.ToMinimalDisplayString(member.SemanticModel, call.Syntax.SpanStart) + "." + call.TargetMethod.Name;
            var remedy = call.TargetMethod.Name == "Contains"
                ? "HashSet<" + scan.Element.ToMinimalDisplayString(member.SemanticModel, call.Syntax.SpanStart) + ">"
                : "Dictionary from item to index";
            string[] names = [CalleeName.Of(call.TargetMethod), .. ImplementationsOf(scan.List.Type!, call.TargetMethod), .. ScanInternals];
            member.Report(call.Syntax, Proof.Callee(SampleKind.Cpu, names), name, remedy);
        }
    }

    private static bool IsScannedPerElement(ListScan scan) =>
        Loops.PerElementCall(scan.Call) is { } call
        && !Collections.IsDeclaredIn(scan.Symbol, call)
        && !Collections.IsChangedIn(scan.Symbol, call);

    // An interface call runs the method of whatever list is behind it; usually a List<T> or an array.
    private static ImmutableArray<string> ImplementationsOf(ITypeSymbol list, IMethodSymbol method) =>
        list.TypeKind == TypeKind.Interface
            ? ImmutableArray.Create("System.Collections.Generic.List`1." + method.Name, "System.SZArrayHelper." + method.Name)
            : ImmutableArray.Create("System.Collections.Generic.List`1." + method.Name);

    // Only types that are searched from the start: a set behind ICollection<T> or IEnumerable<T> is not.
    private static ITypeSymbol? ElementType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1 } named when CalleeName.OfType(named.OriginalDefinition) is
            "System.Collections.Generic.List`1" or "System.Collections.Generic.IList`1"
            or "System.Collections.Generic.IReadOnlyList`1" or "System.Collections.ObjectModel.Collection`1"
            or "System.Collections.ObjectModel.ReadOnlyCollection`1" or "System.Collections.ObjectModel.ObservableCollection`1"
            or "System.Collections.Immutable.ImmutableArray`1" or "System.Collections.Immutable.ImmutableList`1"
            or "System.Collections.Generic.LinkedList`1" or "System.Collections.Generic.Queue`1" =>
            named.TypeArguments[0],
        _ => null,
    };

    // A list that the source spells out in full and that has few elements is not the cause of anything.
    private static bool IsSmall(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (InitializerSize.Of(reference.GetSyntax()) is { } size && size <= SmallArray)
                return symbol is ILocalSymbol or IFieldSymbol { IsReadOnly: true };
        }

        return false;
    }
}

/// <summary>A search of a list from its start.</summary>
/// <param name="Call">The call.</param>
/// <param name="List">The expression that is searched.</param>
/// <param name="Symbol">The local, parameter, field or property that holds it.</param>
/// <param name="Item">What is searched for.</param>
/// <param name="Element">Type of the elements.</param>
internal sealed record ListScan(IInvocationOperation Call, IOperation List, ISymbol Symbol, IOperation Item, ITypeSymbol Element);

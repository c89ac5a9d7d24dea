using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2007: a whole collection is sorted for one element of it, or sorted again and again.</summary>
public sealed class SortInLoopAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly HashSet<string> Orders = new(StringComparer.Ordinal) { "OrderBy", "OrderByDescending", "Order", "OrderDescending" };

    // Keep the order of what they are given, or do not change which element comes first or last.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "ThenBy", "ThenByDescending", "Select", "Where", "Cast", "OfType", "ToList", "ToArray", "AsEnumerable", "Reverse",
    };

    private static readonly HashSet<string> Picks = new(StringComparer.Ordinal) { "First", "FirstOrDefault", "Last", "LastOrDefault" };

    private static readonly string[] SortInternals =
    [
        "System.Collections.Generic.List`1.Sort", "System.Array.Sort", "System.Collections.Generic.ArraySortHelper`1.*",
        "System.Collections.Generic.GenericArraySortHelper`1.*", "System.Linq.EnumerableSorter`1.*", "System.Linq.EnumerableSorter`2.*",
        "System.Linq.Enumerable+OrderedIterator`1.*", "System.Linq.Enumerable+OrderedIterator`2.*", "System.Linq.OrderedEnumerable`1.*",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SortInLoop,
        "Collection is sorted for one element, or again and again",
        "'{1}' {2}; it {0}: {3}",
        "Sorting costs n log n. The least or greatest element is found in one pass, and a collection that is sorted once, or kept sorted, "
        + "need not be sorted at each step.");

    private static readonly OperationKinds LookedAt = new(OperationKind.TranslatedQuery, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            if (operation is IInvocationOperation call)
            {
                Analyze(member, call);
                continue;
            }

            // The calls that a query expression stands for are made up by the compiler.
            foreach (var step in Sequences.OperatorsOf(((ITranslatedQueryOperation)operation).Operation))
                Analyze(member, step);
        }
    }

    private static void Analyze(HotMember member, IInvocationOperation call)
    {
        if (FindingOf(call, member) is not { } finding || RepeatedCode.IsExceptional(call) || FixedData.IsFixed(Sequences.SourceOf(call), call))
            return;
        var proof = Proof.Callee(SampleKind.Cpu, SortInternals);
        if (member.Assess(Uses.NameOf(call), proof) is { } assessment && (assessment.Confidence == Confidence.Confirmed || !OnePassPick.Is(call, member.Compilation)))
            member.Report(Uses.NameOf(call), assessment, CodeText.Of(call.Syntax), finding.What, finding.Remedy);
    }

    private static (string What, string Remedy)? FindingOf(IInvocationOperation call, HotMember member)
    {
        var method = call.TargetMethod;
        if (Sequences.IsLinq(method) && Orders.Contains(method.Name))
        {
            if (Sequences.IsQueryable(Sequences.SourceOf(call)?.Type))
                return null;
            if (Sequences.BaseOf(call) is IInvocationOperation { TargetMethod.ContainingType: { Name: "Directory" or "DirectoryInfo", ContainingNamespace.Name: "IO" } })
                return null;
            if (IsForOneElement(call, 0))
                return ("sorts all elements for one of them", "find it in one pass (MinBy, MaxBy or a loop)");
            return OfRepeated(call, Sequences.SourceOf(call), member);
        }

        if (method.Name != "Sort" || !FrameworkCalls.IsFramework(method.ContainingType) || method.ContainingType.Name is not ("List" or "Array" or "ImmutableArray" or "Builder"))
            return null;
        var list = call.Instance ?? Sequences.SourceOf(call);
        if (Sequences.Received(list) is ILocalReferenceOperation { Local: var local } && IsReadAtEndsOnly(local, call))
            return ("sorts all elements for the first or last", "find it in one pass (Min, Max or a loop)");
        return OfRepeated(call, list, member);
    }

    private static (string What, string Remedy)? OfRepeated(IInvocationOperation call, IOperation? list, HotMember member)
    {
        if (list is null || RepeatedCode.IsKept(call) || Sequences.BaseOf(list) is not { } source)
            return null;
        foreach (var region in RepeatedCode.Around(call))
        {
            // rows = rows.OrderBy(…).ToList(); the same rows in another list.
            if (IsPutBack(call, source))
                return ("sorts the same collection in each iteration", "sort it once outside, or keep it sorted (SortedSet, PriorityQueue, insertion by BinarySearch)");

            // The receiver chain stands in the call's syntax and runs once.
            if (!Invariance.IsSameObject(source, region) || source is IInvocationOperation or IObjectCreationOperation)
                return null;
            return ("sorts the same collection in each iteration", "sort it once outside, or keep it sorted (SortedSet, PriorityQueue, insertion by BinarySearch)");
        }

        if (CollectionPath.Of(source) is not { Root: IFieldSymbol or IPropertySymbol } path || member.Symbol.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            return null;
        if (call.TargetMethod.Name != "Sort")
            return path.IsDirect ? ("sorts the same collection at each call", "keep it sorted, or keep the sorted copy") : null;
        return member.Operations().Any(operation => Collections.IsGrowth(operation, path))
            ? ("sorts the whole collection after each addition", "insert at the place that BinarySearch finds, or keep a SortedSet")
            : null;
    }

    private static bool IsPutBack(IOperation sorted, IOperation source)
    {
        while (Uses.ParentOf(sorted) is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation next } && Sequences.IsLinq(next.TargetMethod))
            sorted = next;
        return Uses.ParentOf(sorted) is ISimpleAssignmentOperation assignment && CollectionPath.Of(assignment.Target) is { } target && target.Is(CollectionPath.Of(source));
    }

    // xs.OrderBy(…).Select(…).First(), also through locals.
    private static bool IsForOneElement(IOperation sequence, int depth)
    {
        if (depth > 8)
            return false;
        var uses = Uses.Of(sequence).ToList();
        if (uses.Count == 0)
            return false;
        var isThroughLocal = Uses.ParentOf(sequence) is IVariableInitializerOperation;
        if (isThroughLocal && Uses.ParentOf(sequence) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            && Uses.IsReassigned(local, sequence))
        {
            return false;
        }

        // Read twice, a sorted copy may pay.
        return uses.Count(use => !IsPick(use) && !IsSizeTest(use)) == 0
            ? uses.Any(IsPick) && uses.Count(IsPick) <= 2
            : uses is [IInvocationOperation next] && Sequences.IsLinq(next.TargetMethod) && Passing.Contains(next.TargetMethod.Name) && IsForOneElement(next, depth + 1);
    }

    private static bool IsSizeTest(IOperation use) => use is IPropertyReferenceOperation { Property.Name: "Count" or "Length" }
        or IInvocationOperation { TargetMethod.Name: "Any" or "Count" };

    private static bool IsPick(IOperation use) => use switch
    {
        IInvocationOperation call when Sequences.IsLinq(call.TargetMethod) => Picks.Contains(call.TargetMethod.Name)
            || (call.TargetMethod.Name is "Take" or "ElementAt" or "ElementAtOrDefault" && call.Arguments.LastOrDefault()?.Value.ConstantValue.Value is 0 or 1 && IsOne(call)),
        IPropertyReferenceOperation { Arguments: [var index] } => IsEnd(index.Value),
        IArrayElementReferenceOperation { Indices: [var index] } => IsEnd(index),
        _ => false,
    };

    private static bool IsOne(IInvocationOperation call) =>
        call.Arguments.LastOrDefault()?.Value.ConstantValue.Value is int number && number == (call.TargetMethod.Name == "Take" ? 1 : 0);

    // 0, list.Count - 1, ^1
    private static bool IsEnd(IOperation index) => Collections.WithoutConversions(index) switch
    {
        { ConstantValue: { HasValue: true, Value: 0 } } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: IPropertyReferenceOperation { Property.Name: "Count" or "Length" }, RightOperand.ConstantValue.Value: 1 } => true,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: { } operand } => Collections.WithoutConversions(operand)?.ConstantValue.Value is 1,
        _ => false,
    };

    private static bool IsReadAtEndsOnly(ILocalSymbol local, IOperation sort)
    {
        var picks = 0;
        foreach (var reference in Functions.ReferencesTo(local, sort))
        {
            if (reference.Syntax.SpanStart <= sort.Syntax.Span.End)
                continue;
            if (Uses.ParentOf(reference) is not { } parent)
                return false;
            var use = parent is IArgumentOperation { Parent: { } call } ? call : parent;
            if (IsPick(use))
                picks++;
            else if (!IsSizeTest(use))
                return false;
        }

        return picks is 1 or 2;
    }
}

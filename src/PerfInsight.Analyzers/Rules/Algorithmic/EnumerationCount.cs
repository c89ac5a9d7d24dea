using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>How often a query in a local is run.</summary>
/// <param name="Text">How often, in words; null for once.</param>
internal sealed record EnumerationCount(string? Text)
{
    private static readonly HashSet<string> Partial = new(StringComparer.Ordinal) { "Any", "First", "FirstOrDefault", "ElementAt", "Take" };

    /// <summary>True where a loop or query runs it once per iteration.</summary>
    public bool IsInLoop { get; init; }

    /// <summary>True where two of the runs go through all of it.</summary>
    public bool AreFull { get; init; }

    /// <summary>Counts the reads of a local after its declaration; those in different branches count as one.</summary>
    /// <param name="local">The local, or a parameter.</param>
    /// <param name="declarator">Its declaration; of a parameter the body of the member.</param>
    /// <param name="isFull">True where even the first element needs all of the source.</param>
    public static EnumerationCount Of(ISymbol local, IOperation declarator, bool isFull)
    {
        var runs = new List<(IOperation Run, bool IsPartial)>();
        foreach (var reference in Functions.ReferencesTo(local, declarator))
        {
            if (RunOf(reference, 0) is not { } run || RepeatedCode.IsExceptional(reference))
                continue;
            var isPartial = !isFull && run is IInvocationOperation { TargetMethod: { Name: var name } method } call && Partial.Contains(name)
                && Sequences.IsLinq(method) && !call.Arguments.Any(argument => argument.Value is IDelegateCreationOperation);
            if (!isPartial && RepeatedCode.Around(reference).FirstOrDefault(region => !region.Syntax.Span.Contains(declarator.Syntax.Span)) is { } region && !IsReceiver(region, reference))
                return new EnumerationCount("anew in each iteration") { IsInLoop = true };
            runs.Add((run, isPartial));
        }

        // The first element alone may be cheap.
        var (isTwice, areFull) = (false, false);
        for (var i = 0; i < runs.Count; i++)
        {
            for (var j = i + 1; j < runs.Count; j++)
            {
                if ((runs[i].IsPartial && runs[j].IsPartial) || AreAlternatives(runs[i].Run, runs[j].Run))
                    continue;
                isTwice = true;
                areFull |= !runs[i].IsPartial && !runs[j].IsPartial;
            }
        }

        return new EnumerationCount(isTwice ? "each time that it is read here: " + CountText(runs.Count) : null) { AreFull = areFull };
    }

    private static string CountText(int count) => count switch { 2 => "twice", _ => count.ToString(System.Globalization.CultureInfo.InvariantCulture) + " times" };

    // The receiver chain of a call stands inside the call's syntax and runs once.
    private static bool IsReceiver(IOperation region, IOperation reference) => region is IInvocationOperation call
        && !call.Arguments.Any(argument => argument.Value is IDelegateCreationOperation && argument.Syntax.Span.Contains(reference.Syntax.Span));

    // What runs the query: a loop, an operator that reads, a method that is given it.
    private static IOperation? RunOf(IOperation value, int depth)
    {
        if (depth > 8)
            return null;
        switch (Uses.ParentOf(value))
        {
            case IForEachLoopOperation loop:
                return loop;
            case IInvocationOperation { Instance: { } } call:
                return Sequences.IsCopy(call) || call.TargetMethod.Name == "GetEnumerator" ? call : null;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                if (Sequences.IsLazyOperator(call))
                    return Sequences.SourceOf(call) is { } source && Sequences.Received(source) is { } received && value.Syntax.Span.Contains(received.Syntax.Span) ? RunOf(call, depth + 1) : null;
                return Sequences.IsLinq(call.TargetMethod) || IsExtensionOfSequence(call.TargetMethod) || call.TargetMethod.Name is "AddRange" or "Join" or "Concat" or "UnionWith" or "ExceptWith" or "IntersectWith" ? call : null;
            case IArgumentOperation { Parent: IObjectCreationOperation { Type.ContainingNamespace.Name: "Generic" } creation }:
                return creation;
            default:
                return null;
        }
    }

    // An extension method of sequences that hands back none goes through it: query.ForEach(…)
    private static bool IsExtensionOfSequence(IMethodSymbol method) => (method.ReducedFrom ?? method) is { IsExtensionMethod: true, Parameters: [{ Type: var type }, ..] } extension
        && type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && extension.ReturnType.OriginalDefinition.SpecialType != SpecialType.System_Collections_Generic_IEnumerable_T;

    private static bool AreAlternatives(IOperation first, IOperation second)
    {
        IOperation child = first;
        for (var parent = first.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IBlockOperation block && ReturnsAfter(block, child) && !child.Syntax.Span.Contains(second.Syntax.Span) && !block.Syntax.Span.Contains(second.Syntax.Span))
                return true;
            if (!parent.Syntax.Span.Contains(second.Syntax.Span))
                continue;
            return parent switch
            {
                IConditionalOperation { WhenTrue: { } whenTrue, WhenFalse: { } whenFalse } =>
                    (ReferenceEquals(child, whenTrue) && whenFalse.Syntax.Span.Contains(second.Syntax.Span))
                    || (ReferenceEquals(child, whenFalse) && whenTrue.Syntax.Span.Contains(second.Syntax.Span)),
                ISwitchOperation or ISwitchExpressionOperation => true,
                _ => child is IConditionalOperation { WhenTrue: IReturnOperation or IThrowOperation } choice && !choice.Condition.Syntax.Span.Contains(first.Syntax.Span),
            };
        }

        return false;
    }

    private static bool ReturnsAfter(IBlockOperation block, IOperation statement) => block.Parent is IConditionalOperation or ISwitchCaseOperation
        && block.Operations.SkipWhile(one => !ReferenceEquals(one, statement)).Any(one => one is IReturnOperation or IThrowOperation);
}

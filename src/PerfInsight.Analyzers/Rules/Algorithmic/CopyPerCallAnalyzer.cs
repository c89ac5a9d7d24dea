using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2015: a whole collection is copied at each call or in each iteration.</summary>
public sealed class CopyPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly string[] CopyInternals =
    [
        "System.Linq.Enumerable.ToList", "System.Linq.Enumerable.ToArray", "System.Linq.Enumerable+*", "System.Collections.Generic.List`1..ctor", "System.Array.Copy*",
        "System.Array.Resize", "System.Collections.Generic.Dictionary`2..ctor", "System.Collections.Generic.HashSet`1..ctor", "System.Buffer.Memmove*", "System.Buffer.BulkMoveWithWriteBarrier*",
    ];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.CopyPerCall,
        "Whole collection is copied each time",
        "'{1}' copies all of '{2}' {3}; it {0}: {4}",
        "A copy of n elements for each of n steps costs n² in all. A collection that is changed in place, or read without a copy, does not.");

    private protected override void Analyze(HotMember member)
    {
        if (member.Symbol.MethodKind == MethodKind.StaticConstructor)
            return;
        foreach (var operation in member.Operations(OperationKinds.Work))
        {
            if (FindingOf(operation, member) is not { } finding || RepeatedCode.IsExceptional(operation) || RepeatedCode.IsKept(operation))
                continue;
            member.Report(
                operation.Syntax,
                Proof.Callee(SampleKind.Cpu, CopyInternals),
                CodeText.Of(operation.Syntax),
                CodeText.Of(finding.Source.Syntax),
                finding.When,
                finding.Remedy);
        }
    }

    private static (IOperation Source, string When, string Remedy)? FindingOf(IOperation operation, HotMember member)
    {
        if (OfRecursion(operation, member) is { } below)
            return (below, "at each level of the recursion", "hand the list down and let each level add to it");
        if (CopiedCollection.Of(operation) is not { } source)
            return null;
        if (IsHandedToItself(operation, source, member))
            return (source, "for each step of the recursion", "add before the call and remove after it, or share an immutable linked list");
        if (CopiedCollection.IsPutBack(operation, source) is { } target)
        {
            var region = RepeatedCode.Around(operation).FirstOrDefault();
            var isRepeated = region is not null
                ? !Collections.IsDeclaredIn(target.Root, region)
                : target.Root is IFieldSymbol or IPropertySymbol && member.Symbol.MethodKind != MethodKind.Constructor;
            return isRepeated ? (source, region is null ? "at each call" : "in each iteration", "use a collection that is changed in place (List, Dictionary, a builder)") : null;
        }

        if (RepeatedCode.Around(operation).FirstOrDefault() is { } loop)
        {
            // Where the collection stays the same, PI2010 says so.
            return CollectionPath.Of(source) is not null && operation is not IMethodReferenceOperation && Invariance.IsSameObject(source, loop) && !Invariance.Holds(operation, loop)
                && IsSizeable(source) && Uses.AreReads(operation)
                ? (source, "in each iteration", "look up what the iteration needs, or copy once before the loop")
                : null;
        }

        return CollectionPath.Of(source) is not { Root: not ILocalSymbol } path || member.Symbol.MethodKind == MethodKind.Constructor || !IsCollection(source)
            ? null
            : OfCall(operation, source, path, member);
    }

    private static (IOperation Source, string When, string Remedy)? OfCall(IOperation operation, IOperation source, CollectionPath path, HotMember member)
    {
        if (RebuiltIndex.Is(operation, source))
            return (source, "at each call, to look things up", "keep what is built, and build it again where the data change");
        if (FixedData.IsFixed(source, source))
            return path.Root is IFieldSymbol && IsAskedOnce(operation) ? (source, "at each call, only to ask it once", "ask the collection itself") : null;
        if (member.Operations().Any(other => Collections.IsGrowth(other, path)) && Uses.AreReads(operation) && !IsReplaced(path, operation))
            return (source, "at each call, though each call adds to it", "copy only where it is needed, or not at all");
        return Sequences.OutlivesCall(source) && path.Root is IFieldSymbol or IPropertySymbol && IsAskedOnce(operation)
            ? (source, "at each call, only to ask it once", "ask the collection itself")
            : null;
    }

    // rows = []; rows.AddRange(…): what grows is another list than the one that was copied.
    private static bool IsReplaced(CollectionPath path, IOperation copy) => path.Root is IParameterSymbol { RefKind: RefKind.None } parameter && Functions.ReferencesTo(parameter, copy).Any(OwnedLocals.IsWritten);

    // found.AddRange(Walk(child)); … return found: what the deepest level finds is copied once for each level above.
    private static IOperation? OfRecursion(IOperation operation, HotMember member)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "AddRange" or "UnionWith", ContainingType: { } type }, Instance: ILocalReferenceOperation { Local: var local }, Arguments: [{ Value: var added }] } || !FrameworkCalls.IsFramework(type)
            || Collections.WithoutConversions(added) is not IInvocationOperation call || !SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.Symbol.OriginalDefinition) || !OwnedLocals.IsMadeHere(local, operation))
        {
            return null;
        }

        return Functions.ReferencesTo(local, operation).Any(reference => Uses.ParentOf(reference) is IReturnOperation) ? call : null;
    }

    // Walk(child, new List<Node>(path) { child }); path = new List<Node>(path); … Walk(child, path);
    private static bool IsHandedToItself(IOperation operation, IOperation source, HotMember member)
    {
        if (source is not IParameterReferenceOperation { Parameter: var copied } || !SymbolEqualityComparer.Default.Equals(copied.ContainingSymbol, member.Symbol))
            return false;
        var use = operation;
        while (use.Parent is IConversionOperation)
            use = use.Parent;
        return use.Parent switch
        {
            IArgumentOperation argument => IsOfItself(argument, member),
            ISimpleAssignmentOperation { Target: IParameterReferenceOperation { Parameter: var target } } when SymbolEqualityComparer.Default.Equals(target, copied) => IsHandedOn(target, copied, operation, member),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => IsHandedOn(local, copied, operation, member),
            _ => false,
        };
    }

    private static bool IsHandedOn(ISymbol variable, IParameterSymbol copied, IOperation operation, HotMember member) => Functions.ReferencesTo(variable, operation).Any(reference =>
        reference.Syntax.SpanStart > operation.Syntax.Span.End && Uses.ParentOf(reference) is IArgumentOperation argument && IsOfItself(argument, member) && argument.Parameter?.Ordinal == copied.Ordinal);

    private static bool IsOfItself(IArgumentOperation argument, HotMember member) =>
        argument.Parent is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.Symbol.OriginalDefinition);

    private static bool IsAskedOnce(IOperation copy)
    {
        var use = copy;
        while (use.Parent is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation)
            use = use.Parent;
        return Sequences.IsCopy(copy) && use.Parent switch
        {
            IPropertyReferenceOperation or IArrayElementReferenceOperation => true,
            IInvocationOperation call => ReferenceEquals(call.Instance, use) && call.TargetMethod.Name is "Contains" or "IndexOf" or "BinarySearch" or "Find" or "FindIndex" or "Exists" or "FindAll",
            IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.ContainingType.Name == "MemoryExtensions"
                || (Sequences.IsLinq(call.TargetMethod) && !Sequences.IsLazyOperator(call)),
            _ => false,
        };
    }

    // A snapshot of what other threads change must be a copy; a string or stream is no collection.
    private static bool IsSizeable(IOperation source) => IsCollection(source) && !FixedData.IsFixed(source, source);

    private static bool IsCollection(IOperation source) => source.Type is { } type && type.SpecialType != SpecialType.System_String
        && Sequences.ElementOf(type) is not null && type.ContainingNamespace?.Name is not ("Concurrent" or "Immutable");
}

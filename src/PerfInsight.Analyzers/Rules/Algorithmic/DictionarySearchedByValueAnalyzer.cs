using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2011: a dictionary is searched element by element.</summary>
public sealed class DictionarySearchedByValueAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly HashSet<string> Queries = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Count", "Where", "Find", "FindIndex", "Exists",
    };

    private const string OfKey = "ask TryGetValue or ContainsKey";
    private const string OfOtherKey = "ask TryGetValue, of a dictionary with the comparer that is meant";
    private const string OfValue = "keep a second dictionary from value to key";

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.DictionarySearchedByValue,
        "Dictionary is searched element by element",
        "'{1}' looks at all entries of '{2}' {3}; it {0}: {4}",
        "A dictionary finds an entry by its key without a search. A query on it, ContainsValue, or a search of its Keys or Values looks at every entry; so does a set that is asked with another comparer than its own.");

    private static readonly OperationKinds LookedAt = new(OperationKind.Loop, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            if (operation is IForEachLoopOperation { IsAsynchronous: false } loop)
                AnalyzeLoop(loop, member);
            if (operation is not IInvocationOperation call || FindingOf(call) is not { } finding || RepeatedCode.IsExceptional(call) || RepeatedCode.IsKept(call))
                continue;
            if (WhereOf(call, finding.Dictionary, finding.Wanted, member) is not { } where)
                continue;
            member.Report(
                call.Syntax,
                Proof.Callee(SampleKind.Cpu, CalleeName.Of(call.TargetMethod), "System.Linq.Enumerable.TryGetFirst", "System.Collections.Generic.Dictionary`2+*", "System.Linq.Enumerable+*Where*"),
                CodeText.Of(call.Syntax),
                CodeText.Of(finding.Dictionary.Syntax),
                where,
                finding.Remedy);
        }
    }

    // foreach (var pair in map) if (pair.Key.Equals(name, comparison)) return pair.Value;
    private static void AnalyzeLoop(IForEachLoopOperation loop, HotMember member)
    {
        var dictionary = Sequences.Received(loop.Collection);
        if (!Sequences.IsDictionary(dictionary?.Type) || (loop.Body is IBlockOperation { Operations: var statements } ? statements.Length == 1 ? statements[0] : null : loop.Body) is not IConditionalOperation { WhenFalse: null } choice
            || !LeavesLoop(choice.WhenTrue) || KeyTest.In(choice.Condition, loop) is not { IsOrder: false } key
            || Sequences.Received(key.ElementKey) is not IPropertyReferenceOperation { Property.Name: "Key" or "Value", Instance: ILocalReferenceOperation } side
            || RepeatedCode.IsExceptional(loop) || RepeatedCode.IsKept(loop) || FixedData.IsFixed(dictionary, loop))
        {
            return;
        }

        if (WhereOf(loop, dictionary!, key.OtherKey, member) is not { } where)
            return;
        var place = NestedLoopJoinAnalyzer.PlaceOf(loop.Syntax);
        member.Report(
            place,
            Proof.Callee(SampleKind.Cpu, "System.Collections.Generic.Dictionary`2+*"),
            "foreach",
            CodeText.Of(dictionary!.Syntax),
            where,
            side.Property.Name == "Key" ? OfOtherKey : OfValue);
    }

    private static bool LeavesLoop(IOperation then) => (then is IBlockOperation { Operations: [.., var last] } ? last : then) is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break };

    private static (IOperation Dictionary, IOperation? Wanted, string Remedy)? FindingOf(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (Sequences.SourceOf(call) is not { } source)
            return null;
        if (name is "ContainsValue" or "IndexOfValue" && Sequences.IsDictionary(source.Type))
            return (source, call.Arguments.FirstOrDefault()?.Value, OfValue);
        if (OtherComparer(call, source) is { } other)
            return other;
        var origin = Sequences.BaseOf(source);
        var part = origin is IPropertyReferenceOperation { Property.Name: "Keys" or "Values" } property && Sequences.IsDictionary(property.Instance?.Type)
            ? property
            : null;
        var dictionary = part is not null ? Sequences.Received(part.Instance) : origin;
        if (dictionary is null || !Sequences.IsDictionary(dictionary.Type) || Sequences.IsQueryable(source.Type))
            return null;

        // Keys.Contains asks the dictionary; a copy of the keys does not, nor does a sequence of them.
        if (name is "Contains" or "IndexOf" && part is not null && (part.Property.Name == "Values" || !ReferenceEquals(origin, source) || IsBareSequence(part, dictionary.Type!)))
            return (dictionary, call.Arguments.LastOrDefault()?.Value, part.Property.Name == "Keys" && name == "Contains" ? OfKey : OfValue);
        if (!Queries.Contains(name) || (part is null && !ReferenceEquals(origin, source)))
            return null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } lambda }
                && lambda.Body.Operations is [.., IReturnOperation { ReturnedValue: { } condition }]
                && KeyTest.In(condition, lambda) is { IsOrder: false } key)
            {
                var side = Sequences.Received(key.ElementKey);
                var isKey = part is not null
                    ? part.Property.Name == "Keys" && side is IParameterReferenceOperation
                    : side is IPropertyReferenceOperation { Property.Name: "Key", Instance: IParameterReferenceOperation };
                return (dictionary, key.OtherKey, !isKey ? OfValue : HasOwnComparison(condition) ? OfOtherKey : OfKey);
            }
        }

        return null;
    }

    // pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase): the dictionary need not find what this finds.
    private static bool HasOwnComparison(IOperation condition) => condition.DescendantsAndSelf().Any(operation => operation.Type?.Name is "StringComparison" or "StringComparer");

    // words.Contains(word, StringComparer.OrdinalIgnoreCase): a set answers with its own comparer, and for any other all is gone through.
    private static (IOperation Dictionary, IOperation? Wanted, string Remedy)? OtherComparer(IInvocationOperation call, IOperation source) =>
        call.TargetMethod is { Name: "Contains", ContainingType.Name: "Enumerable" } && call.Arguments is [_, { Value: var wanted }, { Value.ConstantValue: not { HasValue: true, Value: null } }]
        && source.Type is INamedTypeSymbol { Name: "HashSet" or "ISet" or "IReadOnlySet" or "SortedSet" or "FrozenSet" or "ImmutableHashSet" or "IImmutableSet" }
            ? (source, wanted, "give the set this comparer when it is made, and ask its own Contains")
            : null;

    // The keys of an immutable dictionary are gone through, those of a concurrent one copied first.
    private static bool IsBareSequence(IPropertyReferenceOperation keys, ITypeSymbol dictionary) => dictionary.ContainingNamespace is { Name: "Concurrent", ContainingNamespace.Name: "Collections" }
        || (keys.Type is { Name: "IEnumerable" } && (dictionary.ContainingNamespace is { Name: "Immutable" } || dictionary.ContainingType is { ContainingNamespace.Name: "Immutable" }));

    private static string? WhereOf(IOperation search, IOperation dictionary, IOperation? wanted, HotMember member)
    {
        foreach (var region in RepeatedCode.Around(search))
            return Invariance.IsSameObject(dictionary, region) && (wanted is null || Invariance.Varies(wanted, region)) ? "in each iteration" : null;
        return Sequences.OutlivesCall(dictionary) && wanted is { ConstantValue.HasValue: false }
            && member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
                ? "at each call"
                : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Sequences of which nobody can tell how far they are gone through.</summary>
internal static class QuietSequence
{
    // Not those that wrap what somebody else may have written.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "List", "Dictionary", "KeyCollection", "ValueCollection", "HashSet", "SortedSet", "SortedDictionary", "SortedList", "Queue", "Stack", "LinkedList", "PriorityQueue",
        "ImmutableArray", "ImmutableList", "ImmutableHashSet", "ImmutableDictionary", "ImmutableSortedSet", "FrozenSet", "FrozenDictionary", "String",
    };

    /// <summary>
    /// True for a framework collection, and for a query over one whose lambdas have no effect and throw nothing; also through
    /// locals that hold nothing else.
    /// </summary>
    public static bool Is(IOperation? sequence, FixContext place)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            sequence = Sequences.Received(sequence);
            switch (sequence)
            {
                case null:
                    return false;
                case IInvocationOperation call when Sequences.IsLinq(call.TargetMethod):
                    if (!IsQuiet(call, place))
                        return false;
                    sequence = Sequences.SourceOf(call);
                    break;
                case { Type: { } type } when IsKnown(type):
                    return sequence is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation;
                case ILocalReferenceOperation { Local: var local } when !Functions.ReferencesTo(local, sequence).Any(OwnedLocals.IsWritten):
                    sequence = OwnedLocals.InitializerOf(local, sequence);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>True for arrays and framework collections, by their own type.</summary>
    public static bool IsKnown(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } || (Known.Contains(type.Name) && FrameworkCalls.IsFramework(type));

    private static bool IsQuiet(IInvocationOperation call, FixContext place) => call.TargetMethod.Name switch
    {
        "Where" or "Select" or "TakeWhile" or "SkipWhile" => call.Arguments is [_, var function] && QuietCode.ValueOf(function.Value) is { } value && QuietCode.Is(value, place, canThrow: false),
        "AsEnumerable" or "OfType" => call.Arguments.Length == 1,
        "Skip" or "Take" => call.Arguments is [_, var number] && Collections.WithoutConversions(number.Value) is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation
            && number.Value.Type?.SpecialType == SpecialType.System_Int32,
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Where the reads and writes of a single byte stand that are in no loop themselves.</summary>
internal static class ByteCalls
{
    // A helper that is called from more places than this is what the member reads or writes with.
    private const int FewPlaces = 3;

    /// <summary>True where the stream is set back after the call: a mark is looked at, and what reads the stream then begins anew.</summary>
    public static bool IsOfMark(IInvocationOperation call, IReadOnlyList<IOperation> operations)
    {
        if (Collections.SymbolOf(call.Instance) is not { } stream)
            return false;
        foreach (var operation in operations)
        {
            if (operation.Syntax.SpanStart < call.Syntax.Span.End)
                continue;
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Position", Instance: { } set }, Value: var place } when IsSame(set, stream) && IsBefore(place, stream):
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, Target: IPropertyReferenceOperation { Property.Name: "Position", Instance: { } less } } when IsSame(less, stream):
                case IInvocationOperation { TargetMethod.Name: "Seek", Instance: { } sought, Arguments: [{ Value: var to }, ..] } when IsSame(sought, stream) && IsBefore(to, stream):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True where the call stands in a local function that a loop of the member, or several places of it, call.</summary>
    public static bool IsOfHelper(IInvocationOperation call, IReadOnlyList<IOperation> operations)
    {
        if (Functions.Around(call) is not ILocalFunctionOperation { Symbol: { } helper })
            return false;
        var places = 0;
        foreach (var operation in operations)
        {
            if (operation is not IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called } use || !SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, helper))
                continue;
            if (++places >= FewPlaces || Loops.Around(use).Any())
                return true;
        }

        return false;
    }

    private static bool IsSame(IOperation instance, ISymbol stream) => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(instance), stream);

    // 0, a step back, or the place that was noted before.
    private static bool IsBefore(IOperation place, ISymbol stream)
    {
        place = Collections.WithoutConversions(place)!;
        if (place.ConstantValue is { HasValue: true, Value: var number })
            return number is <= 0 or <= 0L;
        return Collections.SymbolOf(place) is ILocalSymbol noted && OwnedLocals.InitializerOf(noted, place) is { } made
            && Collections.WithoutConversions(made) is IPropertyReferenceOperation { Property.Name: "Position", Instance: { } asked } && IsSame(asked, stream);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>What all items of a loop share beside the call that is awaited for each.</summary>
internal static class SharedByItems
{
    /// <summary>True where the items cannot go ahead at the same time for what else the loop does.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="call">The call that is awaited.</param>
    /// <param name="inside">What the loop does.</param>
    /// <param name="isFirst">Whether all could be asked before anything else is done.</param>
    public static bool Is(ILoopOperation loop, IInvocationOperation call, List<IOperation> inside, bool isFirst) =>
        IsMergedInto(loop, call, inside) || IsPart(loop, call) || (!isFirst && inside.Exists(operation => operation is IAwaitOperation awaited
            && !awaited.Syntax.Span.Contains(call.Syntax.Span) && OneAtATime.UsesOneFrom(awaited.Operation, loop)));

    // await Send(parts[i], i + 1, parts.Length): one part of a whole, of which the number is told, comes before the next.
    private static bool IsPart(ILoopOperation loop, IInvocationOperation call) => loop is IForLoopOperation { Locals: [var index] }
        && call.Arguments.Any(argument => Collections.WithoutConversions(argument.Value) is IArrayElementReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } && Tasks.Mentions(argument.Value, index))
        && call.Arguments.Any(argument => Collections.WithoutConversions(argument.Value) is ILocalReferenceOperation or IBinaryOperation && Tasks.Mentions(argument.Value, index));

    // var found = await provider.Get(id); Merge(found, id): the next one is asked with what this one has found.
    private static bool IsMergedInto(ILoopOperation loop, IInvocationOperation call, List<IOperation> inside)
    {
        foreach (var argument in call.Arguments)
        {
            if (Collections.WithoutConversions(argument.Value) is not { Type: { IsReferenceType: true, SpecialType: not SpecialType.System_String } } value
                || Collections.SymbolOf(value) is not (ILocalSymbol or IParameterSymbol) || Collections.IsDeclaredIn(Collections.SymbolOf(value)!, loop))
            {
                continue;
            }

            if (inside.Exists(operation => operation is IInvocationOperation { TargetMethod: { ReturnsVoid: true, Name: var name } } other && !ReferenceEquals(other, call) && Invariance.IsChanging(name)
                && other.Arguments.Any(given => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(Collections.WithoutConversions(given.Value)), Collections.SymbolOf(value)))))
            {
                return true;
            }
        }

        return false;
    }
}

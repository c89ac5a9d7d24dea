using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What becomes of a delegate that code makes.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Call">The call that it is given to.</param>
internal sealed record FunctionUse(FunctionUseKind Kind, IOperation? Call = null)
{
    /// <summary>What becomes of the delegate made of <paramref name="function"/>.</summary>
    public static FunctionUse Of(IOperation function)
    {
        IOperation child = function;
        for (var parent = function.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation:
                    continue;
                case IArgumentOperation { Parent: { } call }:
                    return new FunctionUse(FunctionUseKind.Argument, call);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return OfLocal(declarator.Symbol, declarator);
                case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Value, child):
                    return assignment.Target is ILocalReferenceOperation local ? OfLocal(local.Local, assignment) : new FunctionUse(FunctionUseKind.Stored);
                case IReturnOperation or IBlockOperation { Parent: null }:
                    return new FunctionUse(FunctionUseKind.Returned);
                default:
                    return new FunctionUse(FunctionUseKind.Stored);
            }
        }

        return new FunctionUse(FunctionUseKind.Stored);
    }

    // A local may be given on, returned, stored or only called; the first that is more than a call counts.
    private static FunctionUse OfLocal(ILocalSymbol local, IOperation place)
    {
        foreach (var reference in Functions.ReferencesTo(local, place))
        {
            // A function that is made here takes it along.
            if (Functions.Around(reference) is IAnonymousFunctionOperation inner && !ReferenceEquals(inner, Functions.Around(place)))
                return new FunctionUse(FunctionUseKind.Stored);
            var parent = reference.Parent;
            while (parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
                parent = parent.Parent;
            switch (parent)
            {
                case IArgumentOperation { Parent: { } call }:
                    return new FunctionUse(FunctionUseKind.Argument, call);
                case IReturnOperation:
                    return new FunctionUse(FunctionUseKind.Returned);
                case ISimpleAssignmentOperation assignment when !ReferenceEquals(assignment.Target, reference):
                case IEventAssignmentOperation or IArrayInitializerOperation or ICompoundAssignmentOperation:
                    return new FunctionUse(FunctionUseKind.Stored);
                default:
                    break;
            }
        }

        return new FunctionUse(FunctionUseKind.Called);
    }
}

/// <summary>What becomes of a delegate.</summary>
internal enum FunctionUseKind
{
    /// <summary>Somebody keeps it.</summary>
    Stored,

    /// <summary>It is what the member is asked for.</summary>
    Returned,

    /// <summary>It is given to a call.</summary>
    Argument,

    /// <summary>The member itself calls it and nobody else.</summary>
    Called,
}

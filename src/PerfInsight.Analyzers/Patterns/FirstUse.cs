using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code that makes the value of a field where there is none yet: <c>if (_core == null) _core = Ask().Result;</c>. It runs once for each object.</summary>
internal static class FirstUse
{
    /// <summary>True where the value of an operation goes into such a field.</summary>
    public static bool Is(IOperation operation)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ICoalesceAssignmentOperation { Target: IFieldReferenceOperation } made:
                    return ReferenceEquals(made.Value, child);
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var field } } made when ReferenceEquals(made.Value, child):
                    return IsMissing(made, field);
                case IBlockOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private static bool IsMissing(IOperation assignment, IFieldSymbol field)
    {
        for (IOperation? child = assignment, parent = assignment.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } choice && ReferenceEquals(choice.WhenTrue, child) && IsNullTest(Collections.WithoutConversions(condition), field))
                return true;
        }

        return false;
    }

    private static bool IsNullTest(IOperation? condition, IFieldSymbol field) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: null }, LeftOperand: var asked } => IsOf(asked, field),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }, Value: var asked } => IsOf(asked, field),
        _ => false,
    };

    private static bool IsOf(IOperation asked, IFieldSymbol field) => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(Collections.WithoutConversions(asked)), field);
}

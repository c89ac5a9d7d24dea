using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock under which one entry is looked up and taken out: <c>_d.TryGetValue(key, out found); _d.Remove(key);</c>.</summary>
internal static class TakenEntry
{
    /// <summary>True where the lock does this with a dictionary, and nothing else.</summary>
    public static bool Is(HeldLock held, ISymbol collection)
    {
        var calls = held.Statements.SelectMany(HeldLock.Now).OfType<IInvocationOperation>().ToList();
        return calls is [var look, var removal] && look.TargetMethod.Name == "TryGetValue" && removal.TargetMethod.Name == "Remove"
            && IsOf(look, collection) && IsOf(removal, collection)
            && SameCode.Is(look.Arguments[0].Value.Syntax, removal.Arguments[0].Value.Syntax)
            && held.Statements.All(IsStep)
            && held.Statements.SelectMany(HeldLock.Now).All(operation => operation is not (IAssignmentOperation { Target: IMemberReferenceOperation } or IIncrementOrDecrementOperation or IObjectCreationOperation));
    }

    private static bool IsOf(IInvocationOperation call, ISymbol collection) => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(call.Instance), collection);

    // The two calls, as statements or one in the condition of the other, and what hands the entry out.
    private static bool IsStep(IOperation statement) => statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation or IReturnOperation
        || statement is IConditionalOperation choice && IsFound(choice.Condition) && choice.Descendants().All(inner => inner is not IConditionalOperation);

    // Whether there is an entry, and not what it is: if (until > now) keeps some of them.
    private static bool IsFound(IOperation condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var asked } => IsFound(asked),
        IInvocationOperation { TargetMethod.Name: "TryGetValue" } or ILocalReferenceOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals or BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: null } } => true,
        IIsPatternOperation => condition.DescendantsAndSelf().All(inner => inner is IIsPatternOperation or IPatternOperation or ILocalReferenceOperation or IConversionOperation || inner.ConstantValue is { HasValue: true, Value: null }),
        _ => false,
    };
}

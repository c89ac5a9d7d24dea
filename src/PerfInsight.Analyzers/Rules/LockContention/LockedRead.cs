using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock that is taken only to read one reference or number, which is never half written.</summary>
internal static class LockedRead
{
    private static readonly string[] Checks = ["ThrowIf", "Ensure", "Check", "Verify", "Assert"];

    /// <summary>The field that is read; null where the lock does more.</summary>
    public static IFieldSymbol? Of(HeldLock held)
    {
        var statements = held.Statements;
        if (statements.Count == 0 || !statements.Take(statements.Count - 1).All(IsCheck))
            return null;
        var value = statements[statements.Count - 1] switch
        {
            IReturnOperation { ReturnedValue: { } returned } => returned,
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation, IsRef: false, Value: var assigned } } => assigned,
            _ => null,
        };
        return Read(Collections.WithoutConversions(value)) is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: false, IsConst: false } field } && IsWhole(field.Type) ? field : null;
    }

    // _field, _field ?? Default, _field != null
    private static IOperation? Read(IOperation? value) => value switch
    {
        ICoalesceOperation { WhenNull: var otherwise } choice when IsFixed(otherwise) => Collections.WithoutConversions(choice.Value),
        IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand: var other } test when IsFixed(other) => Collections.WithoutConversions(test.LeftOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } } test => Collections.WithoutConversions(test.Value),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Collections.WithoutConversions(not.Operand),
        _ => value,
    };

    private static bool IsFixed(IOperation value) => value.ConstantValue.HasValue || Collections.WithoutConversions(value) is IFieldReferenceOperation { Field.IsReadOnly: true } or IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } };

    private static bool IsCheckName(string name) => Checks.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    // What the processor reads at once: references and numbers, but no DateTime, Guid, decimal or nullable number.
    private static bool IsWhole(ITypeSymbol type) => type.IsReferenceType || type.TypeKind == TypeKind.Enum
        || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double;

    // ThrowIfDisposed(); or if (_disposed) throw …;
    private static bool IsCheck(IOperation statement) => statement switch
    {
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { ReturnsVoid: true } method, Arguments.IsEmpty: true, Instance: null or IInstanceReferenceOperation } } =>
            IsCheckName(method.Name),

        // Its declaration is in another part of the type.
        IExpressionStatementOperation { Operation: IInvalidOperation { Syntax: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } } } => IsCheckName(name),
        IConditionalOperation { WhenFalse: null, Condition: var condition, WhenTrue: var then } => Collections.SymbolOf(condition) is IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean }
            && (then is IBlockOperation { Operations: [var only] } ? only : then) is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation },
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>What is known of an expression being null.</summary>
internal static class Nullness
{
    /// <summary>
    /// True where an expression cannot be null: a fix that evaluates it earlier then throws nothing that was not thrown
    /// before. The compiler's flow analysis says so, or the only assignment of a local is a new object.
    /// </summary>
    public static bool IsNeverNull(IOperation expression, SemanticModel model, CancellationToken cancellationToken)
    {
        var type = model.GetTypeInfo(expression.Syntax, cancellationToken);
        if (type.Nullability.FlowState == NullableFlowState.NotNull || type.Type is { IsValueType: true })
            return true;
        return expression is ILocalReferenceOperation { Local: var local } && IsAssignedOnceFromNew(local, model, cancellationToken);
    }

    /// <summary>True where a string is known not to be null, with or without nullable annotations.</summary>
    public static bool IsNeverNullString(IOperation value, SemanticModel model, CancellationToken cancellationToken)
    {
        if (value.ConstantValue.HasValue)
            return value.ConstantValue.Value is not null;
        if (IsEmptyString(value))
            return true;
        return value switch
        {
            IInterpolatedStringOperation => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } => true,
            ICoalesceOperation coalesce => IsNeverNullString(coalesce.WhenNull, model, cancellationToken),
            IConditionalOperation { WhenFalse: { } otherwise } choice =>
                IsNeverNullString(choice.WhenTrue, model, cancellationToken) && IsNeverNullString(otherwise, model, cancellationToken),
            IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_String, ContainingType.SpecialType: SpecialType.System_String } } => true,
            _ => model.GetTypeInfo(value.Syntax, cancellationToken).Nullability.FlowState == NullableFlowState.NotNull,
        };
    }

    /// <summary>True for <c>""</c> and <c>string.Empty</c>.</summary>
    public static bool IsEmptyString(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: "" }
        || value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } };

    /// <summary>
    /// True where a local, parameter, field or property holds an object (a usable value, for an ImmutableArray) at any
    /// time and not only where flow analysis has seen a check: by its annotation, or because it is declared with a new one.
    /// </summary>
    public static bool IsAlwaysSet(IOperation expression, SemanticModel model, CancellationToken cancellationToken)
    {
        var value = Collections.WithoutConversions(expression)!;
        if (value is ILocalReferenceOperation { Local: var local })
        {
            if (OwnedLocals.IsMadeHere(local, value))
                return true;
            if (Functions.ReferencesTo(local, value).Any(OwnedLocals.IsWritten) || local.Type.IsValueType)
                return false;
            return OwnedLocals.InitializerOf(local, value) is { } initializer
                && model.GetTypeInfo(initializer.Syntax, cancellationToken).Nullability.FlowState == NullableFlowState.NotNull;
        }

        return value.Type is { IsReferenceType: true } && value switch
        {
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            IFieldReferenceOperation { Field: { NullableAnnotation: NullableAnnotation.NotAnnotated, ContainingType.IsReferenceType: true } } => true,
            IPropertyReferenceOperation { Property: { NullableAnnotation: NullableAnnotation.NotAnnotated, ContainingType.IsReferenceType: true } } => true,
            _ => false,
        };
    }

    /// <summary>
    /// As <see cref="IsAlwaysSet"/>, where nobody outside of the assembly, whom no compiler may have checked, can set it: what
    /// is thrown for null is not thrown then.
    /// </summary>
    public static bool IsSetHere(IOperation expression, SemanticModel model, CancellationToken cancellationToken) =>
        IsNewInField(expression, model, cancellationToken) || (IsAlwaysSet(expression, model, cancellationToken) && Collections.WithoutConversions(expression) switch
        {
            IParameterReferenceOperation { Parameter.ContainingSymbol: var method } => !IsVisibleOutside(method),
            IFieldReferenceOperation { Field: var field } => field.IsReadOnly || !IsVisibleOutside(field),
            IPropertyReferenceOperation { Property: var property } => property.SetMethod is null || !IsVisibleOutside(property.SetMethod),
            _ => true,
        });

    // With or without annotations.
    private static bool IsNewInField(IOperation expression, SemanticModel model, CancellationToken cancellationToken) =>
        Collections.WithoutConversions(expression) is IFieldReferenceOperation { Field: { Type.IsReferenceType: true } field, Instance: null or IInstanceReferenceOperation }
        && FieldValues.OnlyValueOf(field, model, cancellationToken) is { } value && OwnedLocals.IsNew(value);

    private static bool IsVisibleOutside(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
            return false;
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return false;
        }

        return true;
    }

    private static bool IsAssignedOnceFromNew(ILocalSymbol local, SemanticModel model, CancellationToken cancellationToken)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } declaration
            || model.GetOperation(declaration, cancellationToken) is not IVariableDeclaratorOperation declarator
            || Collections.WithoutConversions(declarator.GetVariableInitializer()?.Value) is not { } value)
        {
            return false;
        }

        var isNew = value is IObjectCreationOperation or IArrayCreationOperation
            || value is IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable" } };
        if (!isNew)
            return false;
        IOperation function = declarator;
        while (function.Parent is not null)
            function = function.Parent;
        return !function.Descendants().Any(operation =>
            operation is IAssignmentOperation { Target: ILocalReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Local, local)
            || operation is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: ILocalReferenceOperation byRef } && SymbolEqualityComparer.Default.Equals(byRef.Local, local));
    }
}

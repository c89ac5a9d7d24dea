using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Constructors that only store what they are given. They are judged by their text, so that types of other files can be asked
/// as well.
/// </summary>
internal static class PlainConstructors
{
    /// <summary>True where making the object touches nothing but the object.</summary>
    public static bool IsPlain(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        constructor = constructor.OriginalDefinition;
        var type = constructor.ContainingType;
        if (type.DeclaringSyntaxReferences.IsEmpty || !type.StaticConstructors.IsEmpty
            || type.BaseType is not { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType })
        {
            return false;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration
                || !declaration.Members.All(member => HasPlainInitializers(member, constructor)))
            {
                return false;
            }
        }

        return constructor.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellationToken) switch
        {
            ConstructorDeclarationSyntax { Initializer: null } written => written.Body is { } body
                ? body.Statements.All(statement => statement is ExpressionStatementSyntax { Expression: var expression } && IsStore(expression, constructor))
                : written.ExpressionBody is { Expression: var expression } && IsStore(expression, constructor),
            TypeDeclarationSyntax => true,
            _ => false,
        });
    }

    private static bool HasPlainInitializers(MemberDeclarationSyntax member, IMethodSymbol constructor) => member switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.All(
            variable => variable.Initializer is null || IsValue(variable.Initializer.Value, constructor) || IsNew(variable.Initializer.Value, field.Declaration.Type)),
        PropertyDeclarationSyntax { Initializer.Value: var value } property => IsValue(value, constructor) || IsNew(value, property.Type),
        _ => true,
    };

    private static bool IsStore(ExpressionSyntax expression, IMethodSymbol constructor) => expression switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right } =>
            left.Arguments.All(argument => IsOwnMember(argument.Expression, constructor)) && right.Arguments.All(argument => IsValue(argument.Expression, constructor)),
        AssignmentExpressionSyntax assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            && IsOwnMember(assignment.Left, constructor) && IsValue(assignment.Right, constructor),
        _ => false,
    };

    // A field of the object or a property without code.
    private static bool IsOwnMember(ExpressionSyntax target, IMethodSymbol constructor)
    {
        var name = target switch
        {
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
            _ => null,
        };
        return name is not null && constructor.ContainingType.GetMembers(name) is [{ IsStatic: false } member2] && member2 is IFieldSymbol
            || (name is not null && constructor.ContainingType.GetMembers(name) is [IPropertySymbol { IsStatic: false } property]
                && constructor.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)));
    }

    private static bool IsValue(ExpressionSyntax value, IMethodSymbol constructor) => value switch
    {
        LiteralExpressionSyntax or DefaultExpressionSyntax => true,
        IdentifierNameSyntax name => constructor.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax } => true,
        PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: var left, Right: ThrowExpressionSyntax } => IsValue(left, constructor),
        _ => false,
    };

    private static bool IsNew(ExpressionSyntax value, TypeSyntax declared) => value switch
    {
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } => IsCollection(declared),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } creation => IsCollection(creation.Type),
        _ => false,
    };

    private static bool IsCollection(TypeSyntax type) => type is PredefinedTypeSyntax
        or GenericNameSyntax { Identifier.ValueText: "List" or "Dictionary" or "HashSet" or "Queue" or "Stack" };
}

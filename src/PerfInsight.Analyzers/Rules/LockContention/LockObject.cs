using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A field that is an object only to be locked, and that could be a <c>System.Threading.Lock</c>.</summary>
/// <param name="Field">The field.</param>
/// <param name="Declaration">Its declaration, which declares nothing else.</param>
/// <param name="Creation">Where the object is made.</param>
internal sealed record LockObject(IFieldSymbol Field, FieldDeclarationSyntax Declaration, BaseObjectCreationExpressionSyntax Creation)
{
    // The first version in which a lock statement takes a Lock by its own methods; older compilers have no name for it.
    private const LanguageVersion CSharp13 = (LanguageVersion)1300;

    /// <summary>The type that serves instead; null where the compilation has none, or its lock statement does not know it.</summary>
    public static INamedTypeSymbol? LockType(Compilation compilation, SyntaxTree tree) =>
        tree.Options is CSharpParseOptions { LanguageVersion: >= CSharp13 } && compilation.GetTypeByMetadataName("System.Threading.Lock") is { DeclaredAccessibility: Accessibility.Public } type
        && type.GetMembers("EnterScope").Length > 0
            ? type
            : null;

    /// <summary>The field that a lock takes, where nothing but lock statements uses it.</summary>
    public static LockObject? Of(ISymbol? gate, SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (gate is not IFieldSymbol
            {
                DeclaredAccessibility: Accessibility.Private, IsReadOnly: true, Type.SpecialType: SpecialType.System_Object,
                DeclaringSyntaxReferences: [var reference], ContainingType: { } type,
            } field
            || reference.SyntaxTree != tree
            || reference.GetSyntax(cancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 }, Initializer: null } made } variable
            || variable.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { AttributeLists.Count: 0, Declaration: { Variables.Count: 1, Type: not NullableTypeSyntax } } declaration
            || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "SerializableAttribute" or "DataContractAttribute"))
        {
            return null;
        }

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var name in part.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText == field.Name && !IsLocked(name))
                    return null;
            }
        }

        return new LockObject(field, declaration, made);
    }

    // lock (_gate) and lock (this._gate); no iterator may hand out a value while it holds a Lock.
    private static bool IsLocked(IdentifierNameSyntax name)
    {
        SyntaxNode expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return expression.Parent is LockStatementSyntax statement && statement.Expression == expression
            && !statement.Statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax);
    }
}

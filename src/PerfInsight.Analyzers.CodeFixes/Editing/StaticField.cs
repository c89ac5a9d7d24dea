using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// A static read-only field for what code makes again and again: the first field of its type, so that it is there before any other
/// initialiser can run code that asks for it. A field that holds the same already is used again.
/// </summary>
/// <param name="Type">Its type, as the file spells it.</param>
/// <param name="Name">Its name, in Pascal case, where nothing has that name.</param>
/// <param name="Value">What it holds; made of constants and members of the framework.</param>
internal sealed record StaticField(string Type, string Name, string Value)
{
    /// <summary>
    /// The file with the field, where <paramref name="use"/> takes the place of <paramref name="old"/>; null where the field would not be
    /// the first, where there would be one for each type argument, or where the outcome does not compile.
    /// </summary>
    public SyntaxNode? AddTo(FixContext place, ExpressionSyntax old, Func<string, ExpressionSyntax> use)
    {
        if (old.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { Members: [var first, ..] } owner
            || owner is InterfaceDeclarationSyntax || place.Model.GetDeclaredSymbol(owner, place.CancellationToken) is not INamedTypeSymbol type
            || IsGeneric(type) || HasOtherInitializers(type, owner, place.CancellationToken))
        {
            return null;
        }

        var known = owner.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(IsSame);
        if (known is not null && known == old.FirstAncestorOrSelf<MemberDeclarationSyntax>())
            return null;
        var name = known?.Declaration.Variables[0].Identifier.ValueText ?? Unused(type, owner, place.CancellationToken);
        var changed = owner.ReplaceNode(old, use(name).WithTriviaFrom(old));
        if (known is null)
        {
            var end = Statements.LineEnding(owner);
            var field = SyntaxFactory.ParseMemberDeclaration($"private static readonly {Type} {name} = {Value};")!
                .WithTrailingTrivia(first is FieldDeclarationSyntax ? SyntaxFactory.TriviaList(end) : SyntaxFactory.TriviaList(end, end));
            changed = changed.WithMembers(changed.Members.Insert(0, field.WithAdditionalAnnotations(Formatter.Annotation)));
        }

        var root = place.Root.ReplaceNode(owner, changed);
        return CompiledAgain.ModelOf(place, root, owner) is null ? null : root;
    }

    /// <summary>True where an expression names nothing that only its member knows: locals, parameters, type parameters.</summary>
    public static bool CanHold(ExpressionSyntax value, FixContext place) => value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
        .All(name => place.Model.GetSymbolInfo(name, place.CancellationToken).Symbol is not (ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol));

    private bool IsSame(FieldDeclarationSyntax field) => field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
        && !field.AttributeLists.Any() && field.Declaration.Type.ToString() == Type && field.Declaration.Variables is [{ Initializer.Value: var value }] && value.ToString() == Value;

    private static bool IsGeneric(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
                return true;
        }

        return false;
    }

    // Of the parts of a type nobody knows which is initialised first.
    private static bool HasOtherInitializers(INamedTypeSymbol type, TypeDeclarationSyntax owner, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>()
            .Any(part => part != owner && part.Members.Any(IsStaticInitializer));

    private static bool IsStaticInitializer(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.StaticKeyword) && member switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Any(variable => variable.Initializer is not null),
        PropertyDeclarationSyntax property => property.Initializer is not null,
        ConstructorDeclarationSyntax => true,
        _ => false,
    };

    // Not the name of an inherited member, which other parts of the type may mean.
    private string Unused(INamedTypeSymbol type, TypeDeclarationSyntax owner, CancellationToken cancellationToken)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in type.DeclaringSyntaxReferences)
            used.UnionWith(part.GetSyntax(cancellationToken).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
            used.UnionWith(current.GetMembers().Select(member => member.Name));
        var wanted = PrefixIn(owner) is { } prefix ? prefix + Names.CamelCase(Name) : Name;
        var name = wanted;
        for (var i = 2; used.Contains(name); i++)
            name = wanted + i;
        return name;
    }

    // "s_" or "_" where the file's own static fields have it.
    private static string? PrefixIn(TypeDeclarationSyntax owner)
    {
        var names = owner.Members.OfType<FieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !field.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(field => field.Declaration.Variables[0].Identifier.ValueText).ToList();
        return names.Count == 0 ? null : names.TrueForAll(name => name.StartsWith("s_", StringComparison.Ordinal)) ? "s_" : names.TrueForAll(name => name[0] == '_') ? "_" : null;
    }
}

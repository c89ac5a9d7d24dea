using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Shows that a dictionary compares its keys as <c>==</c> and the default comparer do.</summary>
internal static class DefaultComparer
{
    /// <summary>
    /// True for a local, or a read-only or private field, that only ever holds a framework dictionary made without a comparer,
    /// whose keys hash as they compare.
    /// </summary>
    public static bool IsOf(IOperation dictionary, FixContext place)
    {
        var value = Collections.WithoutConversions(dictionary)!;
        if (value.Type is not INamedTypeSymbol { Name: "Dictionary" or "ConcurrentDictionary", TypeArguments: [var key, _] } type
            || !FrameworkCalls.IsFramework(type) || !Equality.HashesLikeItCompares(key))
        {
            return false;
        }

        return value switch
        {
            ILocalReferenceOperation { Local: var local } => !Functions.ReferencesTo(local, value).Any(OwnedLocals.IsWritten) && OwnedLocals.InitializerOf(local, value) is { } made && IsPlain(made),
            IFieldReferenceOperation { Field: { IsVolatile: false } field } => IsPlain(field, place),
            _ => false,
        };
    }

    // All that is ever assigned to it is in the file.
    private static bool IsPlain(IFieldSymbol field, FixContext place)
    {
        if (!field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private)
            return false;
        var isInitialized = false;
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != place.Root.SyntaxTree)
                return false;
            foreach (var name in reference.GetSyntax(place.CancellationToken).DescendantNodes())
            {
                if (name is VariableDeclaratorSyntax declarator && declarator.Identifier.ValueText == field.Name
                    && SymbolEqualityComparer.Default.Equals(place.Model.GetDeclaredSymbol(declarator, place.CancellationToken), field))
                {
                    if (declarator.Initializer is not { } initializer)
                        return false;
                    isInitialized = place.Model.GetOperation(initializer.Value, place.CancellationToken) is { } made && IsPlain(Collections.WithoutConversions(made)!);
                }
                else if (name is IdentifierNameSyntax { Identifier.ValueText: var text } && text == field.Name
                    && place.Model.GetOperation(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name, place.CancellationToken) is IFieldReferenceOperation other
                    && SymbolEqualityComparer.Default.Equals(other.Field, field) && OwnedLocals.IsWritten(other))
                {
                    return false;
                }
            }
        }

        return isInitialized;
    }

    private static bool IsPlain(IOperation made) => made is IObjectCreationOperation { Constructor: { } constructor } creation
        && FrameworkCalls.IsFramework(constructor.ContainingType) && constructor.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Int32)
        && creation.Initializer?.Initializers.IsEmpty != false;
}

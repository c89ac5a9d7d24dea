using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>Classes that are no more than a few values: what a struct serves.</summary>
internal static class SmallValues
{
    // Up to three references or numbers of eight bytes: beyond that a struct is dearer to copy than a reference (PI1017).
    private const int MostBytes = 24;

    /// <summary>The bytes of a class's fields where a struct would do as well; null where it would not, or others may derive from it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="isScope">True where it is handed out to be disposed of, which a struct serves as well.</param>
    public static int? SizeOf(INamedTypeSymbol type, bool isScope = false)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, BaseType.SpecialType: SpecialType.System_Object }
            || FrameworkCalls.IsFramework(type)
            || type.DeclaringSyntaxReferences.IsEmpty
            || IsPublic(type)
            || type.AllInterfaces.Any(face => face is not { Name: "IEquatable", Arity: 1 } && !(isScope && face is { Name: "IDisposable", Arity: 0 }))
            || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name != "DebuggerDisplayAttribute"))
        {
            return null;
        }

        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsStatic: false, IsConst: false }).ToList();
        if (fields.Count == 0 || fields.Any(field => !field.IsReadOnly) || type.GetMembers().Any(HasIdentity))
            return null;
        if (!type.IsSealed && (MayHaveHeirs(type) || Works(type)))
            return null;
        var size = fields.Sum(field => StructSize.Of(field.Type));
        return size <= MostBytes ? size : null;
    }

    // What does more than say what it holds is most likely a worker, of which nobody would make a value.
    private static bool Works(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(method => method is { IsStatic: false, IsImplicitlyDeclared: false, MethodKind: MethodKind.Ordinary, IsOverride: false } && method.Name is not ("Equals" or "CompareTo" or "Deconstruct" or "Dispose"));

    // A class that offers nothing to override, and from which none derives where it stands.
    private static bool MayHaveHeirs(INamedTypeSymbol type) => type.DeclaringSyntaxReferences is not [var reference]
        || type.GetMembers().Any(member => member.IsVirtual || member.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.ProtectedAndInternal)
        || reference.SyntaxTree.GetRoot().DescendantNodes(node => node is not (MethodDeclarationSyntax or PropertyDeclarationSyntax or BaseFieldDeclarationSyntax or ConstructorDeclarationSyntax))
            .OfType<SimpleBaseTypeSyntax>().Any(one => NameOf(one.Type) == type.Name);

    private static string? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        _ => null,
    };

    // A struct has no finalizer, and events, overridden reference equality or a field of its own type tell of objects.
    private static bool HasIdentity(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Destructor } or IEventSymbol
        || (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.Type.OriginalDefinition, field.ContainingType.OriginalDefinition));

    // Who uses a public type is not seen here.
    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }
}

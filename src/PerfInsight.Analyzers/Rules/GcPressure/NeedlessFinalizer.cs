using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>Finalizers of objects that hold nothing but managed memory, which the collector frees without them.</summary>
internal static class NeedlessFinalizer
{
    /// <summary>What to do with one.</summary>
    public const string Remedy = "drop the finalizer: the collector frees managed objects without it";

    // What counts, reports or frees native things in a finalizer.
    private static readonly HashSet<string> Natives = new(StringComparer.Ordinal)
    {
        "IntPtr", "UIntPtr", "nint", "nuint", "GCHandle", "SafeHandle", "Marshal", "NativeMemory", "RemoveMemoryPressure", "Interlocked", "Environment",
    };

    /// <summary>True where a class with a finalizer neither has nor mentions anything native, and its base is no class of a library.</summary>
    public static bool IsOfManaged(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? current = type.OriginalDefinition; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType?.OriginalDefinition)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
                return false;
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                var declaration = reference.GetSyntax(cancellationToken);
                if (declaration.DescendantNodes().Any(IsNative))
                    return false;

                // What it does in the end must be in sight: to clear, to dispose of what it holds, to set to null, or nothing.
                if (declaration.ChildNodes().OfType<DestructorDeclarationSyntax>().FirstOrDefault() is { } finalizer
                    && finalizer.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => !IsOfManaged(call) || IsOfHeirs(call, current)))
                {
                    return false;
                }

                // And what Dispose does, which most of them call.
                if (declaration.ChildNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == "Dispose").SelectMany(method => method.DescendantNodes().OfType<InvocationExpressionSyntax>()).Any(call => !IsOfManaged(call)))
                    return false;
            }
        }

        return true;
    }

    // Dispose(false), which a class below may override to free what is native there; Dispose(true) is for what is managed.
    private static bool IsOfHeirs(InvocationExpressionSyntax call, INamedTypeSymbol type) => call is { Expression: IdentifierNameSyntax { Identifier.ValueText: var name }, ArgumentList.Arguments: var arguments } && !type.IsSealed
        && arguments is not [{ Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression }] && type.GetMembers(name).Any(method => method.IsVirtual || method.IsAbstract || method.IsOverride);

    private static bool IsNative(SyntaxNode node) => node switch
    {
        PointerTypeSyntax or UnsafeStatementSyntax or FixedStatementSyntax => true,
        SimpleNameSyntax name => Natives.Contains(name.Identifier.ValueText) || name.Identifier.ValueText.EndsWith("Handle", StringComparison.Ordinal) || name.Identifier.ValueText.StartsWith("Native", StringComparison.Ordinal),
        MethodDeclarationSyntax method => method.Modifiers.Any(modifier => modifier.ValueText == "extern"),
        _ => false,
    };

    private static bool IsOfManaged(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText is "Clear" or "Dispose" or "SuppressFinalize",
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText is "Clear" or "Dispose",
        IdentifierNameSyntax name => name.Identifier.ValueText is "Dispose",
        _ => false,
    };
}

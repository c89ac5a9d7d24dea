using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>Finalizers of objects that hold nothing but managed memory, which the collector frees without them.</summary>
internal static class NeedlessFinalizer
{
    private const string Drop = "drop the finalizer: the collector frees managed objects without it";

    // What holds native things.
    private static readonly HashSet<string> Natives = new(StringComparer.Ordinal)
    {
        "IntPtr", "UIntPtr", "nint", "nuint", "GCHandle", "SafeHandle", "Marshal", "NativeMemory", "RemoveMemoryPressure",
    };

    // What counts or reports in a finalizer.
    private static readonly HashSet<string> Reports = new(StringComparer.Ordinal) { "Interlocked", "Environment" };

    // Of the framework, and nothing in themselves that a finalizer could free.
    private static readonly HashSet<string> Bases = new(StringComparer.Ordinal) { "Stream", "TextReader", "TextWriter" };

    /// <summary>What to do with one; null where a class has or mentions anything native, or its base is a class of a library.</summary>
    public static string? RemedyOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var isOfHeirs = false;
        for (INamedTypeSymbol? current = type.OriginalDefinition; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType?.OriginalDefinition)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
            {
                if (!ReferenceEquals(current, type.OriginalDefinition) && Bases.Contains(current.Name) && current.ContainingNamespace.Name == "IO")
                    break;
                return null;
            }

            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                var declaration = reference.GetSyntax(cancellationToken);
                if (declaration.DescendantNodes().Any(IsNative))
                    return null;

                // What it does in the end must be in sight: to clear, to dispose of what it holds, to set to null, or nothing.
                var disposes = false;
                foreach (var finalizer in declaration.ChildNodes().OfType<DestructorDeclarationSyntax>())
                {
                    if (!DoesLittle(finalizer, disposes: true))
                        return null;
                    var calls = finalizer.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
                    disposes = !calls.All(IsWithFalse);
                    isOfHeirs |= calls.Exists(call => IsOfHeirs(call, current));
                }

                // And what Dispose does, which most of them call.
                if (!declaration.ChildNodes().OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == "Dispose").All(method => DoesLittle(method, disposes)))
                    return null;
            }
        }

        return isOfHeirs ? Drop + "; a class below that holds something native needs one of its own" : Drop;
    }

    private static bool DoesLittle(SyntaxNode method, bool disposes) => !method.DescendantNodes().Any(node => node switch
    {
        InvocationExpressionSyntax call => !IsOfManaged(call) && (disposes || !IsForManaged(call)),
        SimpleNameSyntax name => Reports.Contains(name.Identifier.ValueText),
        _ => false,
    });

    private static bool IsWithFalse(InvocationExpressionSyntax call) => call.ArgumentList.Arguments is [{ Expression.RawKind: (int)SyntaxKind.FalseLiteralExpression }];

    // if (disposing) Stop(); never runs for a finalizer that says Dispose(false).
    private static bool IsForManaged(SyntaxNode call)
    {
        for (var child = call; child.Parent is { } parent and not MemberDeclarationSyntax; child = parent)
        {
            if (parent is IfStatementSyntax { Condition: IdentifierNameSyntax { Identifier.ValueText: "disposing" } } choice && choice.Statement == child)
                return true;
        }

        return false;
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
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText is "Clear" or "Dispose" or "SuppressFinalize" || IsClose(access.Name, call),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText is "Clear" or "Dispose" || IsClose(binding.Name, call),
        IdentifierNameSyntax name => name.Identifier.ValueText is "Dispose",
        _ => false,
    };

    // _stopped.Close(); what is handed to a Close is most likely native.
    private static bool IsClose(SimpleNameSyntax name, InvocationExpressionSyntax call) => name.Identifier.ValueText == "Close" && call.ArgumentList.Arguments.Count == 0;
}

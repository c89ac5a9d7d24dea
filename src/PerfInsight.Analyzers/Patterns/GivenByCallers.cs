using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What the callers of a private method hand over for a parameter whose type promises less than they have.</summary>
internal static class GivenByCallers
{
    /// <summary>True where all callers are in sight, there is one, and each hands over a value of a type that will do.</summary>
    public static bool AreAll(IParameterSymbol parameter, SemanticModel model, Func<ITypeSymbol?, bool> willDo, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences: [var type] } method)
            return false;
        var isCalled = false;
        foreach (var node in type.GetSyntax(cancellationToken).DescendantNodes())
        {
            if (node is not SimpleNameSyntax name || name.Identifier.ValueText != method.Name)
                continue;

            // A method group is called by somebody else.
            var call = name.Parent as InvocationExpressionSyntax ?? (name.Parent as MemberAccessExpressionSyntax)?.Parent as InvocationExpressionSyntax;
            if (call is null || !call.Expression.Span.Contains(name.Span) || model.OperationOf(call, cancellationToken) is not IInvocationOperation invoked)
                return false;
            if (!SymbolEqualityComparer.Default.Equals(invoked.TargetMethod.OriginalDefinition, method.OriginalDefinition))
                continue;
            isCalled = true;
            if (!willDo(Sequences.Received(invoked.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value)?.Type))
                return false;
        }

        return isCalled;
    }
}

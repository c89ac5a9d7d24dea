using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>The gate of a counter, and what else is done under it.</summary>
internal sealed class CounterGate(LockedCounter counter, FixContext place)
{
    private const int MaxDepth = 4;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// True where no code that holds the gate comes by the counter: a lock that is taken again inside another one on the same
    /// gate would be part of something larger (<c>lock (_gate) { if (Count == 0) Add(1); }</c>).
    /// </summary>
    public bool GuardsNothingElse()
    {
        if (counter.Gate is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: true })
            return false;
        foreach (var name in Uses())
        {
            if (name.SyntaxTree != place.Root.SyntaxTree || name.Parent is not (LockStatementSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Parent: LockStatementSyntax } or AssignmentExpressionSyntax))
                return false;
            if (name.FirstAncestorOrSelf<LockStatementSyntax>() is not { } statement || counter.Accesses.ContainsKey(statement))
                continue;
            if (place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked || !PassesBy(locked.Body, 0))
                return false;
        }

        return true;
    }

    /// <summary>The gate's declaration, where these locks were all that used it.</summary>
    public FieldDeclarationSyntax? DeclarationWithoutUse()
    {
        if (counter.Gate.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(place.CancellationToken) is not VariableDeclaratorSyntax declarator
            || declarator.FirstAncestorOrSelf<FieldDeclarationSyntax>() is not { Declaration.Variables.Count: 1 } declaration
            || declaration.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            return null;
        }

        return Uses().All(use => use.FirstAncestorOrSelf<LockStatementSyntax>() is { } around && counter.Accesses.ContainsKey(around)) ? declaration : null;
    }

    private IEnumerable<SimpleNameSyntax> Uses() => counter.Gate.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax(place.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
        .Where(name => name.Identifier.ValueText == counter.Gate.Name);

    private bool PassesBy(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            var passes = operation switch
            {
                ILockOperation { Syntax: LockStatementSyntax inner } => !counter.Accesses.ContainsKey(inner),
                IInvocationOperation call => CallPassesBy(call.TargetMethod, depth),
                IObjectCreationOperation { Constructor: { } constructor } => CallPassesBy(constructor, depth),
                IPropertyReferenceOperation { Property: var property } => CallPassesBy(property.GetMethod, depth) && CallPassesBy(property.SetMethod, depth),
                IMethodReferenceOperation method => CallPassesBy(method.Method, depth),
                IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IRaiseEventOperation or IFunctionPointerInvocationOperation => false,
                _ => true,
            };
            if (!passes)
                return false;
        }

        return true;
    }

    private bool CallPassesBy(IMethodSymbol? method, int depth)
    {
        method = (method?.ReducedFrom ?? method)?.OriginalDefinition;
        if (method is null || !_visited.Add(method))
            return true;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return false;
        if (FrameworkCalls.IsFramework(method.ContainingType) || method.IsImplicitlyDeclared)
            return true;
        if (depth == MaxDepth || method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsExtern || method.DeclaringSyntaxReferences.IsEmpty)
            return false;
        return method.DeclaringSyntaxReferences.All(reference =>
        {
            var syntax = reference.GetSyntax(place.CancellationToken);
            if (syntax is TypeDeclarationSyntax or ParameterSyntax or AccessorDeclarationSyntax { Body: null, ExpressionBody: null })
                return true;
            var model = syntax.SyntaxTree == place.Root.SyntaxTree ? place.Model : place.Model.Compilation.GetSemanticModel(syntax.SyntaxTree);
            return model.GetOperation(syntax, place.CancellationToken) is { } body && PassesBy(body, depth + 1);
        });
    }
}

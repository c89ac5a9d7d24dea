using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Allocations;

/// <summary>
/// The objects that hold captured variables: one for each scope that declares some, made when the scope is entered, whether the lambda is
/// reached or not.
/// </summary>
internal static class Closures
{
    /// <summary>The closures of a member's code.</summary>
    public static IEnumerable<AllocationSite> In(IOperation body)
    {
        var captured = new Dictionary<SyntaxNode, List<ISymbol>>();
        foreach (var operation in body.Descendants())
        {
            if (operation is not IDelegateCreationOperation creation || FunctionOf(creation) is not { } function)
                continue;
            foreach (var variable in Captures.Of(function).Variables)
            {
                if (ScopeOf(variable, body) is not { } scope)
                    continue;
                if (!captured.TryGetValue(scope, out var variables))
                    captured.Add(scope, variables = []);
                if (!variables.Contains(variable, SymbolEqualityComparer.Default))
                    variables.Add(variable);
            }
        }

        foreach (var scope in captured)
        {
            var names = string.Join(", ", scope.Value.Select(variable => "'" + variable.Name + "'"));
            yield return new AllocationSite(scope.Key, AllocationKind.Closure, $"holds {names}, made {When(scope.Key)}", ["*<>c__DisplayClass*"]);
        }
    }

    // A local function that is only called holds its variables in a struct.
    private static IOperation? FunctionOf(IDelegateCreationOperation creation) => creation.Target switch
    {
        IAnonymousFunctionOperation function => function,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => Captures.LocalFunction(local, creation),
        _ => null,
    };

    private static SyntaxNode? ScopeOf(ISymbol variable, IOperation body)
    {
        var declaration = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (declaration is null || declaration.SyntaxTree != body.Syntax.SyntaxTree)
            return null;
        if (variable is IParameterSymbol)
            return declaration.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or BasePropertyDeclarationSyntax);
        if (declaration is CommonForEachStatementSyntax)
            return declaration;
        return declaration.FirstAncestorOrSelf<SyntaxNode>(node => node is BlockSyntax or CommonForEachStatementSyntax or ForStatementSyntax or SwitchSectionSyntax
            or AnonymousFunctionExpressionSyntax or CompilationUnitSyntax or BaseMethodDeclarationSyntax or CatchClauseSyntax or UsingStatementSyntax);
    }

    private static string When(SyntaxNode scope) => scope switch
    {
        BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax => "at each call",
        BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax } => "at each call",
        AnonymousFunctionExpressionSyntax or BlockSyntax { Parent: AnonymousFunctionExpressionSyntax } => "at each call of the lambda",
        CommonForEachStatementSyntax or BlockSyntax { Parent: CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax } => "in each iteration",
        _ => "each time its block is entered",
    };
}

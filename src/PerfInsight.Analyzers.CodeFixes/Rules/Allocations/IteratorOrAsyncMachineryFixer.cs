using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Returns the task of another async method in place of a wait for it. Such a method never throws at once: whatever it throws is in its
/// task, where the caller finds it as before. Nor does it leave anything behind in the context of its caller.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IteratorOrAsyncMachineryFixer() : HotMemberFixer(RuleIds.IteratorOrAsyncMachinery)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node is not AwaitExpressionSyntax { Expression: InvocationExpressionSyntax made } wait || place.Operation is not IAwaitOperation { Operation: var awaited } || Comments.IsIn(wait))
            return null;
        var call = awaited as IInvocationOperation;
        if (call is { TargetMethod.Name: "ConfigureAwait", Instance: var task })
        {
            call = task as IInvocationOperation;
            if (made.Expression is not MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax inner })
                return null;
            made = inner;
        }

        if (call is not { TargetMethod: { IsAsync: true } target } || IsOverridable(target) || HasBuilder(target)
            || call.Instance is not (null or IInstanceReferenceOperation)
            || !call.Arguments.All(argument => argument.Parameter?.RefKind == RefKind.None && QuietCode.Is(argument.Value, place, canThrow: false)))
        {
            return null;
        }

        if (Without(wait, made, place) is not var (old, rewritten))
            return null;
        var mark = new SyntaxAnnotation();
        var root = place.Root.ReplaceNode(old, rewritten.WithAdditionalAnnotations(mark));
        if (CompiledAgain.ModelOf(place, root) is not { } model)
            return null;

        // A lambda may be taken for another delegate once it is not async.
        var written = model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single();
        return old is not LambdaExpressionSyntax
            || (Spelled.Alike(model.GetTypeInfo(written, place.CancellationToken).ConvertedType, place.Model.GetTypeInfo(old, place.CancellationToken).ConvertedType)
                && MethodAround(written, model, place.CancellationToken) == MethodAround(old, place.Model, place.CancellationToken))
                    ? new Fix("Return the task", root)
                    : null;
    }

    private static string? MethodAround(SyntaxNode lambda, SemanticModel model, CancellationToken cancellationToken) =>
        lambda.Parent is ArgumentSyntax { Parent.Parent: { } call } ? model.GetSymbolInfo(call, cancellationToken).Symbol?.ToDisplayString() : null;

    // The function that does nothing else, without its async and await.
    private static (SyntaxNode Old, SyntaxNode New)? Without(AwaitExpressionSyntax wait, InvocationExpressionSyntax made, FixContext place)
    {
        var bare = made.WithTriviaFrom(wait);
        var function = wait.Ancestors().First(node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);
        BlockSyntax? body = null;
        if (wait.Parent is ReturnStatementSyntax { Parent: BlockSyntax returned })
            body = returned;
        else if (wait.Parent is ExpressionStatementSyntax { Parent: BlockSyntax run })
            body = run;
        if (body is not null && (body.Statements.Count != 1 || body.Parent != function))
            return null;
        SyntaxNode RewrittenBody(SyntaxNode code) => wait.Parent is ExpressionStatementSyntax statement
            ? code.ReplaceNode(statement, SyntaxFactory.ReturnStatement(SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space), bare.WithoutTrivia(), statement.SemicolonToken).WithTriviaFrom(statement))
            : code.ReplaceNode(wait, bare);
        switch (function)
        {
            case MethodDeclarationSyntax method when (body is not null || method.ExpressionBody?.Expression == wait) && place.Model.GetDeclaredSymbol(method, place.CancellationToken) is { } symbol && !HasBuilder(symbol):
                var plain = (MethodDeclarationSyntax)RewrittenBody(method);
                return (method, plain.WithModifiers(Plain(plain.Modifiers)).WithLeadingTrivia(method.GetLeadingTrivia()));
            case ParenthesizedLambdaExpressionSyntax lambda when (body is not null || lambda.ExpressionBody == wait) && !lambda.AttributeLists.Any():
                var shorter = (ParenthesizedLambdaExpressionSyntax)RewrittenBody(lambda);
                return (lambda, shorter.WithModifiers(Plain(shorter.Modifiers)).WithLeadingTrivia(lambda.GetLeadingTrivia()));
            case SimpleLambdaExpressionSyntax lambda when body is not null || lambda.ExpressionBody == wait:
                var simple = (SimpleLambdaExpressionSyntax)RewrittenBody(lambda);
                return (lambda, simple.WithModifiers(Plain(simple.Modifiers)).WithLeadingTrivia(lambda.GetLeadingTrivia()));
            default:
                return null;
        }
    }

    private static SyntaxTokenList Plain(SyntaxTokenList modifiers) => SyntaxFactory.TokenList(modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)));

    private static bool IsOverridable(IMethodSymbol method) => method.IsAbstract || ((method.IsVirtual || (method.IsOverride && !method.IsSealed)) && !method.ContainingType.IsSealed);

    // A builder of its own may throw at once, or make another kind of task.
    private static bool HasBuilder(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AsyncMethodBuilderAttribute")
        || method.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
}

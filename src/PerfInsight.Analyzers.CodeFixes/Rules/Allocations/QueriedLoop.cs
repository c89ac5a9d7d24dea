using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// A foreach over the source of a query, which does in its body what the query did: conditions, then at most one projection.
/// A query asks for each element just before the body runs, and so does the loop; so it does not matter what the lambdas do.
/// </summary>
internal static class QueriedLoop
{
    /// <summary>The loop, null where it would not do the same.</summary>
    public static ForEachStatementSyntax? Of(IInvocationOperation query, ForEachStatementSyntax loop, FixContext place)
    {
        if (LinqChain.Of(query) is not { Source: { } end, Calls: var calls } || Collections.WithoutConversions(end) is not { } source
            || place.Model.GetOperation(loop, place.CancellationToken) is not IForEachLoopOperation { IsAsynchronous: false, LoopControlVariable: IVariableDeclaratorOperation { Symbol: var variable } }
            || !IsOwnSequence(source) || !Nullness.IsSetHere(source, place.Model, place.CancellationToken)
            || query.Syntax is not ExpressionSyntax whole || HasComment(whole, calls))
        {
            return null;
        }

        var projection = calls[calls.Count - 1].TargetMethod.Name == "Select" ? calls[calls.Count - 1] : null;
        var element = calls.Select(LambdaOf).FirstOrDefault()?.Symbol.Parameters[0];
        if (element is null || !SymbolEqualityComparer.Default.Equals(variable.Type, ((INamedTypeSymbol)query.Type!).TypeArguments.FirstOrDefault()))
            return null;
        var isTaken = element.Name == loop.Identifier.ValueText
            || loop.Statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == element.Name);
        var name = projection is null ? loop.Identifier.Text : isTaken ? Names.Unused(element.Name, loop, place.Model) : element.Name;
        if (!calls.All(call => LambdaOf(call) is { } lambda && KeepsItsNames(lambda, name) && KeepsItsNames(lambda, loop.Identifier.ValueText)))
            return null;
        var statements = new List<StatementSyntax>();
        foreach (var call in calls)
        {
            if (ValueOf(call, name) is not { } value)
                return null;
            if (!ReferenceEquals(call, projection))
            {
                if (call.TargetMethod.Name != "Where")
                    return null;
                statements.Add(Statements.Parse($"if ({Negated(value)}){Statements.LineEnding(loop)}    continue;", loop));
            }
            else if (SymbolEqualityComparer.Default.Equals(LambdaOf(call)!.Body.Operations.OfType<IReturnOperation>().Single().ReturnedValue!.Type, variable.Type))
            {
                statements.Add(Statements.Parse($"{loop.Type.WithoutTrivia()} {loop.Identifier.Text} = {value};", loop));
            }
            else
            {
                return null;
            }
        }

        var body = Body(loop, [.. statements.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation))], Conditions(calls, name), projection is null);
        var changed = loop.WithExpression(((ExpressionSyntax)source.Syntax).WithoutTrivia().WithTriviaFrom(loop.Expression)).WithStatement(body);
        if (projection is not null)
            changed = changed.WithType(SyntaxFactory.IdentifierName("var").WithTriviaFrom(loop.Type)).WithIdentifier(SyntaxFactory.Identifier(name).WithTriviaFrom(loop.Identifier));
        return changed;
    }

    // A single statement keeps its place behind an if.
    private static StatementSyntax Body(ForEachStatementSyntax loop, StatementSyntax[] statements, string condition, bool isConditionAlone)
    {
        if (loop.Statement is BlockSyntax block)
            return block.WithStatements(block.Statements.InsertRange(0, statements));
        if (isConditionAlone)
        {
            var test = (IfStatementSyntax)SyntaxFactory.ParseStatement($"if ({condition}){Statements.LineEnding(loop)};");
            return test.WithStatement(loop.Statement.WithAdditionalAnnotations(Formatter.Annotation)).WithLeadingTrivia(loop.Statement.GetLeadingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
        }

        return SyntaxFactory.Block(SyntaxFactory.List<StatementSyntax>([.. statements, loop.Statement])).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static string Conditions(IEnumerable<IInvocationOperation> calls, string name) => string.Join(" && ", calls.Where(call => call.TargetMethod.Name == "Where").Select(call =>
    {
        var value = ValueOf(call, name)!;
        return calls.Count() > 1 && value is not (BinaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalOrExpression and not (int)SyntaxKind.CoalesceExpression } or InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or PrefixUnaryExpressionSyntax)
            ? $"({value})"
            : value.ToString();
    }));

    private static string Negated(ExpressionSyntax value) => value switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } => (operand is ParenthesizedExpressionSyntax inner ? inner.Expression : operand).ToString(),
        IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax => "!" + value,
        _ => $"!({value})",
    };

    // In the loop a name may mean its variable, where in the lambda it meant a member or another variable; and what the lambda
    // declares would mean something in the loop's body.
    private static bool KeepsItsNames(IAnonymousFunctionOperation lambda, string name) => lambda.Syntax is LambdaExpressionSyntax { ExpressionBody: { } body }
        && !body.DescendantNodesAndSelf().Any(node => node is SingleVariableDesignationSyntax)
        && !body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name
            && lambda.SemanticModel!.GetSymbolInfo(token.Parent!).Symbol is var symbol && !SymbolEqualityComparer.Default.Equals(symbol, lambda.Symbol.Parameters[0]));

    // The body of the lambda, with the loop's name for its parameter.
    private static ExpressionSyntax? ValueOf(IInvocationOperation call, string name)
    {
        if (call.Arguments.Length != 2 || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax }, ArgumentList.Arguments: [{ NameColon: null }] }
            || LambdaOf(call) is not { Symbol: { IsAsync: false, Parameters: [var parameter] }, Syntax: LambdaExpressionSyntax { ExpressionBody: { } body } } lambda)
        {
            return null;
        }

        var references = lambda.Body.Descendants().OfType<IParameterReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)).ToList();

        // The variable of a loop cannot be written.
        if (references.Exists(reference => OwnedLocals.IsWritten(reference)))
            return null;
        return body.ReplaceNodes(references.ConvertAll(reference => reference.Syntax), (old, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(old)).WithoutTrivia();
    }

    private static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call) =>
        call.Arguments is [_, { Value: IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } lambda } }] ? lambda : null;

    // Other types may have an enumerator of their own for foreach, and another one for queries.
    private static bool IsOwnSequence(IOperation source) => source.Type is { } type
        && (QuietSequence.IsKnown(type) || (type.TypeKind == TypeKind.Interface && FrameworkCalls.IsFramework(type) && Sequences.ElementOf(type) is not null));

    private static bool HasComment(ExpressionSyntax whole, IReadOnlyList<IInvocationOperation> calls) => whole.DescendantTrivia().Any(trivia =>
        Comments.IsComment(trivia) && whole.Span.Contains(trivia.Span)
        && !calls.Any(call => LambdaOf(call)?.Syntax is LambdaExpressionSyntax { ExpressionBody: { } body } && body.Span.Contains(trivia.Span)));
}

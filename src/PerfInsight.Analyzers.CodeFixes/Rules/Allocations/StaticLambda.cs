using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Writes lambdas that get what they captured as their last argument.</summary>
internal sealed class StaticLambda
{
    private readonly StateOverload _twin;
    private readonly Captures _captures;
    private readonly string _parameter;
    private readonly bool _isNullable;

    public StaticLambda(StateOverload twin, Captures captures, FixContext place)
    {
        _twin = twin;
        _captures = captures;
        _isNullable = (place.Model.GetNullableContext(twin.Call.Syntax.SpanStart) & NullableContext.AnnotationsEnabled) != 0;

        // A parameter may hide the variable that it has the name of: the lambda is static.
        _parameter = !IsTuple && !twin.IsObject && captures.Variables is [var only]
            ? only.Name
            : Names.Unused(IsTuple || twin.IsObject ? "state" : "self", twin.Call.Syntax, place.Model);
    }

    private bool IsTuple => _captures.Variables.Count + (_captures.This ? 1 : 0) > 1;

    /// <summary>The argument that is handed on.</summary>
    public string Argument
    {
        get
        {
            var values = _captures.Variables.Select(variable => variable.Name).ToList();
            if (_captures.This)
                values.Insert(0, IsTuple ? "self: this" : "this");
            return IsTuple ? $"({string.Join(", ", values)})" : values[0];
        }
    }

    /// <summary>The lambda; null where it is written in a way that says the types of its parameters.</summary>
    public LambdaExpressionSyntax? Of(IAnonymousFunctionOperation lambda)
    {
        var syntax = (LambdaExpressionSyntax)lambda.Syntax;
        var names = syntax switch
        {
            SimpleLambdaExpressionSyntax simple => [simple.Parameter],
            ParenthesizedLambdaExpressionSyntax { ReturnType: null } full => full.ParameterList.Parameters.ToList(),
            _ => null,
        };
        if (names is null || names.Exists(name => name.Type is not null || name.AttributeLists.Count > 0 || name.Default is not null || HasComment(name)) || syntax.AttributeLists.Count > 0)
            return null;
        var own = names.ConvertAll(name => name.Identifier.Text);
        if (_twin.ReplacesParameter)
        {
            if (own is not [var unused] || lambda.Symbol.Parameters.Any(parameter => Functions.ReferencesTo(parameter, lambda).Any()) || unused is not { Length: > 0 })
                return null;
            own.Clear();
        }

        if (own.Contains(_parameter))
            return null;
        own.Add(_parameter);
        var isAsync = syntax.Modifiers.Any(SyntaxKind.AsyncKeyword) ? "async " : "";
        var list = own.Count == 1 ? own[0] : $"({string.Join(", ", own)})";
        var head = (LambdaExpressionSyntax)SyntaxFactory.ParseExpression($"static {isAsync}{list} => 0");
        var body = (CSharpSyntaxNode)syntax.Body.ReplaceNodes(Replaced(lambda), (old, _) => Read(old).WithTriviaFrom(old));
        head = head switch
        {
            SimpleLambdaExpressionSyntax simple => simple.WithBody(body).WithArrowToken(syntax.ArrowToken),
            ParenthesizedLambdaExpressionSyntax full => full.WithBody(body).WithArrowToken(syntax.ArrowToken),
            _ => head,
        };
        return head.WithTriviaFrom(syntax);
    }

    private static bool HasComment(ParameterSyntax parameter) => parameter.DescendantTrivia().Any(Comments.IsComment);

    // The places where the body names what it captures.
    private IEnumerable<SyntaxNode> Replaced(IAnonymousFunctionOperation lambda)
    {
        var nodes = new HashSet<SyntaxNode>();
        foreach (var operation in lambda.Body.Descendants())
        {
            var isCaptured = operation switch
            {
                IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
                ILocalReferenceOperation { Local: var local } => IsCaptured(local),
                IParameterReferenceOperation { Parameter: var parameter } => IsCaptured(parameter),
                _ => false,
            };
            if (isCaptured)
                nodes.Add(operation.Syntax);
        }

        return nodes;
    }

    private bool IsCaptured(ISymbol variable) =>
        (IsTuple || _twin.IsObject) && _captures.Variables.Contains(variable, SymbolEqualityComparer.Default);

    private ExpressionSyntax Read(SyntaxNode old)
    {
        var self = _twin.IsObject ? Cast() : IsTuple ? _parameter + ".self" : _parameter;
        return SyntaxFactory.ParseExpression(old switch
        {
            ThisExpressionSyntax => self,
            SimpleNameSyntax name when _captures.Variables.Any(variable => variable.Name == name.Identifier.ValueText) && !IsMember(name) =>
                _twin.IsObject ? self : $"{_parameter}.{name.Identifier.Text}",
            _ => $"{self}.{old.WithoutTrivia()}",
        });
    }

    // A member of the instance is written like a variable only where no variable of the name is in scope.
    private bool IsMember(SimpleNameSyntax name) => name is GenericNameSyntax || _twin.Call.SemanticModel!.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol);

    private string Cast()
    {
        var type = _captures.This ? _twin.Call.SemanticModel!.GetEnclosingSymbol(_twin.Call.Syntax.SpanStart)!.ContainingType : CapturedState.TypeOf(_captures.Variables[0]);
        return $"(({type.ToMinimalDisplayString(_twin.Call.SemanticModel!, NullableFlowState.NotNull, _twin.Call.Syntax.SpanStart)}){_parameter}{(_isNullable ? "!" : "")})";
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Asks with TryParse or TryGetValue, where the try block does nothing else, the handler returns a value that is there anyway, and it
/// catches all that the call throws and the other answers with false.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExceptionAsControlFlowFixer() : HotMemberFixer(RuleIds.ExceptionAsControlFlow)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<TryStatementSyntax>() is not
            {
                Finally: null,
                Block.Statements: [ReturnStatementSyntax { Expression: { } asked }],
                Catches: [{ Filter: null, Block.Statements: [ReturnStatementSyntax { Expression: { } other }], Declaration: var caught }],
            } attempt
            || asked != place.Node || !Statements.CanReplace(attempt) || Comments.IsIn(attempt) || place.Operation is not { } operation
            || place.Model.GetOperation(other, place.CancellationToken) is not { } otherwise || !QuietCode.Is(otherwise, place, canThrow: false)
            || AnswerOf(operation, CaughtBy(caught, place), place) is not { } answer)
        {
            return null;
        }

        var name = Names.Unused("found", attempt, place.Model);
        var choice = $"return {answer}out var {name}) ? {name} : {Operand(other)};";
        var statement = SyntaxFactory.ParseStatement(choice).WithTriviaFrom(attempt);
        var root = place.Root.ReplaceNode(attempt, statement);
        if (CompiledAgain.ModelOf(place, root) is not { } model)
            return null;

        // Each of the two is converted as it was: in "found ? 1 : 2L" the number would become a long.
        var written = model.SyntaxTree.GetRoot(place.CancellationToken).FindToken(attempt.SpanStart).Parent?.FirstAncestorOrSelf<ReturnStatementSyntax>()?.Expression;
        return written is ConditionalExpressionSyntax chosen
            && Spelled.Alike(model.GetTypeInfo(chosen.WhenTrue, place.CancellationToken).Type, operation.Type)
            && IsConvertedAlike(model.GetTypeInfo(chosen.WhenTrue, place.CancellationToken), place.Model.GetTypeInfo(asked, place.CancellationToken))
            && IsConvertedAlike(model.GetTypeInfo(chosen.WhenFalse, place.CancellationToken), place.Model.GetTypeInfo(other, place.CancellationToken))
                ? new Fix("Ask without an exception", root)
                : null;
    }

    private static bool IsConvertedAlike(TypeInfo now, TypeInfo before) =>
        Spelled.Alike(now.ConvertedType, before.ConvertedType) || Spelled.Alike(now.ConvertedType, before.Type);

    // "int.TryParse(text, " or "names.TryGetValue(key, ".
    private static string? AnswerOf(IOperation operation, string caught, FixContext place)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Parse" } method, Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: [{ NameColon: null } text] } } call
                when IsParser(method) && QuietCode.Is(call.Arguments[0].Value, place, canThrow: false) && Throws(method, call.Arguments[0].Value, place).All(thrown => Catches(caught, thrown)):
                return $"{access.Expression.WithoutTrivia()}.TryParse({text}, ";
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { Type: INamedTypeSymbol { Name: "Dictionary" } type } dictionary, Arguments: [{ Value: var key }], Syntax: ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ NameColon: null } sought] } access } item
                when FrameworkCalls.IsFramework(type) && !OwnedLocals.IsWritten(item) && caught == "KeyNotFoundException"
                    && QuietCode.Is(Collections.WithoutConversions(dictionary)!, place) && QuietCode.Is(Collections.WithoutConversions(key)!, place):
                return $"{access.Expression.WithoutTrivia()}.TryGetValue({sought}, ";
            default:
                return null;
        }
    }

    // Parse and TryParse with the text alone have the same styles and the same culture.
    private static bool IsParser(IMethodSymbol method) => method is { Parameters: [{ Type.SpecialType: SpecialType.System_String }], ContainingType: { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } type }
        && (type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_Double) || type.Name == "Guid");

    private static IEnumerable<string> Throws(IMethodSymbol method, IOperation text, FixContext place)
    {
        yield return "FormatException";
        if (method.ContainingType.SpecialType != SpecialType.System_Boolean)
            yield return "OverflowException";
        if (!Nullness.IsNeverNull(text, place.Model, place.CancellationToken))
            yield return "ArgumentNullException";
    }

    private static bool Catches(string caught, string thrown) => caught is "Exception" or "SystemException" || caught == thrown || (caught, thrown) is ("ArithmeticException", "OverflowException") or ("ArgumentException", "ArgumentNullException");

    private static string CaughtBy(CatchDeclarationSyntax? caught, FixContext place) =>
        caught is null ? "Exception" : place.Model.GetTypeInfo(caught.Type, place.CancellationToken).Type is { ContainingNamespace.Name: "System" or "Generic" } type && FrameworkCalls.IsFramework(type) ? type.Name : "";

    private static string Operand(ExpressionSyntax other) => other is ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax ? $"({other.WithoutTrivia()})" : other.WithoutTrivia().ToString();
}

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
/// Names the values of an enum of the same compilation: by nameof where the value is known, by a switch where it is in a variable, by a
/// pattern where it is only asked whether the value has a name. Values that have no name are left to the framework.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EnumTextFixer() : HotMemberFixer(RuleIds.EnumText)
{
    // More would hide the code around it.
    private const int MaxValues = 12;

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod: var method } call || call.Syntax is not InvocationExpressionSyntax syntax || Comments.IsIn(syntax))
            return null;
        var rewrite = method switch
        {
            { Name: "ToString", Parameters.IsEmpty: true } when call.Instance is { Type: { } type } value && NamesOf(type, place) is { Count: > 0 } names => OfText(syntax, value, type, names, place),
            { Name: "IsDefined", IsStatic: true, Parameters.Length: 2 } when call.Arguments[0].Value is ITypeOfOperation { TypeOperand: { } type } && NamesOf(type, place) is { Count: > 0 and <= MaxValues } names =>
                OfQuestion(syntax, call.Arguments[1].Value, (INamedTypeSymbol)type, names, place),
            _ => null,
        };
        if (rewrite is null)
            return null;
        var root = place.Root.ReplaceNode(rewrite.Old, rewrite.New.WithTriviaFrom(rewrite.Old));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix(rewrite.Title, root);
    }

    private static Rewrite? OfText(InvocationExpressionSyntax syntax, IOperation value, ITypeSymbol type, List<string> names, FixContext place)
    {
        if (syntax.Expression is not MemberAccessExpressionSyntax { Expression: var shown })
            return null;
        if (value is IFieldReferenceOperation { Field: { IsConst: true, ContainingType: var owner } field } && SymbolEqualityComparer.Default.Equals(owner, type))
            return names.Contains(field.Name) ? new Rewrite("Use nameof", syntax, SyntaxFactory.ParseExpression($"nameof({shown.WithoutTrivia()})"), (_, _) => true) : null;

        // Of flags most values are combinations, which have no name of their own.
        var isVariable = value is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };
        if (!isVariable || names.Count > MaxValues || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute") || IndentOf(syntax) is not { } indent
            || place.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 })
        {
            return null;
        }

        var end = Statements.LineEnding(syntax).ToString();
        var step = indent.IndexOf('\t') >= 0 ? "\t" : "    ";
        var spelled = type.ToMinimalDisplayString(place.Model, syntax.SpanStart);
        var text = new System.Text.StringBuilder().Append(shown.WithoutTrivia()).Append(" switch").Append(end).Append(indent).Append('{').Append(end);
        foreach (var name in names)
            text.Append(indent).Append(step).Append($"{spelled}.{Escaped(name)} => nameof({spelled}.{Escaped(name)}),").Append(end);
        text.Append(indent).Append(step).Append($"_ => {syntax.WithoutTrivia()},").Append(end).Append(indent).Append('}');
        return new Rewrite("Name the values in a switch", syntax, SyntaxFactory.ParseExpression(text.ToString()), (_, _) => true);
    }

    // Enum.IsDefined(typeof(Color), color) for a value of the enum or of the type under it: others throw.
    private static Rewrite? OfQuestion(InvocationExpressionSyntax syntax, IOperation argument, INamedTypeSymbol type, List<string> names, FixContext place)
    {
        if (Collections.WithoutConversions(argument) is not { Type: { } given, Syntax: ExpressionSyntax shown } || syntax.ArgumentList.Arguments.Any(one => one.NameColon is not null)
            || place.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 })
        {
            return null;
        }

        var isEnum = SymbolEqualityComparer.Default.Equals(given, type);
        if (!isEnum && !SymbolEqualityComparer.Default.Equals(given, type.EnumUnderlyingType))
            return null;
        var spelled = type.ToMinimalDisplayString(place.Model, syntax.SpanStart);
        var operand = shown is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax ? shown.WithoutTrivia().ToString() : $"({shown.WithoutTrivia()})";
        var question = $"{(isEnum ? "" : $"({spelled})")}{operand} is {string.Join(" or ", names.Select(name => $"{spelled}.{Escaped(name)}"))}";
        var isAlone = syntax.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or IfStatementSyntax or ArgumentSyntax;
        return new Rewrite("Compare with the values", syntax, SyntaxFactory.ParseExpression(isAlone ? question : $"({question})"), (_, _) => true);
    }

    // Of an enum that is compiled with the code; of two names for one value the framework takes one that nobody can tell.
    private static List<string>? NamesOf(ITypeSymbol type, FixContext place)
    {
        if (type.TypeKind != TypeKind.Enum || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, place.Model.Compilation.Assembly))
            return null;
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(field => field is { HasConstantValue: true, ConstantValue: not null }).ToList();
        return members.Select(member => member.ConstantValue).Distinct().Count() == members.Count ? [.. members.Select(member => member.Name)] : null;
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    // What stands before the statement, where the text is all of its value.
    private static string? IndentOf(InvocationExpressionSyntax syntax)
    {
        var isWhole = syntax.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax || syntax.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax }
            || (syntax.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment && assignment.Right == syntax);
        if (!isWhole || (SyntaxNode?)syntax.FirstAncestorOrSelf<StatementSyntax>() is not { } holder && (holder = syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>()!) is null)
            return null;
        var before = holder.GetLeadingTrivia();
        var isFirst = holder.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || before.Any(SyntaxKind.EndOfLineTrivia);
        if (!isFirst)
            return null;
        var last = before.LastOrDefault();
        return last.IsKind(SyntaxKind.WhitespaceTrivia) ? last.ToString() : "";
    }
}

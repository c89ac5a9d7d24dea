using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// Makes a queue of a list that serves as one: a local that is only added to, counted and gone through, and whose first element is taken
/// and removed at the start of a loop that asks whether there is one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveFromFrontFixer() : HotMemberFixer(RuleIds.RemoveFromFront)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod.Name: "RemoveAt", Instance: ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type: INamedTypeSymbol { Name: "List" } type } local } } removal
            || !FrameworkCalls.IsFramework(type) || !OwnedLocals.IsMadeHere(local, removal) || DeclarationOf(local, place) is not { } declaration)
        {
            return null;
        }

        var replacements = new Dictionary<SyntaxNode, SyntaxNode?>();
        if (!MakesQueue(declaration, place, replacements) || !Functions.ReferencesTo(local, removal).All(reference => BecomesQueue(reference, local, removal, replacements)))
            return null;
        var mark = new SyntaxAnnotation();
        var kept = replacements.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!);
        var gone = replacements.Where(one => one.Value is null).ToDictionary(one => one.Key, _ => new SyntaxAnnotation());
        var root = place.Root.ReplaceNodes(kept.Keys.Concat(gone.Keys), (original, _) => kept.TryGetValue(original, out var now)
            ? original == declaration.Variables[0].Initializer!.Value ? now.WithAdditionalAnnotations(mark) : now
            : original.WithAdditionalAnnotations(gone[original]));
        root = gone.Values.Aggregate(root, (current, one) => current.RemoveNode(current.GetAnnotatedNodes(one).Single(), SyntaxRemoveOptions.KeepNoTrivia)!);
        return CompiledAgain.ModelOf(place, root) is { } model
            && model.GetTypeInfo(model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single(), place.CancellationToken).Type is { Name: "Queue" } made && FrameworkCalls.IsFramework(made)
                ? new Fix("Use a queue", root)
                : null;
    }

    private static VariableDeclarationSyntax? DeclarationOf(ILocalSymbol local, FixContext place) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(place.CancellationToken) is VariableDeclaratorSyntax
        {
            Initializer: not null, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } } declaration,
        } ? declaration : null;

    // new List<T>(), of a capacity, of a sequence, or of elements, which a queue takes as an array.
    private static bool MakesQueue(VariableDeclarationSyntax declaration, FixContext place, Dictionary<SyntaxNode, SyntaxNode?> replacements)
    {
        var value = declaration.Variables[0].Initializer!.Value;
        if (value is not BaseObjectCreationExpressionSyntax made || Comments.IsIn(made) || place.Model.GetOperation(made, place.CancellationToken) is not IObjectCreationOperation creation
            || !creation.Arguments.All(argument => argument.Value.ConstantValue.HasValue || argument.Parameter?.Type.Name == "IEnumerable"))
        {
            return false;
        }

        if (!declaration.Type.IsVar)
        {
            if (Queue(declaration.Type) is not { } declared)
                return false;
            replacements[declaration.Type] = declared;
        }

        var changed = made;
        if (made is ObjectCreationExpressionSyntax named)
        {
            if (Queue(named.Type) is not { } created)
                return false;
            changed = named.WithType(created);
        }

        if (creation.Initializer is { Initializers.Length: > 0 })
        {
            if (!creation.Arguments.IsEmpty || made.Initializer is not { } initializer || !initializer.IsKind(SyntaxKind.CollectionInitializerExpression)
                || !initializer.Expressions.All(element => element is not InitializerExpressionSyntax) || declaration.Type.IsVar && made is not ObjectCreationExpressionSyntax)
            {
                return false;
            }

            var element = ((INamedTypeSymbol)creation.Type!).TypeArguments[0].ToMinimalDisplayString(place.Model, made.SpanStart);
            var list = SyntaxFactory.ParseArgumentList($"(new {element}[] {{ {string.Join(", ", initializer.Expressions.Select(one => one.WithoutTrivia().ToString()))} }})");
            changed = changed switch
            {
                ObjectCreationExpressionSyntax full => full.WithType(full.Type.WithoutTrailingTrivia()).WithArgumentList(list).WithInitializer(null),
                ImplicitObjectCreationExpressionSyntax bare => bare.WithArgumentList(list).WithInitializer(null),
                _ => changed,
            };
        }

        replacements[made] = changed.WithTriviaFrom(made);
        return true;
    }

    private static TypeSyntax? Queue(TypeSyntax list)
    {
        var name = list.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(one => one.Identifier.ValueText == "List");
        return name is null || (list is not GenericNameSyntax && list is not QualifiedNameSyntax { Right: GenericNameSyntax })
            ? null
            : list.ReplaceNode(name, name.WithIdentifier(SyntaxFactory.Identifier(name.Identifier.LeadingTrivia, "Queue", name.Identifier.TrailingTrivia)));
    }

    private static bool BecomesQueue(IOperation reference, ILocalSymbol local, IOperation removal, Dictionary<SyntaxNode, SyntaxNode?> replacements)
    {
        if (!ReferenceEquals(Functions.Around(reference), Functions.Around(removal)))
            return false;
        switch (reference.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: "Count" } or IForEachLoopOperation:
            case IConversionOperation { IsImplicit: true, Parent: IForEachLoopOperation }:
            case IInvocationOperation { TargetMethod.Name: "Clear" or "Contains" or "ToArray" }:
                return true;
            case IInvocationOperation { TargetMethod.Name: "Add", Parent: IExpressionStatementOperation, Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } } }:
                replacements[name] = SyntaxFactory.IdentifierName("Enqueue").WithTriviaFrom(name);
                return true;
            case IInvocationOperation { TargetMethod.Name: "RemoveAt", Parent: IExpressionStatementOperation { Syntax: StatementSyntax removed } }:
                if (FirstOf(removed, local) is not { } first || removed.GetLeadingTrivia().Concat(removed.GetTrailingTrivia()).Any(Comments.IsComment))
                    return false;
                replacements[first] = SyntaxFactory.ParseExpression(local.Name + ".Dequeue()").WithTriviaFrom(first);
                replacements[removed] = null;
                return true;
            case IPropertyReferenceOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: 0 } }], Syntax: ElementAccessExpressionSyntax { Parent: EqualsValueClauseSyntax } item }:
                // Its own removal comes next, see above; the name is looked at there.
                return item.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Parent: BlockSyntax block } taken
                    && block.Statements.IndexOf(taken) + 1 < block.Statements.Count && FirstOf(block.Statements[1], local) == item;
            default:
                return false;
        }
    }

    // while (list.Count > 0) { var x = list[0]; list.RemoveAt(0); … }: the "list[0]" before its removal.
    private static ElementAccessExpressionSyntax? FirstOf(StatementSyntax removed, ILocalSymbol local) =>
        removed is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RemoveAt", Expression: IdentifierNameSyntax list }, ArgumentList.Arguments: [{ NameColon: null, Expression: LiteralExpressionSyntax { Token.Value: 0 } }] }, Parent: BlockSyntax { Parent: WhileStatementSyntax loop } block }
        && list.Identifier.ValueText == local.Name && block.Statements.IndexOf(removed) == 1 && AsksForOne(loop.Condition, local.Name)
        && block.Statements[0] is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax taken } first }] }
        && taken.Identifier.ValueText == local.Name && first.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.Value: 0 } }]
            ? first
            : null;

    private static bool AsksForOne(ExpressionSyntax condition, string list) => condition switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => AsksForOne(inner, list),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => AsksForOne(both.Left, list) || AsksForOne(both.Right, list),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.NotEqualsExpression, Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count", Expression: IdentifierNameSyntax counted }, Right: LiteralExpressionSyntax { Token.Value: 0 } } =>
            counted.Identifier.ValueText == list,
        _ => false,
    };
}

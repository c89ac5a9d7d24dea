using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// Builds a lookup by key before the outer loop and searches only the elements with the wanted key. A lookup keeps the
/// order and all elements of a key, and takes null as a key, so that the same elements are met in the same order.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NestedLoopJoinFixer() : HotMemberFixer(RuleIds.NestedLoopJoin)
{
    private const string EnumerablePlaceholder = "__Enumerable";

    private protected override Fix? Prepare(FixContext place)
    {
        if (SearchAt(place) is not { } search
            || !HasPlainElements(search)
            || KeyExpressions.ComparerOf(search.Key) is not { } comparer
            || !KeyExpressions.ComparesLikeHash(search.Key)
            || !KeyExpressions.IsPlainRead(search.Key.ElementKey, place.Model, place.CancellationToken)
            || !KeyExpressions.IsPlainRead(search.Key.OtherKey, place.Model, place.CancellationToken)
            || !KeepsOtherKey(search)
            || !Nullness.IsAlwaysSet(search.Source, place.Model, place.CancellationToken)
            || StatementAround(search, place) is not { } statement
            || !Statements.CanReplace(statement))
        {
            return null;
        }

        var isSet = search.Query?.TargetMethod.Name is "Any" or "Exists" && search.IsKeyAlone;
        var holder = Names.CamelCase(search.Path.Holder.Name);
        var name = Names.Unused(isSet ? $"{holder}{search.Key.KeyName}Set" : $"{holder}By{Capitalised(search.Key.KeyName)}", statement, place.Model);
        if (NewSearch(search, name) is not { } newSearch)
            return null;

        var changed = statement.ReplaceNode(search.Search.Syntax, newSearch);
        if (search.Search.Syntax == statement)
            return null;
        return new Fix(
            isSet ? "Build a HashSet of the keys before the loop" : $"Build a lookup by {search.Key.KeyName} before the loop",
            Statements.Replace(place.Root, statement, Table(search, name, comparer, isSet, statement, place), changed.WithoutLeadingTrivia()));
    }

    // The diagnostic of a loop stands on what it goes through, which may be a query of its own.
    private static KeySearch? SearchAt(FixContext place)
    {
        if (place.Operation is { } operation && KeySearch.Of(operation) is { } query)
            return query;
        return place.Node.Parent is ForEachStatementSyntax each && each.Expression == place.Node
            && place.Model.GetOperation(each, place.CancellationToken) is { } loop
                ? KeySearch.Of(loop)
                : null;
    }

    // All keys are read at once: an element that is null would throw earlier than before, or where nothing threw.
    private static bool HasPlainElements(KeySearch search) =>
        search.Path.IsDirect
        && ListTypes.KnownElementOf(search.Source.Type!) is not null
        && (search.Element.IsValueType || search.Key.ElementKey is not IMemberReferenceOperation
            || (search.Source.Type is not IArrayTypeSymbol && search.Element.NullableAnnotation == NullableAnnotation.NotAnnotated));

    // What is looked for is read once where it was read for each element.
    private static bool KeepsOtherKey(KeySearch search) =>
        (Repetition.StatementOf(search.Search) ?? Functions.Around(search.Search)) is var statement
        && search.Key.OtherKey.DescendantsAndSelf().All(operation =>
            operation is not (ILocalReferenceOperation or IParameterReferenceOperation)
            || (Collections.SymbolOf(operation) is { } symbol
                && !Collections.IsChangedIn(symbol, statement)
                && !Functions.ReferencesTo(symbol, operation).Any(other => OwnedLocals.IsWritten(other) && !ReferenceEquals(Functions.Around(other), Functions.Around(statement)))));

    private static StatementSyntax? StatementAround(KeySearch search, FixContext place)
    {
        var members = KeyExpressions.ChangeableMembers(search.Key.ElementKey).Concat(KeyExpressions.ChangeableMembers(search.Key.OtherKey)).ToImmutableArray();
        return Repetition.StatementAround(
            search.Search,
            code => CollectionStability.IsUnchanged(search.Source, members, code, place.Model, place.CancellationToken));
    }

    private static StatementSyntax Table(KeySearch search, string name, string comparer, bool isSet, StatementSyntax before, FixContext place)
    {
        var source = search.Source.Syntax.ToString();
        var element = ElementName(search);
        var key = $"{element} => {search.Key.ElementKey.Syntax}";
        var method = isSet ? "Select" : "ToLookup";
        var hasLinq = place.Model.LookupSymbols(before.SpanStart, search.Source.Type as INamespaceOrTypeSymbol, method, includeReducedExtensionMethods: true).Length > 0;
        var keyed = hasLinq ? $"{source}.{method}({key}" : $"{EnumerablePlaceholder}.{method}({source}, {key}";
        var andComparer = comparer.Length == 0 ? "" : ", " + comparer;
        var keyType = search.Key.ElementKey.Type!.ToMinimalDisplayString(place.Model, before.SpanStart);
        var table = Statements.Parse(
            isSet
                ? $"var {name} = new System.Collections.Generic.HashSet<{keyType}>({keyed}){andComparer});"
                : $"var {name} = {keyed}{andComparer});",
            before).WithAdditionalAnnotations(Simplifier.Annotation);
        if (isSet && place.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.HashSet`1") is { } set)
        {
            var keyOf = search.Key.ElementKey.Type!;
            table = Imports.Import(table, set.Construct(ImmutableArray.Create(keyOf), ImmutableArray.Create(keyOf.NullableAnnotation)), place.Document);
        }

        var placeholder = table.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(id => id.Identifier.ValueText == EnumerablePlaceholder);
        if (placeholder is null || place.Model.Compilation.GetTypeByMetadataName("System.Linq.Enumerable") is not { } enumerable)
            return table;
        var imported = SyntaxGenerator.GetGenerator(place.Document).TypeExpression(enumerable)
            .WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);
        return table.ReplaceNode(placeholder, imported);
    }

    private static string ElementName(KeySearch search) => search.Key.ElementKey.DescendantsAndSelf().Select(operation => operation switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        ILocalReferenceOperation local => local.Local.Name,
        _ => null,
    }).OfType<string>().First();

    private static SyntaxNode? NewSearch(KeySearch search, string table)
    {
        var wanted = search.Key.OtherKey.Syntax.WithoutTrivia();
        if (search.Search.Syntax is ForEachStatementSyntax each)
        {
            var isSameType = search.Search is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var variable } }
                && SymbolEqualityComparer.Default.Equals(variable.Type, search.Element);
            return isSameType ? JoinedLoop.Of(each, SyntaxFactory.ParseExpression($"{table}[{wanted}]"), search) : null;
        }

        if (search.Search is not IInvocationOperation call
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: [{ NameColon: null } predicate] } syntax
            || access.Expression.Span != search.Source.Syntax.Span
            || (call.TargetMethod.Name == "Where" && Repetition.EndOf(call) is null)
            || Comments.IsIn(syntax))
        {
            return null;
        }

        var condition = search.IsKeyAlone ? "" : predicate.ToString();
        var group = $"{table}[{wanted}]";
        var text = call.TargetMethod.Name switch
        {
            "Any" or "Exists" => search.IsKeyAlone ? $"{table}.Contains({wanted})" : $"{group}.Any({condition})",
            "Where" => search.IsKeyAlone ? group : $"{group}.Where({condition})",
            "FindAll" => search.IsKeyAlone ? $"{group}.ToList()" : $"{group}.Where({condition}).ToList()",
            "FirstOrDefault" or "Find" => $"{group}.FirstOrDefault({condition})",
            "LastOrDefault" or "FindLast" => $"{group}.LastOrDefault({condition})",
            "Count" or "LongCount" => $"{group}.{call.TargetMethod.Name}({condition})",

            // Their exceptions tell a condition that nothing fits from an empty sequence.
            "First" or "Last" or "Single" or "SingleOrDefault" => $"{group}.{call.TargetMethod.Name}({predicate})",
            _ => null,
        };
        return text is null ? null : SyntaxFactory.ParseExpression(text).WithTriviaFrom(syntax);
    }

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Asks a ConcurrentDictionary what takes no lock, or copies nothing, where the answer is the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ConcurrentDictionarySnapshotFixer() : HotMemberFixer(RuleIds.ConcurrentDictionarySnapshot)
{
    private protected override Fix? Prepare(FixContext place)
    {
        var (asked, name) = place.Operation switch
        {
            IPropertyReferenceOperation { Property.Name: "Count" or "Keys" or "Values", Instance: { } instance } property => (instance, property.Property.Name),
            IInvocationOperation { TargetMethod.Name: "ToArray", Instance: { } instance } => (instance, "ToArray"),
            _ => (null, null),
        };
        var dictionary = place.Node switch
        {
            MemberAccessExpressionSyntax member => member.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Expression,
            _ => null,
        };
        if (asked is null || name is null || dictionary is null || asked.Type is not { Name: "ConcurrentDictionary" })
            return null;
        return (name == "Count" ? OfCount(dictionary, place) : OfCopy(dictionary, asked, name, place)) is var (title, old, rewritten)
            && !Comments.IsIn(old)
            && place.Root.ReplaceNode(old, rewritten) is { } root
            && CompiledAgain.ModelOf(place, root) is not null
                ? new Fix(title, root)
                : null;
    }

    // IsEmpty answers "no" as soon as it sees an element, and "yes" only under all locks.
    private static (string Title, SyntaxNode Old, SyntaxNode New)? OfCount(ExpressionSyntax dictionary, FixContext place) =>
        Emptiness.Of(place.Operation!) is { } test
            ? ("Ask IsEmpty", test.Comparison, test.Replace(Member(dictionary, "IsEmpty"), isForNone: true))
            : null;

    private static (string Title, SyntaxNode Old, SyntaxNode New)? OfCopy(ExpressionSyntax dictionary, IOperation asked, string name, FixContext place)
    {
        switch (Uses.ParentOf(place.Operation!))
        {
            case IPropertyReferenceOperation { Property.Name: "Count" or "Length", Syntax: MemberAccessExpressionSyntax count }:
                return ("Ask Count, which copies nothing", count, Member(dictionary, "Count").WithTriviaFrom(count));
            case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation call } when Sequences.IsLinq(call.TargetMethod) && call.Arguments.Length == 1:
                return OfQuery(call, dictionary);
            case IInvocationOperation { TargetMethod.Name: "Contains", Arguments: [var key], Syntax: InvocationExpressionSyntax contains } when name == "Keys" && IsKey(key, asked, place):
                return ("Ask ContainsKey", contains, contains.WithExpression(Member(dictionary, "ContainsKey")).WithTriviaFrom(contains));
            case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.Name: "Contains", Arguments: [_, var key], Syntax: InvocationExpressionSyntax contains } query }
                when name == "Keys" && Sequences.IsLinq(query.TargetMethod) && contains.ArgumentList.Arguments.Count == 1 && IsKey(key, asked, place):
                return ("Ask ContainsKey", contains, contains.WithExpression(Member(dictionary, "ContainsKey")).WithTriviaFrom(contains));
            default:
                return null;
        }
    }

    private static (string Title, SyntaxNode Old, SyntaxNode New)? OfQuery(IInvocationOperation call, ExpressionSyntax dictionary) => call.TargetMethod.Name switch
    {
        _ when call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } => null,
        "Count" when Emptiness.Of(call) is { } test => ("Ask IsEmpty", test.Comparison, test.Replace(Member(dictionary, "IsEmpty"), isForNone: true)),
        "Count" => ("Ask Count, which copies nothing", call.Syntax, Member(dictionary, "Count").WithTriviaFrom(call.Syntax)),
        "Any" when call.Syntax.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not =>
            ("Ask IsEmpty", not, Member(dictionary, "IsEmpty").WithTriviaFrom(not)),
        "Any" => ("Ask IsEmpty", call.Syntax, SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Member(dictionary, "IsEmpty")).WithTriviaFrom(call.Syntax)),
        _ => null,
    };

    // The copy of the keys is searched with the default comparer and for null as well.
    private static bool IsKey(IArgumentOperation key, IOperation dictionary, FixContext place) =>
        DefaultComparer.IsOf(dictionary, place)
        && ((INamedTypeSymbol)dictionary.Type!).TypeArguments[0] is var type && SymbolEqualityComparer.Default.Equals(key.Parameter!.Type, type)
        && (type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } || Nullness.IsNeverNull(Collections.WithoutConversions(key.Value)!, place.Model, place.CancellationToken));

    private static ExpressionSyntax Member(ExpressionSyntax dictionary, string name) => SyntaxFactory.MemberAccessExpression(
        SyntaxKind.SimpleMemberAccessExpression, dictionary.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(name));
}

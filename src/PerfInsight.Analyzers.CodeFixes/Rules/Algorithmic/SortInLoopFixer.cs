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
/// Asks <c>MinBy</c> or <c>MaxBy</c> for the first element of a sorted sequence: as the sort is stable, it is the first one with the
/// least (greatest) key, which is the one that they return.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SortInLoopFixer() : HotMemberFixer(RuleIds.SortInLoop)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } syntax } access
            || access.Name is not IdentifierNameSyntax name || name != place.Node
            || place.Model.GetOperation(syntax, place.CancellationToken) is not IInvocationOperation { TargetMethod: { Name: "OrderBy" or "OrderByDescending", TypeArguments: [var element, var key] } } sort
            || !Sequences.IsLinq(sort.TargetMethod)
            || syntax.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } whole } pick
            || !IsSameForNone(pick.Name.Identifier.ValueText, element)
            || !IsOrdered(key)
            || QuietCode.ValueOf(sort.Arguments[1].Value) is not { } selected || !KeepsItsKeys(sort, selected, element, place)
            || whole.DescendantTrivia().Any(trivia => Comments.IsComment(trivia) && whole.Span.Contains(trivia.Span) && trivia.SpanStart >= syntax.Span.End))
        {
            return null;
        }

        var method = sort.TargetMethod.Name == "OrderBy" ? "MinBy" : "MaxBy";
        var rewritten = syntax.WithExpression(access.WithName(SyntaxFactory.IdentifierName(method).WithTriviaFrom(name))).WithTrailingTrivia(whole.GetTrailingTrivia());
        var root = place.Root.ReplaceNode(whole, rewritten);
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix($"Ask {method}", root);
    }

    // A sort reads the keys when it has all elements, MinBy each behind its element: the source must not be able to tell.
    private static bool KeepsItsKeys(IInvocationOperation sort, IOperation selected, ITypeSymbol element, FixContext place) =>
        QuietSequence.Is(Sequences.SourceOf(sort), place)
            ? QuietCode.Is(selected, place)
            : PureCalls.IsImmutable(element) && QuietCode.Is(selected, place, canThrow: false);

    // For no elements MinBy throws what First throws where the element is a value, and returns null elsewhere.
    private static bool IsSameForNone(string pick, ITypeSymbol element) => pick switch
    {
        "First" => element is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T },
        "FirstOrDefault" => element.IsReferenceType,
        _ => false,
    };

    // Null keys come first in a sort, and are passed over by MinBy; other types may throw when they are compared.
    private static bool IsOrdered(ITypeSymbol key) => key.IsValueType && key.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T && !key.IsTupleType && PureCalls.IsImmutable(key)
        && (key.TypeKind == TypeKind.Enum || key.AllInterfaces.Any(one => one is { Name: "IComparable", TypeArguments.Length: 1 }));
}

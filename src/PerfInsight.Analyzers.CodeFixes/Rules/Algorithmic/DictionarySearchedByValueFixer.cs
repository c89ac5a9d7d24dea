using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Asks a dictionary for a key in place of searching its entries for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DictionarySearchedByValueFixer() : HotMemberFixer(RuleIds.DictionarySearchedByValue)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { Arguments: [var source, var function] } call
            || !Sequences.IsLinq(call.TargetMethod)
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } syntax
            || syntax.ArgumentList.Arguments.Count != 1 || Comments.IsIn(syntax)
            || DictionaryOf(source.Value) is not var (dictionary, text, isKeys)
            || !DefaultComparer.IsOf(dictionary, place)
            || KeyOf(function.Value, isKeys) is not { } key
            || !KeyExpressions.ComparesLikeHash(key) || KeyExpressions.ComparerOf(key) is not ""
            || !IsKnownKey(key.OtherKey, place))
        {
            return null;
        }

        var wanted = key.OtherKey.Syntax.WithoutTrivia();
        var fix = (call.TargetMethod.Name, syntax.Parent) switch
        {
            ("Any", _) => Of(place, syntax, $"{text}.ContainsKey({wanted})", "Ask ContainsKey"),
            ("FirstOrDefault", MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } value) when !isKeys && value.Expression == syntax =>
                Of(place, value, $"{text}.GetValueOrDefault({wanted})", "Ask GetValueOrDefault")
                ?? Of(place, value, $"{text}.GetValueOrDefault({wanted})!", "Ask GetValueOrDefault"),
            _ => null,
        };
        return fix;
    }

    private static Fix? Of(FixContext place, ExpressionSyntax old, string rewritten, string title)
    {
        var root = place.Root.ReplaceNode(old, SyntaxFactory.ParseExpression(rewritten).WithTriviaFrom(old));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix(title, root);
    }

    private static (IOperation Dictionary, string Text, bool IsKeys)? DictionaryOf(IOperation source)
    {
        var bare = Collections.WithoutConversions(source)!;
        if (bare is IPropertyReferenceOperation { Property.Name: "Keys", Instance: { } owner } && Sequences.IsDictionary(owner.Type))
            return (owner, owner.Syntax.WithoutTrivia().ToString(), true);
        return Sequences.IsDictionary(bare.Type) ? (bare, bare.Syntax.WithoutTrivia().ToString(), false) : null;
    }

    // p => p.Key == key, or key => key == other for the keys themselves, and nothing else.
    private static KeyComparison? KeyOf(IOperation function, bool isKeys)
    {
        var lambda = function is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [var parameter] } } ? parameter : null;
        if (lambda is null || QuietCode.ValueOf(function) is not { } condition)
            return null;
        var key = KeyComparison.In(condition, operation => operation is IParameterReferenceOperation { Parameter: var used } && SymbolEqualityComparer.Default.Equals(used, lambda));
        if (key is null || !ReferenceEquals(key.Comparison, condition))
            return null;
        return (isKeys ? key.ElementKey is IParameterReferenceOperation : key.ElementKey is IPropertyReferenceOperation { Property.Name: "Key", Instance: IParameterReferenceOperation }) ? key : null;
    }

    // It was read for each entry, and not at all without any; null was no key, and now would throw.
    private static bool IsKnownKey(IOperation wanted, FixContext place) =>
        (wanted.ConstantValue.HasValue || KeyExpressions.IsPlainRead(wanted, place.Model, place.CancellationToken))
        && (wanted.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } || Nullness.IsNeverNull(wanted, place.Model, place.CancellationToken));
}

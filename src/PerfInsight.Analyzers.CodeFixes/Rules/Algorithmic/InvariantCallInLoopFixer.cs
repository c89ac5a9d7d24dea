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
/// Computes a value once before a loop. It may be computed where the loop never came to it, so it must have no effect and
/// throw nothing, and nothing that it reads may change in the loop.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InvariantCallInLoopFixer() : HotMemberFixer(RuleIds.InvariantCallInLoop)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation call
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } syntax
            || Loops.Around(call).FirstOrDefault() is not { } loop
            || loop.Syntax is not StatementSyntax statement || !Statements.CanReplace(statement)
            || Comments.IsIn(syntax)
            || !IsSharable(call) || !InvariantValue.Is(call, loop, place))
        {
            return null;
        }

        var name = Names.Unused(NameOf(call), statement, place.Model);
        var text = syntax.ToString();
        var same = statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(other => other.ToString() == text && IsSame(other, call, place)).ToList();
        var changed = statement.ReplaceNodes(same, (old, _) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(old));
        var value = Statements.Parse($"var {name} = {text};", statement);
        var root = Statements.Replace(place.Root, statement, value, changed.WithoutLeadingTrivia());
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Compute it once before the loop", root);
    }

    private static bool IsSame(InvocationExpressionSyntax other, IInvocationOperation call, FixContext place) =>
        place.Model.GetOperation(other, place.CancellationToken) is IInvocationOperation same
        && ReferenceEquals(Functions.Around(same), Functions.Around(call))
        && SymbolEqualityComparer.Default.Equals(same.TargetMethod, call.TargetMethod)
        && IsSharable(same)
        && VariablesOf(same).SequenceEqual(VariablesOf(call), SymbolEqualityComparer.Default);

    // Who changes the array that he gets must still get one of his own.
    private static bool IsSharable(IInvocationOperation call) => call.Type is not (IArrayTypeSymbol or { SpecialType: SpecialType.System_Array }) || Uses.AreReads(call);

    private static IEnumerable<ISymbol?> VariablesOf(IOperation value) => value.DescendantsAndSelf().Select(Collections.SymbolOf)
        .Where(symbol => symbol is not null && !Collections.IsDeclaredIn(symbol, value));

    // keyLowerInvariant, itemsCount, names
    private static string NameOf(IInvocationOperation call)
    {
        var method = call.TargetMethod.Name;
        foreach (var start in new[] { "To", "Get" })
        {
            if (method.StartsWith(start, StringComparison.Ordinal) && method.Length > start.Length + 1)
                method = method.Substring(start.Length);
        }

        return Collections.SymbolOf(Sequences.SourceOf(call)) is { } source ? Names.CamelCase(source.Name) + method : Names.CamelCase(method);
    }
}

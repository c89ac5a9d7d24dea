using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A member that takes a lock, and where it waits for it.</summary>
/// <param name="Member">The member.</param>
/// <param name="Places">The lines at which it waits.</param>
/// <param name="TakesOthers">True where it takes other locks as well.</param>
internal sealed record LockTaker(ISymbol Member, IReadOnlyList<LineRange> Places, bool TakesOthers)
{
    // A member with many locks, and each rule, asks again.
    private static readonly ConditionalWeakTable<ISymbol, IReadOnlyList<LockTaker>> Known = new();

    /// <summary>
    /// All members of a type that take its lock. They are found by the text of what they lock, because a rule may not ask for
    /// the meaning of code in other files of a partial type.
    /// </summary>
    public static IReadOnlyList<LockTaker> Of(ISymbol gate, CancellationToken cancellationToken) =>
        Known.TryGetValue(gate, out var known) ? known : Known.GetValue(gate, _ => Find(gate, cancellationToken).ToList());

    private static IEnumerable<LockTaker> Find(ISymbol gate, CancellationToken cancellationToken)
    {
        var type = gate as INamedTypeSymbol ?? gate.ContainingType;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var taken = reference.GetSyntax(cancellationToken).DescendantNodes()
                .Select(HeldLock.IsTakenBy)
                .OfType<ExpressionSyntax>()
                .GroupBy(expression => expression.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax));
            foreach (var member in taken)
            {
                if (member.Key is null)
                    continue;
                var places = member.Where(expression => Names(expression, gate)).Select(LinesOf).ToList();
                if (places.Count > 0 && MemberAt(member.Key, type) is { } symbol)
                    yield return new LockTaker(symbol, places, places.Count < member.Count());
            }
        }
    }

    /// <summary>The lines of an expression.</summary>
    public static LineRange LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return new LineRange(span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1);
    }

    private static bool Names(ExpressionSyntax expression, ISymbol gate) => expression switch
    {
        ThisExpressionSyntax => gate is INamedTypeSymbol,
        IdentifierNameSyntax name => name.Identifier.ValueText == gate.Name,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SyncRoot" } root => Names(root.Expression, gate),
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == gate.Name,
        ParenthesizedExpressionSyntax inner => Names(inner.Expression, gate),
        CastExpressionSyntax cast => Names(cast.Expression, gate),
        _ => false,
    };

    private static ISymbol? MemberAt(SyntaxNode declaration, INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is INamedTypeSymbol nested && MemberAt(declaration, nested) is { } inner)
                return inner;
            if (member is IMethodSymbol method && (IsDeclaredBy(method, declaration) || (method.PartialImplementationPart is { } part && IsDeclaredBy(part, declaration))))
                return method;
        }

        return null;
    }

    private static bool IsDeclaredBy(IMethodSymbol method, SyntaxNode declaration) =>
        method.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span);
}

using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// What a method of the type does not find for a key is made under one lock for all keys, after a second look:
/// <c>if (TryGet(key, out var x)) return x; lock (_gate) { if (TryGet(key, out x)) return x; return Load(key); }</c>. A hit takes
/// no lock; but who misses one key waits until another one is made.
/// </summary>
internal static class MadeForKey
{
    private static readonly string[] Makes = ["Create", "Load", "Build", "Make", "Get", "Read", "Resolve", "Fetch", "Open", "Generate", "Instantiate", "Activate", "Download", "Retrieve"];

    /// <summary>The name of the key; null for all other locks.</summary>
    public static string? Of(HeldLock held)
    {
        if (held.Statement is not { Statement: BlockSyntax { Statements: [IfStatementSyntax { Else: null, Condition: InvocationExpressionSyntax again, Statement: var hit }, ..] rest } } statement
            || NameOf(again) is not { } look || !Leaves(hit) || again.ArgumentList.Arguments is not [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var key } }, { RefKindKeyword.ValueText: "out" }])
        {
            return null;
        }

        // The first look, before the lock.
        var isAsked = statement.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Any(first => first.Span.End <= statement.SpanStart && NameOf(first) == look && first.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var asked } }, ..] && asked == key);
        return isAsked == true && rest.Skip(1).SelectMany(one => one.DescendantNodes()).Any(node => node is InvocationExpressionSyntax call && IsMaking(call, look)) ? key : null;
    }

    // A method of the type itself: TryGetCached(key, out var found).
    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && name.StartsWith("Try", StringComparison.Ordinal) ? name : null;

    private static bool Leaves(StatementSyntax hit) => (hit is BlockSyntax { Statements: [.., var last] } ? last : hit) is ReturnStatementSyntax;

    private static bool IsMaking(InvocationExpressionSyntax call, string look)
    {
        var name = call.Expression switch
        {
            IdentifierNameSyntax one => one.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => "",
        };
        return call.ArgumentList.Arguments.Count > 0 && name != look && Makes.Any(verb => name.Length > verb.Length && char.ToUpperInvariant(name[0]) == verb[0]
            && string.CompareOrdinal(name, 1, verb, 1, verb.Length - 1) == 0 && !char.IsLower(name[verb.Length]));
    }
}

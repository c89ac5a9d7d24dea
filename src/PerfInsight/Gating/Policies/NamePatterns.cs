using System.IO.Enumeration;

namespace PerfInsight.Gating.Policies;

/// <summary>
/// Names with <c>*</c> for any text and <c>?</c> for any character: <c>Shop.Cache.*</c>. A name of a member fits with its parameters and
/// without.
/// </summary>
/// <param name="Texts">The patterns.</param>
public sealed record NamePatterns(IReadOnlyList<string> Texts)
{
    /// <summary>Every name.</summary>
    public static NamePatterns All { get; } = new(["*"]);

    /// <summary>No name.</summary>
    public static NamePatterns None { get; } = new([]);

    /// <summary>True where one of the patterns fits.</summary>
    public bool Match(string name)
    {
        foreach (var text in Texts)
        {
            if (text == "*" || FileSystemName.MatchesSimpleExpression(text, name, ignoreCase: false))
                return true;
            if (name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end && FileSystemName.MatchesSimpleExpression(text, name.AsSpan(0, end), ignoreCase: false))
                return true;
        }

        return false;
    }

    /// <summary>As a policy has them.</summary>
    public override string ToString() => string.Join(", ", Texts);
}

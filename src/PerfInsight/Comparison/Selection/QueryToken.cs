using System.Text.RegularExpressions;

namespace PerfInsight.Comparison.Selection;

/// <summary>What a <see cref="QueryToken"/> is.</summary>
internal enum QueryTokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A word, bare or in double quotes.</summary>
    Word,

    /// <summary>A regular expression between slashes.</summary>
    Pattern,

    /// <summary>The word AND.</summary>
    And,

    /// <summary>The word OR.</summary>
    Or,

    /// <summary>One of <c>( ) : @ , - *</c>.</summary>
    Operator,
}

/// <summary>A part of a filter or projection.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Text">The word without quotes, the expression without slashes, or the operator.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, int Offset, string Text)
{
    /// <summary>The expression of a <see cref="QueryTokenKind.Pattern"/>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>True for this operator.</summary>
    public bool Is(char symbol) => Kind == QueryTokenKind.Operator && Text[0] == symbol;
}

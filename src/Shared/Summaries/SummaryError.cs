using System.Globalization;

namespace PerfInsight.Summaries;

/// <summary>Why a summary could not be read.</summary>
public enum SummaryErrorKind
{
    /// <summary>Not JSON, or a value of the wrong kind.</summary>
    Malformed,

    /// <summary>A major version that this reader does not know.</summary>
    UnsupportedVersion,

    /// <summary>Larger than <see cref="SummaryFormat.MaxLength"/>.</summary>
    TooLarge,
}

/// <summary>Where and why a summary could not be read.</summary>
/// <param name="Kind">The kind of error.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column, in characters.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record SummaryError(SummaryErrorKind Kind, int Line, int Column, string Message)
{
    /// <summary>The form <c>line:column: message</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}:{1}: {2}", Line, Column, Message);
}

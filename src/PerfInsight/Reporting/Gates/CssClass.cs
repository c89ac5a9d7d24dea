namespace PerfInsight.Reporting.Gates;

/// <summary>Names of values in the page's style and script: in camelCase, as in the report's JSON.</summary>
internal static class CssClass
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

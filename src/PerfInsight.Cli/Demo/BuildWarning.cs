using System.Globalization;
using System.Text.Json;

namespace PerfInsight.Cli.Demo;

/// <summary>A diagnostic of the analyzers, from the SARIF 2.1 log that the compiler writes (<c>-p:ErrorLog=…</c>).</summary>
/// <param name="Rule">Rule id, such as <c>PI2001</c>.</param>
/// <param name="Level"><c>warning</c>, <c>note</c> or <c>error</c>.</param>
/// <param name="Message">Text.</param>
/// <param name="File">File as the compiler saw it, full path where the log has a file URI.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column.</param>
/// <param name="Share">The measured cost: part of the profile's total, 0 to 1; null where the rule does not say.</param>
internal sealed record BuildWarning(string Rule, string Level, string Message, string File, int Line, int Column, double? Share)
{
    // The key under which the analyzers hand on the cost; an invariant number.
    private const string ShareKey = "perfinsight.share";

    /// <summary>True for a confirmed cause; likely causes and hotspots are notes.</summary>
    public bool IsWarning => Level is "warning" or "error";

    /// <summary>The diagnostics of this product, costliest first.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static IReadOnlyList<BuildWarning> ReadSarif(string text)
    {
        using var document = JsonDocument.Parse(text);
        var warnings = new List<BuildWarning>();
        foreach (var run in Items(document.RootElement, "runs"))
        {
            foreach (var result in Items(run, "results"))
            {
                if (Text(result, "ruleId") is { } rule && rule.StartsWith("PI", StringComparison.Ordinal) && !IsSuppressed(result))
                    warnings.Add(Read(rule, result));
            }
        }

        return
        [
            .. warnings
                .OrderByDescending(static warning => warning.Share ?? -1)
                .ThenBy(static warning => warning.Rule, StringComparer.Ordinal)
                .ThenBy(static warning => warning.File, StringComparer.Ordinal)
                .ThenBy(static warning => warning.Line),
        ];
    }

    private static BuildWarning Read(string rule, JsonElement result)
    {
        var location = Items(result, "locations").FirstOrDefault();
        var place = Child(location, "physicalLocation");
        var region = Child(place, "region");
        return new BuildWarning(
            rule,
            Text(result, "level") ?? "warning",
            Text(Child(result, "message"), "text") ?? "",
            FilePath(Text(Child(place, "artifactLocation"), "uri") ?? ""),
            Number(region, "startLine"),
            Number(region, "startColumn"),
            ReadShare(Child(result, "properties")));
    }

    private static double? ReadShare(JsonElement properties)
    {
        // The compiler puts a diagnostic's own properties into an object of their own.
        var text = Text(Child(properties, "customProperties"), ShareKey) ?? Text(properties, ShareKey);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : null;
    }

    private static bool IsSuppressed(JsonElement result) => Items(result, "suppressions").Any();

    private static string FilePath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);

    private static JsonElement Child(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var child) ? child : default;

    private static IEnumerable<JsonElement> Items(JsonElement element, string key) =>
        Child(element, key) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static string? Text(JsonElement element, string key) =>
        Child(element, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int Number(JsonElement element, string key) =>
        Child(element, key) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;
}

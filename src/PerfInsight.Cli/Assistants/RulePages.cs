using System.Reflection;

namespace PerfInsight.Cli.Assistants;

/// <summary>The pages of the rules, as the tool brings them along.</summary>
internal static class RulePages
{
    private const string Prefix = "rules/";

    /// <summary>Ids of the rules, in their order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith(Prefix + "PI", StringComparison.Ordinal)).Select(static name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The page of a rule; null where there is none.</summary>
    public static string? Find(string id)
    {
        if (Ids.FirstOrDefault(known => known.Equals(id, StringComparison.OrdinalIgnoreCase)) is not { } name)
            return null;
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }
}

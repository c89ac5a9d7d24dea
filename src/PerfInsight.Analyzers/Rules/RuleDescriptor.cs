using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Rules;

/// <summary>The one place that creates descriptors, so that each has a category, a description and a help link.</summary>
internal static class RuleDescriptor
{
    private const string HelpRoot = "https://github.com/perfinsight/perfinsight/blob/main/docs/rules/";

    /// <summary>A rule that is a warning where the profile confirms it and an info where it is likely.</summary>
    public static DiagnosticDescriptor Create(string id, string title, string messageFormat, string description) =>
        Create(id, title, messageFormat, description, DiagnosticSeverity.Warning);

    /// <summary>A rule of one severity.</summary>
    public static DiagnosticDescriptor Create(
        string id, string title, string messageFormat, string description, DiagnosticSeverity severity, params string[] tags)
    {
#pragma warning disable RS0030 // banned everywhere else
        return new DiagnosticDescriptor(
            id, title, messageFormat, RuleFamily.Of(id), severity, isEnabledByDefault: true, description, HelpRoot + id + ".md", tags);
#pragma warning restore RS0030
    }
}

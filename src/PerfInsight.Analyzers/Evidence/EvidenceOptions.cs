using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>The options of <c>.editorconfig</c>; docs/configuration.md describes them.</summary>
internal sealed class EvidenceOptions
{
    /// <summary>Key: from which share of the profile on a member or a pattern is worth a diagnostic.</summary>
    public const string HotThresholdKey = "perfinsight.hot_threshold";

    /// <summary>Key: how much of the profile the hot members cover together, where the threshold is <c>auto</c>.</summary>
    public const string AutoCoverageKey = "perfinsight.auto_coverage";

    /// <summary>Key: severity of a diagnostic whose cost the profile shows.</summary>
    public const string ConfirmedSeverityKey = "perfinsight.confirmed_severity";

    /// <summary>Key: severity of a diagnostic in a hot member whose own cost the profile does not show.</summary>
    public const string LikelySeverityKey = "perfinsight.likely_severity";

    /// <summary>Key: whether other packages' remarks about speed are hidden in cold code.</summary>
    public const string SuppressColdKey = "perfinsight.suppress_cold";

    /// <summary>The defaults.</summary>
    public static readonly EvidenceOptions Default = new();

    private EvidenceOptions()
    {
    }

    /// <summary>Share from 0 to 1; null for <c>auto</c>.</summary>
    public double? HotThreshold { get; private set; } = 0.01;

    /// <summary>Share from 0 to 1.</summary>
    public double AutoCoverage { get; private set; } = 0.9;

    /// <summary>Null hides confirmed diagnostics.</summary>
    public DiagnosticSeverity? ConfirmedSeverity { get; private set; } = DiagnosticSeverity.Warning;

    /// <summary>Null hides likely diagnostics.</summary>
    public DiagnosticSeverity? LikelySeverity { get; private set; } = DiagnosticSeverity.Info;

    /// <summary>True hides other packages' remarks about speed in code that the profile says is cold.</summary>
    public bool SuppressCold { get; private set; }

    /// <summary>Reads the options of a file. A value that cannot be read leaves the default.</summary>
    public static EvidenceOptions Read(AnalyzerConfigOptions config)
    {
        var options = new EvidenceOptions();
        if (config.TryGetValue(HotThresholdKey, out var text))
        {
            if (text.Trim().Equals("auto", StringComparison.OrdinalIgnoreCase))
                options.HotThreshold = null;
            else if (TryParseShare(text, out var share))
                options.HotThreshold = share;
        }

        if (config.TryGetValue(AutoCoverageKey, out text) && TryParseShare(text, out var coverage))
            options.AutoCoverage = coverage;
        if (config.TryGetValue(ConfirmedSeverityKey, out text) && TryParseSeverity(text, out var confirmed))
            options.ConfirmedSeverity = confirmed;
        if (config.TryGetValue(LikelySeverityKey, out text) && TryParseSeverity(text, out var likely))
            options.LikelySeverity = likely;
        if (config.TryGetValue(SuppressColdKey, out text) && bool.TryParse(text.Trim(), out var suppress))
            options.SuppressCold = suppress;
        return options;
    }

    /// <summary>Reads <c>1%</c>, <c>1 %</c> or <c>0.01</c>.</summary>
    private static bool TryParseShare(string text, out double share)
    {
        var number = text.Trim();
        var percent = number.EndsWith("%", StringComparison.Ordinal);
        if (percent)
            number = number.Substring(0, number.Length - 1).TrimEnd();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share))
            return false;
        if (percent)
            share /= 100;
        return share is >= 0 and <= 1;
    }

    /// <summary>Reads the words that <c>dotnet_diagnostic.ID.severity</c> takes.</summary>
    private static bool TryParseSeverity(string text, out DiagnosticSeverity? severity)
    {
        severity = text.Trim().ToLowerInvariant() switch
        {
            "error" => DiagnosticSeverity.Error,
            "warning" => DiagnosticSeverity.Warning,
            "suggestion" => DiagnosticSeverity.Info,
            "silent" => DiagnosticSeverity.Hidden,
            _ => null,
        };
        return severity is not null || text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase);
    }
}

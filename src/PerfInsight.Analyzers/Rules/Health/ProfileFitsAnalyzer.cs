using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Health;

/// <summary>PI0003, PI0004 and PI0005: whether the profile still fits the code, so that silence is never taken for speed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProfileFitsAnalyzer : EvidenceAnalyzer
{
    private static readonly DiagnosticDescriptor NothingMatched = RuleDescriptor.Create(
        RuleIds.NothingMatched,
        "Profile matches nothing",
        "None of the {0} hotspots of '{1}' is in this project: profile this program, or remove the file from its AdditionalFiles",
        "The summary was made from another program, or every profiled member has another name now; it has no evidence for this project.",
        DiagnosticSeverity.Warning,
        WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor Changed = RuleDescriptor.Create(
        RuleIds.ChangedSinceProfile,
        "Code changed since the profile",
        "{0} of {1} hotspots of '{2}' {3}: profile again with 'perfinsight collect'",
        "The bodies of these members are not those that were profiled. They are still named as hotspots, but no line is claimed "
        + "and nothing is confirmed.",
        DiagnosticSeverity.Info,
        WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor Conflicting = RuleDescriptor.Create(
        RuleIds.ConflictingSummaries,
        "Two summaries of one scenario",
        "Scenario '{0}' is in '{1}' too, which is newer and is used instead: delete one of them, or give the scenarios different names",
        "Two files have a scenario of the same name. Only the one that was captured last is used.",
        DiagnosticSeverity.Info,
        WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(NothingMatched, Changed, Conflicting);

    private protected override void Register(CompilationStartAnalysisContext context, CompilationEvidence evidence)
    {
        // Asks for every type, so that at the end all that can match has matched.
        context.RegisterSymbolAction(
            type => evidence.MembersOf((INamedTypeSymbol)type.Symbol, type.Compilation, type.CancellationToken), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (file, older, newer) in evidence.Conflicts)
            {
                end.ReportDiagnostic(Diagnostic.Create(
                    Conflicting, SummaryLocation.At(file, 1, 1), older.Name, SummaryLocation.FileName(newer)));
            }

            foreach (var (file, summary) in evidence.Files)
            {
                foreach (var scenario in summary.Summary?.Scenarios ?? [])
                {
                    if (evidence.IsActive(scenario) && Check(file, scenario, evidence, end.Compilation) is { } diagnostic)
                        end.ReportDiagnostic(diagnostic);
                }
            }
        });
    }

    private static Diagnostic? Check(AdditionalText file, Scenario scenario, CompilationEvidence evidence, Compilation compilation)
    {
        if (scenario.Methods.Count == 0)
            return null;
        var matched = evidence.Matched.Where(match => match.Key.Scenario == scenario).ToList();
        var ambiguous = evidence.Ambiguous.Count(hotspot => hotspot.Scenario == scenario);
        if (matched.Count == 0 && ambiguous == 0)
        {
            // One summary serves all projects of a repository; those that were not profiled have nothing to match.
            var isKnown = scenario.Modules.Count > 0;
            if (isKnown && !scenario.Modules.Contains(compilation.AssemblyName ?? ""))
                return null;
            return Diagnostic.Create(
                NothingMatched,
                SummaryLocation.At(file, 1, 1),
                isKnown ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                additionalLocations: null,
                properties: null,
                scenario.Methods.Count,
                scenario.Name);
        }

        var changed = matched.Count(match => match.Value == Freshness.Changed);
        var missing = Missing(scenario, matched.Select(match => match.Key.Method), compilation);
        var count = changed + missing + ambiguous;
        return count == 0
            ? null
            : Diagnostic.Create(
                Changed, SummaryLocation.At(file, 1, 1), count, scenario.Methods.Count, scenario.Name, Describe(changed, missing, ambiguous, scenario));
    }

    // A file of this project has the member no more. Members without code of their own (a record's, a constructor that is
    // only field initialisers) are never asked for, so the symbols decide.
    private static int Missing(Scenario scenario, IEnumerable<HotMethod> matched, Compilation compilation)
    {
        var found = new HashSet<HotMethod>(matched);
        var isHere = new Dictionary<ProfiledFile, bool>();
        var missing = 0;
        foreach (var method in scenario.Methods)
        {
            if (method.Id is not { } id || method.File is not { } file || found.Contains(method))
                continue;
            if (!isHere.TryGetValue(file, out var inProject))
                isHere.Add(file, inProject = compilation.SyntaxTrees.Any(tree => SourcePath.IsSame(tree.FilePath, file.Path)));
            if (inProject && !Exists(id, HotspotName.Of(method), compilation))
                missing++;
        }

        return missing;
    }

    private static bool Exists(string id, HotspotName name, Compilation compilation)
    {
        var types = compilation.GetSymbolsWithName(name.Type, SymbolFilter.Type).OfType<INamedTypeSymbol>().ToList();

        // Static constructors that only initialise fields are no symbols at all.
        return (name.Member == "cctor" && types.Count > 0)
            || types.Any(type => type.GetMembers().Any(member => member.GetDocumentationCommentId() == id));
    }

    private static string Describe(int changed, int missing, int ambiguous, Scenario scenario)
    {
        var parts = new List<string>();
        if (changed > 0)
            parts.Add("changed");
        if (missing > 0)
            parts.Add(missing.ToString(CultureInfo.InvariantCulture) + " no longer in the code");
        if (ambiguous > 0)
            parts.Add(ambiguous.ToString(CultureInfo.InvariantCulture) + " known by a name that fits several members");
        if (parts.Count > 1 && changed > 0)
            parts[0] = changed.ToString(CultureInfo.InvariantCulture) + " changed";
        var when = scenario.Captured is { } captured ? " of " + captured.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        return "do not fit the code of today (" + string.Join(", ", parts) + " since the profile" + when + ")";
    }
}

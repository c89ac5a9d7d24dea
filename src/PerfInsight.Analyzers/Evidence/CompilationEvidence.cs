using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// All summaries of a compilation. It answers one question: what is measured for this symbol? One instance serves all
/// rules of a compilation.
/// </summary>
internal sealed class CompilationEvidence
{
    private static readonly ConditionalWeakTable<Compilation, CompilationEvidence> Instances = new();

    private readonly ImmutableArray<(AdditionalText File, SummaryFile Summary)> _files;
    private readonly HashSet<Scenario> _superseded = [];
    private readonly ConcurrentDictionary<ISymbol, MemberEvidence?> _members = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<MeasuredMember>> _measured = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, MeasuredMember> _declared = new();
    private readonly ConcurrentDictionary<SyntaxTree, bool> _generated = new();
    private readonly ConcurrentDictionary<SyntaxTree, bool> _differs = new();
    private readonly ConcurrentDictionary<SyntaxTree, EvidenceOptions> _options = new();
    private readonly ConcurrentDictionary<Hotspot, Freshness> _matched = new();
    private readonly ConcurrentDictionary<Hotspot, bool> _ambiguous = new();

    private CompilationEvidence(ImmutableArray<(AdditionalText File, SummaryFile Summary)> files)
    {
        _files = files;
        SupersedeOlderScenarios();
    }

    /// <summary>The summaries, readable or not, with their files.</summary>
    public ImmutableArray<(AdditionalText File, SummaryFile Summary)> Files => _files;

    /// <summary>Scenarios that were found again, newer, in another file.</summary>
    public ImmutableArray<(AdditionalText File, Scenario Scenario, AdditionalText NewerFile)> Conflicts { get; private set; } =
        ImmutableArray<(AdditionalText File, Scenario Scenario, AdditionalText NewerFile)>.Empty;

    /// <summary>Hotspots that were asked for and found, with how far they still fit.</summary>
    public IReadOnlyDictionary<Hotspot, Freshness> Matched => _matched;

    /// <summary>Hotspots known by a name that fits several members; none of them is claimed.</summary>
    public IEnumerable<Hotspot> Ambiguous => _ambiguous.Keys;

    /// <summary>The evidence of a compilation, null where it has no summary.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its additional files.</param>
    /// <param name="read">Parses a text through the compiler's cache, null where that fails.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static CompilationEvidence? Of(
        Compilation compilation, AnalyzerOptions options, Func<SourceText, SummaryFile?> read, CancellationToken cancellationToken)
    {
        // Asked once per rule and compilation; without a summary this loop is all that a rule costs.
        var any = false;
        foreach (var file in options.AdditionalFiles)
            any |= SummaryFile.IsSummary(file);
        if (!any)
            return null;
        if (Instances.TryGetValue(compilation, out var known))
            return known;

        // A project may name a file that the package's props have found as well; once is enough.
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<(AdditionalText, SummaryFile)>();
        foreach (var file in options.AdditionalFiles)
        {
            if (SummaryFile.IsSummary(file)
                && paths.Add(file.Path)
                && file.GetText(cancellationToken) is { } text
                && read(text) is { } summary)
            {
                files.Add((file, summary));
            }
        }

        return Instances.GetValue(compilation, _ => new CompilationEvidence(files.ToImmutable()));
    }

    /// <summary>The scenarios that are used.</summary>
    public IEnumerable<Scenario> Scenarios => _files.SelectMany(file => file.Summary.Summary?.Scenarios ?? []).Where(IsActive);

    /// <summary>True where a profile knows the file and it is not what was profiled.</summary>
    public bool IsKnownToDiffer(SyntaxTree tree, CancellationToken cancellationToken) =>
        _differs.TryGetValue(tree, out var known)
            ? known
            : _differs.GetOrAdd(tree, Scenarios
                .SelectMany(scenario => scenario.Methods)
                .Select(method => method.File)
                .FirstOrDefault(file => file?.Checksum is not null && SourcePath.IsSame(tree.FilePath, file.Path)) is { } profiled
                && !SourceChecksum.Equals(tree, tree.GetText(cancellationToken), profiled));

    /// <summary>True where the scenario is not replaced by a newer one of the same name.</summary>
    public bool IsActive(Scenario scenario) => !_superseded.Contains(scenario);

    /// <summary>The options that hold in a file.</summary>
    public EvidenceOptions OptionsFor(SyntaxTree tree, AnalyzerOptions options) =>
        _options.TryGetValue(tree, out var known)
            ? known
            : _options.GetOrAdd(tree, EvidenceOptions.Read(options.AnalyzerConfigOptionsProvider.GetOptions(tree)));

    /// <summary>The members of a type that are measured; found and bound once for all rules.</summary>
    public ImmutableArray<MeasuredMember> MembersOf(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsMeasured(type.Name))
            return ImmutableArray<MeasuredMember>.Empty;
        if (_measured.TryGetValue(type, out var known))
            return known;
        var members = ImmutableArray.CreateBuilder<MeasuredMember>();
        var isGenerated = GeneratedCode.IsMarked(type, cancellationToken);
        foreach (var (declaration, symbol) in MemberBodies.Of(type, compilation, name => !isGenerated && IsMeasured(type.Name, name), cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isGenerated && !IsGenerated(declaration.SyntaxTree) && !GeneratedCode.IsMarked(declaration) && Find(symbol, cancellationToken) is { } evidence)
            {
                var member = new MeasuredMember(symbol, declaration, evidence);
                members.Add(member);
                _declared[declaration] = member;
            }
        }

        return _measured.GetOrAdd(type, members.ToImmutable());

        bool IsGenerated(SyntaxTree tree) => _generated.GetOrAdd(tree, tree => GeneratedCode.IsWhole(tree, compilation, cancellationToken));
    }

    /// <summary>The measured member that a declaration is the code of, null where it is none.</summary>
    /// <param name="declaration">A code block of the compiler.</param>
    /// <param name="type">The type that has it; members of an extension block are found as those of a type around it.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public MeasuredMember? MemberAt(SyntaxNode declaration, INamedTypeSymbol? type, Compilation compilation, CancellationToken cancellationToken)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (!MembersOf(type, compilation, cancellationToken).IsEmpty && _declared.TryGetValue(declaration, out var member))
                return member;
        }

        return null;
    }

    private bool IsMeasured(string typeName)
    {
        foreach (var (_, summary) in _files)
        {
            if (summary.HasType(typeName))
                return true;
        }

        return false;
    }

    private bool IsMeasured(string typeName, string memberName)
    {
        foreach (var (_, summary) in _files)
        {
            if (summary.Candidates(typeName, memberName).Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>What is measured for a member, null where nothing is. Cold members cost two look-ups and no allocation.</summary>
    public MemberEvidence? Find(ISymbol symbol, CancellationToken cancellationToken)
    {
        var member = ProfiledSymbol.Of(symbol);
        var type = member.ContainingType;
        if (type is null)
            return null;
        var typeName = type.Name;
        return Find(symbol, member, typeName, HotspotName.OfMember(member), cancellationToken)

            // A profiler that knows properties and events only, not their accessors, says so.
            ?? (member is IMethodSymbol { AssociatedSymbol: { } owner } ? Find(symbol, owner, typeName, HotspotName.OfMember(owner), cancellationToken) : null);
    }

    private MemberEvidence? Find(ISymbol symbol, ISymbol member, string typeName, string memberName, CancellationToken cancellationToken)
    {
        foreach (var (_, summary) in _files)
        {
            if (summary.Candidates(typeName, memberName).Count == 0)
                continue;
            return _members.TryGetValue(member, out var known)
                ? known
                : _members.GetOrAdd(member, Match(symbol, member, typeName, memberName, cancellationToken));
        }

        return null;
    }

    private MemberEvidence? Match(ISymbol symbol, ISymbol member, string typeName, string memberName, CancellationToken cancellationToken)
    {
        var matcher = new SymbolMatcher(symbol, member);
        var scenarios = ImmutableArray.CreateBuilder<ScenarioEvidence>();
        foreach (var (_, summary) in _files)
        {
            var byScenario = summary.Candidates(typeName, memberName)
                .Where(hotspot => IsActive(hotspot.Scenario))
                .GroupBy(hotspot => hotspot.Scenario);
            foreach (var scenario in byScenario)
            {
                var hotspots = matcher.Match(scenario, ambiguous => _ambiguous.TryAdd(ambiguous, true));
                if (hotspots.IsEmpty)
                    continue;
                var (freshness, linesMoved) = matcher.Compare(hotspots, cancellationToken);
                foreach (var hotspot in hotspots)
                    _matched[hotspot] = freshness;
                scenarios.Add(new ScenarioEvidence(scenario.Key, hotspots, freshness, linesMoved));
            }
        }

        return scenarios.Count == 0 ? null : new MemberEvidence(scenarios.ToImmutable());
    }

    private void SupersedeOlderScenarios()
    {
        var conflicts = ImmutableArray.CreateBuilder<(AdditionalText, Scenario, AdditionalText)>();
        var newest = new Dictionary<string, (AdditionalText File, Scenario Scenario)>(StringComparer.Ordinal);
        foreach (var (file, summary) in _files.OrderBy(entry => entry.File.Path, StringComparer.Ordinal))
        {
            foreach (var scenario in summary.Summary?.Scenarios ?? [])
            {
                if (!newest.TryGetValue(scenario.Name, out var other))
                {
                    newest.Add(scenario.Name, (file, scenario));
                    continue;
                }

                var isNewer = (scenario.Captured ?? DateTimeOffset.MinValue) > (other.Scenario.Captured ?? DateTimeOffset.MinValue);
                var (older, newer) = isNewer ? (other, (file, scenario)) : ((file, scenario), other);
                newest[scenario.Name] = newer;
                _superseded.Add(older.Item2);
                conflicts.Add((older.Item1, older.Item2, newer.Item1));
            }
        }

        Conflicts = conflicts.ToImmutable();
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Summaries;

namespace Conventions.Tests;

/// <summary>A rule that ships, as the code tells of it.</summary>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Analyzer">The class that reports it.</param>
/// <param name="Fixer">The class that fixes it, null where none does.</param>
internal sealed record Rule(DiagnosticDescriptor Descriptor, Type Analyzer, Type? Fixer)
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } = FindAll();

    public string Id => Descriptor.Id;

    public string Title => Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The name that analyzer, fixer, tests and benchmark share.</summary>
    public string Stem => Analyzer.Name[..^"Analyzer".Length];

    /// <summary>The folder of the family, such as <c>Algorithmic</c>.</summary>
    public string Folder => Analyzer.Namespace!.Split('.')[^1];

    public string Page => $"docs/rules/{Id}.md";

    /// <summary>True for rules that look for a root cause; the others tell of the profile itself.</summary>
    public bool IsRootCause => Analyzer.IsSubclassOf(typeof(HotMemberAnalyzer));

    /// <summary>The family in words.</summary>
    public string Family => Id[2] switch
    {
        '0' => "profile health",
        '1' => "excess allocations",
        '2' => "algorithmic",
        '3' => "lock contention",
        '4' => "I/O bound",
        '5' => "GC pressure",
        var digit => throw new InvalidOperationException($"no family {digit}"),
    };

    /// <summary>What its page says of the severity.</summary>
    public string Severity => IsRootCause
        ? "warning where the profile confirms it, suggestion where it is likely"
        : Descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "suggestion" : Descriptor.DefaultSeverity.ToString().ToLowerInvariant();

    /// <summary>The sample kinds by which a member must be hot, as they are written in a page; empty where none matters.</summary>
    public string HotBy => IsRootCause
        ? string.Join(", ", Kinds().Select(kind => $"`{SampleKinds.Key(kind)}`"))
        : "";

    private IEnumerable<SampleKind> Kinds() => ((HotMemberAnalyzer)Activator.CreateInstance(Analyzer)!).HotBy;

    private static List<Rule> FindAll()
    {
        var fixers = typeof(HotMemberFixer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds.Select(id => (id, type)))
            .ToLookup(fixer => fixer.id, fixer => fixer.type);
        return [.. typeof(EvidenceAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type != typeof(RootCauseAnalyzer))
            .SelectMany(type => DescriptorsOf(type).Select(descriptor => new Rule(descriptor, type, fixers[descriptor.Id].SingleOrDefault())))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<DiagnosticDescriptor> DescriptorsOf(Type type)
    {
        if (type.IsSubclassOf(typeof(HotMemberAnalyzer)))
            return [((HotMemberAnalyzer)Activator.CreateInstance(type)!).Rule];
        return type.IsSubclassOf(typeof(DiagnosticAnalyzer)) ? ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics : [];
    }
}

using Microsoft.CodeAnalysis;

namespace Conventions.Tests;

/// <summary>Inside the library references point one way only: docs/architecture.md.</summary>
public sealed class NamespaceTests
{
    // What a namespace of src/PerfInsight may name. What src/Shared declares (units, the summary's format) all may name.
    private static readonly Dictionary<string, string[]> MayName = new(StringComparer.Ordinal)
    {
        ["Units"] = [],
        ["Profiles"] = ["Units"],
        ["Benchmarks"] = ["Units"],
        ["Statistics"] = ["Units"],
        ["Formats"] = ["Units", "Profiles", "Benchmarks"],
        ["Views"] = ["Units", "Profiles"],
        ["Symbols"] = ["Units", "Profiles"],
        ["Summaries"] = ["Units", "Profiles", "Symbols"],
        ["Comparison"] = ["Units", "Profiles", "Benchmarks", "Statistics", "Symbols", "Summaries"],
        ["Gating"] = ["Units", "Profiles", "Benchmarks", "Statistics", "Symbols", "Comparison"],
        ["Diagnoses"] = ["Units", "Profiles", "Summaries", "Comparison", "Gating"],
        ["Reporting"] = ["Units", "Profiles", "Benchmarks", "Statistics", "Comparison", "Gating", "Views"],
    };

    [Fact]
    public void The_library_s_namespaces_reference_one_another_one_way_only()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        var seen = 0;
        foreach (var (file, symbol) in SourceUses.Of("src/PerfInsight", "src/Shared"))
        {
            if (!file.StartsWith("src/PerfInsight/", StringComparison.Ordinal)
                || SourceUses.TypeOf(symbol) is not { } type
                || type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is not { } declaredIn
                || !declaredIn.StartsWith("src/PerfInsight/", StringComparison.Ordinal))
            {
                continue;
            }

            seen++;
            var (from, to) = (Folder(file), Folder(declaredIn));
            if (from != to && !(MayName.TryGetValue(from, out var allowed) && allowed.Contains(to)))
                wrong.Add($"{file}: {from} names {type.Name} of {to}");
        }

        Assert.True(seen > 100, "no names were understood");
        Wrong.None(wrong);
    }

    [Fact]
    public void A_folder_of_the_library_is_a_namespace() => Wrong.None(
        Repository.In("src/PerfInsight", ".cs")
            .Where(file => !Repository.Read(file).Contains($"\nnamespace PerfInsight.{Folder(file)}", StringComparison.Ordinal)
                && !Repository.Read(file).StartsWith($"namespace PerfInsight.{Folder(file)}", StringComparison.Ordinal)));

    [Fact]
    public void What_both_sides_share_names_nothing_but_the_framework_and_itself() => Wrong.None(
        SourceUses.Of("src/Shared")
            .Select(use => SourceUses.TypeOf(use.Symbol))
            .OfType<INamedTypeSymbol>()
            .Where(type => type.DeclaringSyntaxReferences.IsEmpty && type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) != true)
            .Select(type => type.ToDisplayString())
            .Distinct());

    private static string Folder(string file) => file.Split('/')[2];
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>What all fixers together offer for findings of a project.</summary>
internal static class OfferedFixes
{
    /// <summary>Every fixer that ships.</summary>
    public static ImmutableArray<CodeFixProvider> Fixers { get; } =
        [.. typeof(HotMemberFixer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(HotMemberFixer)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    /// <summary>A line for each fix, such as <c>PI2001 at 3: Build a HashSet before the loop</c>.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Project project, IEnumerable<Diagnostic> diagnostics)
    {
        var offered = new List<string>();
        foreach (var diagnostic in diagnostics)
        {
            foreach (var fixer in Fixers.Where(fixer => fixer.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                var line = (diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
                await fixer.RegisterCodeFixesAsync(new CodeFixContext(
                    project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offered.Add($"{diagnostic.Id} at {line}: {action.Title}"), CancellationToken.None));
            }
        }

        return offered;
    }
}

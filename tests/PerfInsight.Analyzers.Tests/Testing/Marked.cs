using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>
/// Runs one rule without a fixer over the statements of a method. <c>[|…|]</c> marks where a diagnostic must stand; code
/// without a mark must stay silent. The code must compile.
/// </summary>
internal static class Marked<TAnalyzer>
    where TAnalyzer : HotMemberAnalyzer, new()
{
    /// <summary>What the rule says, as severity and message, a line each.</summary>
    public static async Task<string> FindsAsync(string code, TestProfile profile)
    {
        TestFileMarkupParser.GetSpans(code, out var clean, out ImmutableArray<TextSpan> expected);
        Assert.Equal("", Errors(clean));
        var found = await new AnalyzerRun().Code(clean).Summary(profile.ToJson(clean)).Only(new TAnalyzer()).DiagnosticsAsync();
        Assert.Equal(
            expected.OrderBy(span => span.Start).Select(span => clean.Substring(span.Start, span.Length)),
            found.OrderBy(one => one.Location.SourceSpan.Start).Select(one => clean.Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)));
        return string.Join("\n", found.Select(one => one.Severity + ": " + one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Code that an editor may hold: the rule must not fail.</summary>
    public static Task<string> OfBrokenCodeAsync(string code, TestProfile profile) =>
        new AnalyzerRun().Code(code).Summary(profile.ToJson(code)).Only(new TAnalyzer()).TextAsync();

    private static string Errors(string code) => string.Join("\n", CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))],
            References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true))
        .GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error));
}

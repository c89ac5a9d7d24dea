using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>
/// Runs one rule and its fixer over marked code. <c>[|…|]</c> marks where a diagnostic must stand; code without a mark
/// must stay silent. The fixed code must compile, and Fix All must give the same.
/// </summary>
internal static class RuleTest<TAnalyzer, TFixer>
    where TAnalyzer : HotMemberAnalyzer, new()
    where TFixer : HotMemberFixer, new()
{
    private static string RuleId { get; } = new TAnalyzer().Rule.Id;

    /// <summary>The profile gives no reason to speak of this code, or the code is a look-alike.</summary>
    public static Task IsSilentAsync(string code, TestProfile profile) => WarnsAsync(code, profile);

    /// <summary>A warning at each mark; <paramref name="message"/> is that of the first.</summary>
    public static Task WarnsAsync(string code, TestProfile profile, string? message = null) =>
        RunAsync(code, fixedCode: null, profile, DiagnosticSeverity.Warning, message);

    /// <summary>An info at each mark: the pattern stands in hot code, its own cost is not visible.</summary>
    public static Task SuggestsAsync(string code, TestProfile profile, string? message = null) =>
        RunAsync(code, fixedCode: null, profile, DiagnosticSeverity.Info, message);

    /// <summary>
    /// A warning at each mark, and the fixer turns the code into <paramref name="fixedCode"/>, in which the warnings that are
    /// left are marked.
    /// </summary>
    public static Task FixesAsync(string code, string fixedCode, TestProfile profile) =>
        RunAsync(code, fixedCode, profile, DiagnosticSeverity.Warning, message: null);

    /// <summary>As above, where the pattern is only likely.</summary>
    public static Task FixesLikelyAsync(string code, string fixedCode, TestProfile profile) =>
        RunAsync(code, fixedCode, profile, DiagnosticSeverity.Info, message: null);

    /// <summary>An info at each mark, for which no fix is offered.</summary>
    public static Task OffersNoFixLikelyAsync(string code, TestProfile profile)
    {
        TestFileMarkupParser.GetSpans(code, out var clean, out ImmutableArray<TextSpan> _);
        return RunAsync(code, clean, profile, DiagnosticSeverity.Info, message: null);
    }

    /// <summary>A warning at each mark, for which no fix is offered.</summary>
    public static Task OffersNoFixAsync(string code, TestProfile profile)
    {
        TestFileMarkupParser.GetSpans(code, out var clean, out ImmutableArray<TextSpan> _);
        return RunAsync(code, clean, profile, DiagnosticSeverity.Warning, message: null);
    }

    private static async Task RunAsync(string code, string? fixedCode, TestProfile profile, DiagnosticSeverity severity, string? message)
    {
        TestFileMarkupParser.GetSpans(code, out var clean, out ImmutableArray<TextSpan> spans);
        var test = new Test { TestCode = clean, ReferenceAssemblies = References.None };
        if (CSharpSyntaxTree.ParseText(clean).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any())
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
        test.TestState.AdditionalReferences.AddRange(References.All);
        test.TestState.AdditionalFiles.Add(("app.perfinsight.json", profile.ToJson(clean)));
        foreach (var span in spans)
        {
            var expected = Expected(clean, span);
            test.TestState.ExpectedDiagnostics.Add(message is null ? expected : expected.WithMessage(message));
            message = null;
        }

        if (fixedCode is not null)
        {
            TestFileMarkupParser.GetSpans(fixedCode, out fixedCode, out ImmutableArray<TextSpan> left);
            test.FixedCode = fixedCode;
            test.FixedState.ExpectedDiagnostics.AddRange(left.Select(span => Expected(fixedCode, span)));
            if (fixedCode == clean)
                test.FixedState.ExpectedDiagnostics.AddRange(test.TestState.ExpectedDiagnostics);
            else
                test.CodeActionValidationMode = CodeActionValidationMode.None;
        }

        await test.RunAsync();

        DiagnosticResult Expected(string text, TextSpan span)
        {
            var lines = SourceText.From(text).Lines.GetLinePositionSpan(span);
            return new DiagnosticResult(RuleId, severity).WithSpan(
                lines.Start.Line + 1, lines.Start.Character + 1, lines.End.Line + 1, lines.End.Character + 1)
                .WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);
        }
    }

    private sealed class Test : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, TFixer, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new RootCauseAnalyzer([new TAnalyzer()])];

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Preview);

        protected override CompilationOptions CreateCompilationOptions() =>
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
    }
}

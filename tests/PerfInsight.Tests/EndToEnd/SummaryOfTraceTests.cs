using PerfInsight.NetTrace;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Symbols;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.EndToEnd;

/// <summary>From a real trace to a summary: reader, symbols, builder and writer together.</summary>
public class SummaryOfTraceTests
{
    private static readonly SummaryOptions Everything = new() { Floor = 0, MaxBytes = int.MaxValue };

    [Fact]
    public void Every_sampled_member_is_in_the_summary_and_no_other()
    {
        var scenario = Summarize(Everything, "kinds.nettrace");
        var symbols = Samples.Symbols();
        var rows = Samples.Frames().Where(row => symbols.Find(row.Token) is { File: not null }).ToList();
        var known = rows.Select(row => symbols.Find(row.Token)!).Select(source => (source.DocumentationId, source.Kind, source.Span)).ToHashSet();
        var measured = scenario.Methods.Select(method => (method.Id, method.Kind, method.Span)).ToHashSet();

        Assert.All(measured, method => Assert.Contains(method, known!));
        var sampled = rows.Where(row => row.WasSampled && row.Category != "-").ToList();
        Assert.True(sampled.Count > 150, $"only {sampled.Count} rows were sampled");
        var missing = sampled.Where(row => symbols.Find(row.Token) is { } source && !measured.Contains((source.DocumentationId, source.Kind, source.Span)));
        Assert.Equal("", string.Join("\n", missing));
    }

    [Fact]
    public void Each_member_calls_what_the_source_says()
    {
        var scenario = Summarize(Everything, "kinds.nettrace");

        // Every member of the workload does nothing but burn time in one function.
        foreach (var id in new[] { "M:W.Kinds.Plain.Static", "M:W.Kinds.Gen.M``1(``0)", "M:W.Kinds.Asyncs.Chain1", "M:W.Kinds.Members.W#Kinds#IGen{System#Int32}#G(System.Int32)" })
        {
            var method = Assert.Single(scenario.Methods, method => method.Id == id);
            var callee = method.Callees.MaxBy(callee => callee.Values[SampleKind.Cpu])!;
            Assert.Equal("W.B.Burn", callee.Name);
            Assert.True(callee.Values[SampleKind.Cpu] >= method[SampleKind.Cpu].Total * 0.9, SummaryText.Of(method));
            Assert.Equal("workload/Kinds.cs", method.File?.Path);
            Assert.NotNull(method.Fingerprint);
        }
    }

    [Fact]
    public void Totals_hold_together()
    {
        var scenario = Summarize(Everything, "kinds.nettrace");

        Assert.All(scenario.Methods, method => Assert.All(SampleKinds.All, kind =>
        {
            var cost = method[kind];
            Assert.InRange(cost.Self, 0, cost.Own);
            Assert.InRange(cost.Own, 0, cost.Total);
            Assert.InRange(cost.Total, 0, scenario.Totals[kind]);
            Assert.All(method.Callees, callee => Assert.InRange(callee.Values[kind], 0, cost.Total));
            Assert.True(method.Lines.Sum(line => line.Values[kind]) <= cost.Total, SummaryText.Of(method));
        }));
        var own = scenario.Methods.Sum(method => method[SampleKind.Cpu].Own);
        Assert.InRange(own, scenario.Totals[SampleKind.Cpu] * 0.9, scenario.Totals[SampleKind.Cpu]);
    }

    [Fact]
    public void Without_symbols_each_name_is_that_of_a_member_that_ran()
    {
        var profile = Read("kinds.nettrace");
        var scenario = SummaryBuilder.Build([new ScenarioProfile("kinds", [profile])], new NoSymbols(), Everything).Scenarios[0];
        var names = Samples.Frames()
            .Select(row => RuntimeNames.Member(row.Namespace, row.Name, row.Signature))
            .Concat(profile.Functions.Select(function => RuntimeNames.Member(function.Namespace, function.Name, function.Signature)))
            .ToHashSet();

        Assert.True(scenario.Methods.Count > 100, $"only {scenario.Methods.Count} methods");
        Assert.All(scenario.Methods, method =>
        {
            Assert.Null(method.Id);
            Assert.Contains(method.Name, names);
            Assert.Null(method.Span);
            Assert.Empty(method.Lines);
        });
    }

    [Fact]
    public void A_contended_lock_is_found_at_its_line()
    {
        var scenario = Summarize(Everything, "waits.nettrace");
        var method = Assert.Single(scenario.Methods, method => method.Id == "M:W.Waits.ContendMonitor");

        Assert.True(method[SampleKind.Contention].Own > 0, SummaryText.Of(method));
        Assert.True(method[SampleKind.Contentions].Own > 0, SummaryText.Of(method));
        Assert.Contains(method.Callees, callee => callee.Name.Contains("Monitor.", StringComparison.Ordinal) && callee.Values[SampleKind.Contention] > 0 && callee.Line is not null);
    }

    [Fact]
    public void Allocated_types_are_those_of_the_source()
    {
        var scenario = Summarize(Everything, "rich.nettrace");

        HotMethod Method(string name) => Assert.Single(scenario.Methods, method => method.Kind == FunctionKind.Method && method.Id!.StartsWith("M:W.Waits." + name + "(", StringComparison.Ordinal));
        Assert.Equal("System.Byte[]", Method("Loh").Types[0].Type);
        Assert.Equal("System.String", Method("Concat").Types[0].Type);
        Assert.Equal("System.Int32[]", Method("Arrays").Types[0].Type);
        Assert.Equal("System.Int32", Method("Boxing").Types[0].Type);
        Assert.Contains(Method("Closures").Types, type => type.Type == "System.Func`1");
    }

    [Fact]
    public void The_default_summary_is_small_and_two_of_them_are_alike()
    {
        var first = Write(Summarize(SummaryOptions.Default, "kinds.nettrace", "rich.nettrace"));
        var second = Write(Summarize(SummaryOptions.Default, "rich.nettrace", "kinds.nettrace"));

        Assert.Equal(first, second);
        Assert.InRange(first.Length, 1000, 200_000);
        Assert.Single(SummaryText.Read(first).Scenarios);
    }

    private static Scenario Summarize(SummaryOptions options, params string[] traces) =>
        SummaryBuilder.Build([new ScenarioProfile("sample", [.. traces.Select(Read)])], new SampleSymbols(), options).Scenarios[0];

    private static string Write(Scenario scenario) => SummaryText.Write(new Summary
    {
        Files = [.. scenario.Methods.Select(method => method.File).OfType<ProfiledFile>().Distinct()],
        Scenarios = [scenario],
    });

    private static Profile Read(string trace)
    {
        using var stream = new MemoryStream(Samples.Trace(trace));
        return NetTraceReader.Read(stream, trace);
    }

    private sealed class NoSymbols : ISymbolSource
    {
        public IModuleSymbols? Find(Module module) => null;

        public string? ReadSource(ProfiledFile file) => null;

        public string? RelativePath(ProfiledFile file) => null;
    }
}

using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Summaries;

public class SummaryBuilderTests
{
    [Fact]
    public void Self_is_the_leaf_own_adds_framework_code_and_total_adds_user_code()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Main@1 > App.Work@5", 10)
            .Cpu("App.Main@1 > App.Work@6 > System.Sort > System.Compare", 20)
            .Cpu("App.Main@1", 3)
            .Summarize();

        Assert.Equal(
            """
            M:App.Work cpu 10/30/30 | System.Compare@6 cpu 20 | System.Sort@6 cpu 20 | @5 cpu 10 | @6 cpu 20
            M:App.Main cpu 3/3/33 | App.Work@1 cpu 30 | @1 cpu 33
            """,
            SummaryText.Of(scenario));
        Assert.Equal(33, scenario.Totals[SampleKind.Cpu]);
    }

    [Fact]
    public void Framework_code_between_two_user_functions_is_the_outer_one_s_callee()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Main@1 > System.ForEach > App.Work@5 > System.Hash", 10)
            .Summarize();

        Assert.Equal(
            """
            M:App.Work cpu 0/10/10 | System.Hash@5 cpu 10 | @5 cpu 10
            M:App.Main cpu 0/0/10 | App.Work@1 cpu 10 | System.ForEach@1 cpu 10 | @1 cpu 10
            """,
            SummaryText.Of(scenario));
    }

    [Fact]
    public void Recursion_counts_once_in_a_total_and_at_its_innermost_call_in_lines_and_callees()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Walk@3 > App.Walk@3 > App.Walk@7 > System.Add", 10)
            .Cpu("App.Walk@3 > System.Add", 1)
            .Summarize();

        Assert.Equal("M:App.Walk cpu 0/11/11 | System.Add@7 cpu 10 | System.Add@3 cpu 1 | @3 cpu 1 | @7 cpu 10", SummaryText.Of(scenario));
    }

    [Fact]
    public void Mutual_recursion_counts_once_as_well()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Even@1 > App.Odd@2 > App.Even@1 > App.Odd@2 > App.Even@9", 10)
            .Summarize();

        Assert.Equal(
            """
            M:App.Even cpu 10/10/10 | @9 cpu 10
            M:App.Odd cpu 0/0/10 | App.Even@2 cpu 10 | @2 cpu 10
            """,
            SummaryText.Of(scenario));
    }

    [Fact]
    public void A_framework_function_that_comes_twice_on_a_stack_is_one_callee()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Main@1 > System.Parse > System.Read > System.Parse > System.Read", 10)
            .Summarize();

        Assert.Equal("M:App.Main cpu 0/10/10 | System.Parse@1 cpu 10 | System.Read@1 cpu 10 | @1 cpu 10", SummaryText.Of(scenario));
    }

    [Fact]
    public void A_member_s_total_has_its_lambdas_and_local_functions_once()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Host@1 > System.Select > App.Host#lambda@2 > App.Host#local@3", 10)
            .Cpu("System.ThreadStart > App.Host#lambda@2", 5)
            .Summarize();

        Assert.Equal(
            """
            M:App.Host LocalFunction cpu 10/10/10 | @3 cpu 10
            M:App.Host Lambda cpu 5/5/15 | App.Host@2 cpu 10 | @2 cpu 15
            M:App.Host cpu 0/0/15 | App.Host@1 cpu 10 | System.Select@1 cpu 10 | @1 cpu 10
            """,
            SummaryText.Of(scenario));
    }

    [Fact]
    public void Allocated_types_are_credited_to_the_nearest_user_function_and_its_line()
    {
        var scenario = new ProfileSketch()
            .Allocated("App.Main@4 > System.Concat", "System.String", 100, 2)
            .Allocated("App.Main@5", "System.Collections.Generic.List`1[System.Int32]", 50, 1)
            .Allocated("App.Main@5", "System.Byte[]", 30, 1)
            .Allocated("System.Finalize", "System.Object", 999, 9)
            .Summarize();

        Assert.Equal(
            "M:App.Main alloc_space 80/180/180 alloc_objects 2/4/4"
                + " | System.Concat@4 alloc_space 100 alloc_objects 2"
                + " | new System.String@4 alloc_space 100 alloc_objects 2"
                + " | new System.Collections.Generic.List`1@5 alloc_space 50 alloc_objects 1"
                + " | new System.Byte[]@5 alloc_space 30 alloc_objects 1"
                + " | @4 alloc_space 100 alloc_objects 2 | @5 alloc_space 80 alloc_objects 2",
            SummaryText.Of(scenario));
        Assert.Equal(1179, scenario.Totals[SampleKind.AllocSpace]);
    }

    [Fact]
    public void A_contended_lock_is_a_callee_at_the_line_of_the_lock()
    {
        var scenario = new ProfileSketch()
            .Sample("App.Run@1 > App.Locked@8 > System.Threading.Monitor.Enter_Slowpath", ("blocked", 90), ("contention", 90), ("contentions", 3))
            .Summarize();

        Assert.Equal(
            "M:App.Locked blocked 0/90/90 contention 0/90/90 contentions 0/3/3"
                + " | System.Threading.Monitor.Enter_Slowpath@8 blocked 90 contention 90 contentions 3"
                + " | @8 blocked 90 contention 90 contentions 3",
            SummaryText.Of(scenario).Split('\n')[0]);
    }

    [Fact]
    public void Code_outside_the_repository_and_code_that_nobody_wrote_are_the_caller_s_cost()
    {
        var scenario = new ProfileSketch()
            .Cpu("App.Main@1 > App.Package.Format@9 > App.Generated.MoveNext@2", 10)
            .Summarize();

        Assert.Equal("M:App.Main cpu 0/10/10 | App.Generated.MoveNext@1 cpu 10 | App.Package.Format@1 cpu 10 | @1 cpu 10", SummaryText.Of(scenario));
    }

    [Fact]
    public void A_lambda_whose_overload_is_open_has_a_name_and_no_id()
    {
        var method = Assert.Single(new ProfileSketch().Cpu("App.Open#lambda@1", 10).Summarize().Methods);

        Assert.Null(method.Id);
        Assert.Equal("App.Open", method.Name);
        Assert.Equal(FunctionKind.Lambda, method.Kind);
        Assert.Equal("src/App.cs", method.File?.Path);
    }

    [Fact]
    public void Without_symbols_user_code_has_names_and_no_lines()
    {
        var scenario = new ProfileSketch { HasSymbols = false }.Cpu("App.Main@1 > App.Work@2 > System.Sort", 10).Summarize();

        Assert.Equal(
            """
            App.Work() cpu 0/10/10 | System.Sort cpu 10
            App.Main() cpu 0/0/10 | App.Work cpu 10
            """,
            SummaryText.Of(scenario));
        Assert.All(scenario.Methods, method => Assert.Null(method.File));
        Assert.Equal(["App"], scenario.Modules);
    }

    [Fact]
    public void Members_below_the_floor_are_counted_and_left_out()
    {
        var sketch = new ProfileSketch().Cpu("App.Hot", 10_000);
        for (var i = 0; i < 7; i++)
            sketch.Cpu($"App.Cold{i}", 10);
        var scenario = sketch.Summarize();

        Assert.Equal("App.Hot", Assert.Single(scenario.Methods).Id?[2..]);
        Assert.Equal(7, scenario.Omitted);
        Assert.Equal(8, sketch.Summarize(new SummaryOptions { Floor = 0 }).Methods.Count);
    }

    [Fact]
    public void Details_below_one_percent_of_the_member_are_left_out_and_lists_are_limited()
    {
        var sketch = new ProfileSketch();
        for (var i = 1; i <= 40; i++)
            sketch.Cpu($"App.Main@{i} > System.Callee{i}", 100).Allocated($"App.Main@{i}", $"T{i}", 100, 1);
        sketch.Cpu("App.Main@99 > System.Rare", 1);
        var method = Assert.Single(sketch.Summarize().Methods);

        Assert.Equal((16, 8, 16), (method.Callees.Count, method.Types.Count, method.Lines.Count));
        Assert.Equal(method.Lines.OrderBy(line => line.Line.First).Select(line => line.Line), method.Lines.Select(line => line.Line));
        var few = new ProfileSketch().Cpu("App.Main@1 > System.Often", 1000).Cpu("App.Main@2 > System.Rare", 9).Summarize();
        Assert.Equal("M:App.Main cpu 0/1009/1009 | System.Often@1 cpu 1000 | @1 cpu 1000", SummaryText.Of(few));
    }

    [Fact]
    public void The_byte_limit_holds_and_drops_the_cheapest()
    {
        var sketch = new ProfileSketch();
        for (var i = 0; i < 400; i++)
            sketch.Cpu($"App.Ünï.Method{i:D3}@{i} > System.Callee{i}", 1000 - i);
        foreach (var limit in new[] { 5_000, 20_000, 33_333 })
        {
            var summary = SummaryBuilder.Build(
                [new ScenarioProfile("load", [sketch.Build()])], sketch, new SummaryOptions { MaxBytes = limit, Floor = 0 });
            var bytes = System.Text.Encoding.UTF8.GetByteCount(SummaryText.Write(summary));

            Assert.InRange(bytes, limit - 400, limit);
            var methods = summary.Scenarios[0].Methods;
            Assert.Equal(Enumerable.Range(0, methods.Count).Select(i => $"M:App.Ünï.Method{i:D3}"), methods.Select(method => method.Id));
            Assert.Equal(400, methods.Count + summary.Scenarios[0].Omitted);
        }
    }

    [Fact]
    public void Profiles_of_a_scenario_are_added_up_in_any_order_and_scenarios_are_kept_apart()
    {
        var first = new ProfileSketch { Gc = new GcSummary(5, 1, 0, 100, 40) }.Cpu("App.Main@1 > App.Work@2", 10);
        var second = new ProfileSketch { Captured = "2026-11-21T10:00:00Z", Duration = 500, Gc = new GcSummary(1, 0, 1, 30, 30) }
            .Cpu("App.Main@1 > App.Work@2", 5).Allocated("App.Main@4", "System.Object", 24, 1);
        var one = first.Build();
        var two = second.Build();
        var symbols = new ProfileSketch().Cpu("App.Main > App.Work", 1);
        symbols.Build();

        string Merged(params Profiles.Profile[] profiles) => SummaryText.Write(
            SummaryBuilder.Build([new ScenarioProfile("both", profiles), new ScenarioProfile("one", [one])], symbols, SummaryOptions.Default));

        var text = Merged(one, two);
        Assert.Equal(text, Merged(two, one));
        Assert.Equal(text, Merged(one, two));
        var summary = SummaryText.Read(text);
        Assert.Equal(["both", "one"], summary.Scenarios.Select(scenario => scenario.Name));
        var both = summary.Scenarios[0];
        Assert.Equal((15, 24, 1500, 2), (both.Totals[SampleKind.Cpu], both.Totals[SampleKind.AllocSpace], both.Duration, both.Traces));
        Assert.Equal(new GcSummary(6, 1, 1, 130, 40), both.Gc);
        Assert.Equal("2026-11-20", both.Captured?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(10, summary.Scenarios[1].Totals[SampleKind.Cpu]);
    }

    [Fact]
    public void A_fingerprint_is_of_the_code_in_the_span_where_the_source_is_at_hand()
    {
        const string source = "// head\nvoid M() { }\n";
        var sketch = new ProfileSketch { Sources = { ["src/App.cs"] = source } }.Cpu("App.Main@1", 10);
        var method = Assert.Single(sketch.Summarize().Methods);

        // Line 1 column 1 to line 2 column 10.
        Assert.Equal(CodeFingerprint.Of(source, 0, 17), method.Fingerprint);
        sketch.Sources["src/App.cs"] = "short";
        Assert.Null(Assert.Single(sketch.Summarize().Methods).Fingerprint);
    }

    [Fact]
    public void Scenarios_without_profiles_or_with_one_name_are_refused()
    {
        var sketch = new ProfileSketch().Cpu("App.Main", 1);
        Assert.Throws<ArgumentException>(() => SummaryBuilder.Build([new ScenarioProfile("none", [])], sketch, SummaryOptions.Default));
        Assert.Throws<ArgumentException>(() => SummaryBuilder.Build(
            [new ScenarioProfile("x", [sketch.Build()]), new ScenarioProfile("x", [sketch.Build()])], sketch, SummaryOptions.Default));
    }

    [Fact]
    public void An_empty_profile_makes_an_empty_scenario()
    {
        var scenario = new ProfileSketch().Summarize();

        Assert.Empty(scenario.Methods);
        Assert.True(scenario.Totals.IsZero);
    }
}

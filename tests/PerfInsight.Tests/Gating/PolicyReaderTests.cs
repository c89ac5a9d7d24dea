using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using PerfInsight.Comparison;
using PerfInsight.Gating;
using PerfInsight.Gating.Policies;

namespace PerfInsight.Tests.Gating;

public sealed class PolicyReaderTests
{
    [Fact]
    public void The_template_says_the_defaults()
    {
        Assert.Equal(Text(new GatePolicy()), Text(PolicyReader.Read(PolicyTemplate.Text, "perfinsight.yml")));
        Assert.Equal(Text(new GatePolicy()), Text(PolicyReader.Read("version: 1", "perfinsight.yml")));
    }

    // YamlDotNet's scanner runs into an InvalidOperationException of its own here; found by the fuzzer.
    [Theory]
    [InlineData("version: 1\ngates: [\u0085b]")]
    [InlineData(": [\u0085\ufffd")]
    [InlineData(" : 0.005\n")]
    public void What_the_parser_breaks_on_is_an_error_with_its_place(string text) => Assert.Matches(
        @"^p\.yml:\d+:\d+: this is no YAML: ", Assert.Throws<PolicyException>(() => PolicyReader.Read(text, "p.yml")).Message);

    [Fact]
    public void All_that_can_be_said_is_read()
    {
        var policy = PolicyReader.Read(
            """
            version: 1
            inconclusive: report
            dashboard: https://grafana/d/1
            profiles: {per: operation, alpha: 0.01, least: 3}
            benchmarks:
              alpha: 0.001
              reach:
                - benchmarks: "OrderBenchmarks.*"
                  members: [Shop.Orders.*]
            gates:
              new-hotspot:
                level: warn
                flat: 8%
                sample-types: [cpu]
                justified:
                  - member: Shop.Import.Parse
                    reason: moved here
              member:
                rules:
                  - metric: cpu.total
                    members: Shop.Checkout.*
                    tag: endpoint=/checkout
                    relative: 2.5 %
                    absolute: 2ms
                    level: off
              gc-pause: {relative: 50%, absolute: 3%}
              benchmark: {relative: 10%, warn: 5%, rules: [{filter: ".name:Cold", relative: 30%, absolute: 10us}]}
              unrelated-benchmark: {level: off}
              coverage: {level: fail, least: 90%, critical: 2%, members: [Shop.Pay.*]}
              waiver: {level: fail}
            """,
            "perfinsight.yml");

        Assert.Equal((InconclusivePolicy.Report, ComparisonMode.PerOperation, 0.01, 3, 0.001), (policy.Inconclusive, policy.Per!.Value, policy.ProfileAlpha, policy.LeastProfiles, policy.BenchmarkAlpha));
        Assert.Equal((GateLevel.Warn, 0.08, "Shop.Import.Parse"), (policy.NewHotspot.Level, policy.NewHotspot.Flat, policy.NewHotspot.Justified[0].Member));
        var rule = Assert.Single(policy.Member.Rules);
        Assert.Equal(("cpu", true, "endpoint=/checkout", 0.025, new Amount(AmountKind.Time, 2e6), GateLevel.Off), (rule.SampleType, rule.IsTotal, rule.Tag, rule.Relative, rule.Absolute, rule.Level!.Value));
        Assert.True(rule.Members.Match("Shop.Checkout.Pay(int32)"));
        Assert.Equal(new PracticalThreshold(0.3, 10e-6), policy.Benchmark.Rules[^1].Limit);
        Assert.Equal((0.1, 0.05), (policy.Benchmark.Relative, policy.Benchmark.Warn));
        Assert.Equal((GateLevel.Off, GateLevel.Fail, GateLevel.Fail), (policy.UnrelatedBenchmark.Level, policy.Coverage.Level, policy.Waiver));
        Assert.True(policy.Coverage.Members.Match("Shop.Pay.Card"));
    }

    [Theory]
    [InlineData("", "1:1: expected keys with values, found an empty file")]
    [InlineData("gates: {}", "1:1: the file: expected 'version', which is missing")]
    [InlineData("version: 2", "1:1: the file: expected version 1, found '2'")]
    [InlineData("version: 1\nversion: 1", "2:1: 'version' stands already on line 1")]
    [InlineData("version: 1\ngate: {}", "2:1: the file: expected one of version, ")]
    [InlineData("version: 1\ngates:\n  new-hotspots: {}", "3:3: gates: expected one of new-hotspot, member, gc-pause")]
    [InlineData("version: 1\ngates:\n  newHotspot: {}", "3:3: gates: expected 'new-hotspot', found 'newHotspot'")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    flat: 5", "4:11: gates.new-hotspot.flat: expected a percentage from 0% to 100%, found '5'")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    flat: [5%]", "4:11: gates.new-hotspot.flat: expected a percentage from 0% to 100%, found a list")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    flat: 500%", "found '500%'")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    flat: -5%", "found '-5%'")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    flat: NaN%", "found 'NaN%'")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    level: of", "4:12: gates.new-hotspot.level: expected fail, warn, off, found 'of'")]
    [InlineData("version: 1\ngates: [new-hotspot]", "2:8: gates: expected keys with values, found a list")]
    [InlineData("version: 1\ngates:\n  member:\n    rules: []", "4:5: gates.member: rules is empty")]
    [InlineData("version: 1\ngates:\n  member:\n    rules: {}", "4:12: gates.member.rules: expected a list, each item with '- '")]
    [InlineData("version: 1\ngates:\n  member:\n    rules:\n      - metric: cpu", "metric: expected a sample type and .self or .total")]
    [InlineData("version: 1\ngates:\n  member:\n    rules:\n      - {metric: cpu.self, absolute: 4KB}", "absolute: cpu.self is measured in time (such as 10ms), found bytes")]
    [InlineData("version: 1\ngates:\n  member:\n    rules:\n      - {metric: cpu.self}\n      - {metric: cpu.self}", "6:9: gates.member.rules[1]: the rule on line 5 is for the same members")]
    [InlineData("version: 1\ngates:\n  member:\n    rules:\n      - {metric: cpu.self, tag: checkout}", "tag: expected key=value")]
    [InlineData("version: 1\ngates:\n  benchmark: {relative: 2%, warn: 5%}", "warn (5%) is above relative (2%)")]
    [InlineData("version: 1\ngates:\n  benchmark: {relative: 1%, warn: 1%}\n  unrelated-benchmark: {relative: 5%}", "relative (5%) is above that of 'benchmark' (1%)")]
    [InlineData("version: 1\ngates:\n  benchmark:\n    rules:\n      - {filter: \".name:(\", relative: 1%}", "5:18: gates.benchmark.rules[0].filter: ")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    justified:\n      - {member: \"Shop.*\", reason: all}", "expected the whole name of one member, found a pattern")]
    [InlineData("version: 1\ngates:\n  new-hotspot:\n    justified:\n      - {member: Shop.A}", "expected 'reason', which is missing")]
    [InlineData("version: 1\nprofiles: {alpha: 2}", "expected a number from 1E-06 to 0.5, found '2'")]
    [InlineData("a: &x 1\nb: *x", "anchors and aliases are not understood here")]
    [InlineData("version: !!int 1", "tags are not understood here")]
    [InlineData("version: 1\n\tgates:", "this is no YAML")]
    [InlineData("version: {", "this is no YAML")]
    [InlineData("version: 1\n---\nversion: 1", "expected one document, found a second one")]
    public void What_makes_no_sense_is_said_with_line_and_column(string text, string message)
    {
        var problem = Assert.Throws<PolicyException>(() => PolicyReader.Read(text, "perfinsight.yml"));

        Assert.StartsWith("perfinsight.yml:", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_said_at_once_in_their_order()
    {
        var problem = Assert.Throws<PolicyException>(() => PolicyReader.Read("version: 1\ninconclusive: maybe\ngates:\n  coverage: {least: much, lest: 80%}\nfoo: 1", "p.yml"));

        Assert.Equal(["p.yml:2:15:", "p.yml:4:21:", "p.yml:4:27:", "p.yml:5:1:"], problem.Problems.Select(static text => text.Split(' ')[0]));
    }

    [Fact]
    public void A_rule_without_a_metric_is_one_problem()
    {
        var problem = Assert.Throws<PolicyException>(() => PolicyReader.Read("version: 1\ngates:\n  member:\n    rules:\n      - {metric: cpu.self}\n      - {metric: cpu}\n      - {members: A}", "p.yml"));

        Assert.Equal(["p.yml:6:9:", "p.yml:7:9:"], problem.Problems.Select(static text => text.Split(' ')[0]));
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
    {
        foreach (var open in new[] { "[", "{a: ", "- " })
        {
            var problem = Assert.Throws<PolicyException>(() => PolicyReader.Read(string.Concat(Enumerable.Repeat(open, 20_000)), "p.yml"));
            Assert.Contains("nested deeper than 32 times", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_schema_takes_what_the_reader_takes()
    {
        var schema = await JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "perfinsight.schema.json")));

        Assert.Empty(schema.Validate(YamlAsJson(PolicyTemplate.Text)));
        foreach (var wrong in new[]
        {
            "version: 1\ngate: {}", "gates: {}", "version: 1\ngates: {new-hotspot: {flat: 5}}", "version: 1\ngates: {coverage: {level: of}}",
            "version: 1\ngates: {member: {rules: [{metric: cpu}]}}", "version: 1\nbenchmarks: {reach: [{benchmarks: A}]}", "version: 1\ngates: {member: {rules: {}}}",
        })
        {
            Assert.Throws<PolicyException>(() => PolicyReader.Read(wrong, "p.yml"));
            Assert.NotEmpty(schema.Validate(YamlAsJson(wrong)));
        }
    }

    // As editors do that check YAML by a schema.
    private static string YamlAsJson(string yaml)
    {
        var value = new YamlDotNet.Serialization.DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object?>(yaml);
        return JsonSerializer.Serialize(Node(value));

        static JsonNode? Node(object? value) => value switch
        {
            IDictionary<object, object> map => new JsonObject(map.Select(pair => KeyValuePair.Create((string)pair.Key, Node(pair.Value)))),
            IList<object> list => new JsonArray([.. list.Select(Node)]),
            null => null,
            string text => JsonValue.Create(text),
            bool flag => JsonValue.Create(flag),
            _ => JsonValue.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static string Text(GatePolicy policy) => JsonSerializer.Serialize(policy with { Benchmark = policy.Benchmark with { Rules = [.. policy.Benchmark.Rules.DistinctBy(static rule => rule.Text)] } }, Options);

    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };
}

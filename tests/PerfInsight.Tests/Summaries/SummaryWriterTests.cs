using System.Globalization;
using CsCheck;
using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Summaries;

public class SummaryWriterTests
{
    private static readonly ProfiledFile File = new("src/Shop/Matcher.cs", "SHA256", "00ff");

    [Fact]
    public void A_hotspot_is_one_line_and_each_key_of_the_header_another() => Assert.Equal(
        """
        {
        "version":"1.0",
        "files":[
        {"path":"src/Shop/Matcher.cs","algorithm":"SHA256","checksum":"00ff"}
        ],
        "scenarios":[
        {"name":"checkout-load",
        "commit":"3f2c1ab",
        "captured":"2026-11-20T10:00:00Z",
        "duration":30000000000,
        "runtime":".NET 10.0.12",
        "os":"linux-x64",
        "source":"nettrace",
        "traces":2,
        "omitted":7,
        "modules":["Shop"],
        "totals":{"cpu":11400000000,"alloc_space":1200},
        "gc":{"gen0":12,"gen1":3,"gen2":1,"pause":45000000,"longest_pause":9000000},
        "methods":[
        {"id":"M:Shop.Matcher.Match(System.Collections.Generic.List{Shop.Sku})","kind":"method","file":0,"span":[30,9,44,10],"fingerprint":"00000000000000ff:120","cpu":{"self":300,"own":4400,"total":5500},"alloc_space":{"self":12,"total":12},"callees":[{"name":"System.Collections.Generic.List`1.Contains","line":[42,42],"cpu":4100}],"types":[{"type":"System.Byte[]","line":[43,44],"alloc_space":12}],"lines":[{"line":[42,42],"cpu":4100}]},
        {"name":"Shop.Cache.Get(String)","kind":"lambda","blocked":{"self":0,"total":9}}
        ]}
        ]
        }

        """.ReplaceLineEndings("\n"),
        SummaryText.Write(Example()));

    [Fact]
    public void The_culture_changes_nothing()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.DateTimeFormat.TimeSeparator = "-";
        var before = CultureInfo.CurrentCulture;
        var text = SummaryText.Write(Example());
        try
        {
            CultureInfo.CurrentCulture = culture;
            using var writer = new StringWriter(culture) { NewLine = "\r\n" };
            SummaryWriter.Write(Example(), writer);
            Assert.Equal(text, writer.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_is_written_is_read_again_and_written_alike() => SummaryGen.Any.Sample(summary =>
    {
        var text = SummaryText.Write(summary);
        var read = SummaryText.Read(text);

        Assert.Equal(text, SummaryText.Write(read));
        Assert.Equal(summary.Files, read.Files);
        Assert.Equal(summary.Scenarios.Count, read.Scenarios.Count);
        foreach (var (expected, actual) in summary.Scenarios.Zip(read.Scenarios))
        {
            Assert.Equal(SummaryText.Of(expected), SummaryText.Of(actual));
            Assert.Equal((expected.Name, expected.Commit, expected.Captured, expected.Duration), (actual.Name, actual.Commit, actual.Captured, actual.Duration));
            Assert.Equal(expected.Gc, actual.Gc);
            Assert.Equal(expected.Modules, actual.Modules);
            foreach (var (written, again) in expected.Methods.Zip(actual.Methods))
            {
                Assert.Equal((written.File, written.Span, written.Fingerprint, written.Growth), (again.File, again.Span, again.Fingerprint, again.Growth));
                Assert.Equal(written.Costs, again.Costs);
                Assert.Equal(written.Baseline ?? [], again.Baseline ?? []);
            }
        }
    });

    [Fact]
    public void Each_line_but_the_last_ends_with_a_line_feed_alone() => SummaryGen.Any.Sample(summary =>
    {
        var text = SummaryText.Write(summary);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\n}\n", text, StringComparison.Ordinal);
        Assert.Equal(summary.Scenarios.Sum(scenario => scenario.Methods.Count), text.Split('\n').Count(line => line.Contains("\"kind\":", StringComparison.Ordinal)));
    });

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_is_replaced()
    {
        var summary = new Summary { Scenarios = [new Scenario { Name = "a\ud83d", Totals = SampleValues.Zero, Methods = [new HotMethod { Name = "\udc00b" }] }] };
        var read = SummaryText.Read(SummaryText.Write(summary));

        Assert.Equal("a\ufffd", read.Scenarios[0].Name);
        Assert.Equal("\ufffdb", read.Scenarios[0].Methods[0].Name);
    }

    [Fact]
    public void A_method_s_file_must_be_in_the_list()
    {
        var summary = new Summary { Scenarios = [new Scenario { Name = "a", Totals = SampleValues.Zero, Methods = [new HotMethod { Id = "M:A.B", File = File }] }] };

        Assert.Contains("Matcher.cs", Assert.Throws<ArgumentException>(() => SummaryText.Write(summary)).Message, StringComparison.Ordinal);
    }

    private static Summary Example() => new()
    {
        Files = [File],
        Scenarios =
        [
            new Scenario
            {
                Name = "checkout-load",
                Commit = "3f2c1ab",
                Captured = new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.FromHours(1)),
                Duration = 30_000_000_000,
                Runtime = ".NET 10.0.12",
                Os = "linux-x64",
                Source = "nettrace",
                Traces = 2,
                Omitted = 7,
                Modules = ["Shop"],
                Totals = Values((SampleKind.Cpu, 11_400_000_000), (SampleKind.AllocSpace, 1200)),
                Gc = new GcSummary(12, 3, 1, 45_000_000, 9_000_000),
                Methods =
                [
                    new HotMethod
                    {
                        Id = "M:Shop.Matcher.Match(System.Collections.Generic.List{Shop.Sku})",
                        File = File,
                        Span = new SourceRange(30, 9, 44, 10),
                        Fingerprint = new CodeFingerprint(255, 120),
                        Costs = Costs((SampleKind.Cpu, new Cost(300, 4400, 5500)), (SampleKind.AllocSpace, new Cost(12, 12, 12))),
                        Callees = [new CalleeCost { Name = "System.Collections.Generic.List`1.Contains", Line = new LineRange(42, 42), Values = Values((SampleKind.Cpu, 4100)) }],
                        Types = [new TypeCost { Type = "System.Byte[]", Line = new LineRange(43, 44), Values = Values((SampleKind.AllocSpace, 12)) }],
                        Lines = [new LineCost { Line = new LineRange(42, 42), Values = Values((SampleKind.Cpu, 4100)) }],
                    },
                    new HotMethod { Name = "Shop.Cache.Get(String)", Kind = FunctionKind.Lambda, Costs = Costs((SampleKind.Blocked, new Cost(0, 9, 9))) },
                ],
            },
        ],
    };

    private static SampleValues Values(params (SampleKind Kind, long Value)[] values)
    {
        var all = new long[SampleKinds.Count];
        foreach (var (kind, value) in values)
            all[(int)kind] = value;
        return new SampleValues(all);
    }

    private static Cost[] Costs(params (SampleKind Kind, Cost Cost)[] costs)
    {
        var all = new Cost[SampleKinds.Count];
        foreach (var (kind, cost) in costs)
            all[(int)kind] = cost;
        return all;
    }
}

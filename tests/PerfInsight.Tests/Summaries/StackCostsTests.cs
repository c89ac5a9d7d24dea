using CsCheck;
using PerfInsight.Summaries;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Summaries;

/// <summary>The walk over the tree of stacks against the definition, which looks at each sample's stack alone.</summary>
public class StackCostsTests
{
    private static readonly string[] Frames =
        ["App.A@1", "App.A@2", "App.B@3", "App.B#lambda@4", "App.B#local@5", "System.X", "System.Y", "App.Package.P@6", "App.Generated.G@7"];

    [Fact]
    public void The_walk_gives_what_each_sample_s_stack_says() => Gen.Select(Gen.Int[0, Frames.Length - 1].Array[1, 9], Gen.Long[1, 50])
        .Array[1, 12]
        .Sample(samples =>
        {
            var sketch = new ProfileSketch();
            foreach (var (frames, value) in samples)
                sketch.Cpu(string.Join(" > ", frames.Select(frame => Frames[frame])), value);
            var measured = sketch.Summarize(new SummaryOptions { Floor = 0, MaxBytes = int.MaxValue }).Methods
                .ToDictionary(method => method.Id![2..] + Suffix(method.Kind));

            foreach (var name in new[] { "App.A", "App.B", "App.B#lambda", "App.B#local" })
            {
                var expected = Expected(name, samples);
                if (!measured.TryGetValue(name, out var method))
                {
                    Assert.Equal(default, expected.Cost);
                    continue;
                }

                Assert.Equal(expected.Cost, method[SampleKind.Cpu]);
                Assert.Equal(
                    expected.Callees.OrderBy(entry => entry.Key, StringComparer.Ordinal),
                    method.Callees.Select(callee => KeyValuePair.Create($"{callee.Name}@{callee.Line?.First}", callee.Values[SampleKind.Cpu]))
                        .OrderBy(entry => entry.Key, StringComparer.Ordinal));
                Assert.Equal(
                    expected.Lines.OrderBy(entry => entry.Key),
                    method.Lines.Select(line => KeyValuePair.Create(line.Line.First, line.Values[SampleKind.Cpu])));
            }
        });

    [Fact]
    public void A_stack_as_deep_as_any_is_no_problem()
    {
        var scenario = new ProfileSketch().Cpu(string.Join(" > ", Enumerable.Repeat("App.A@1 > System.X > System.Y > App.B@2", 20_000)), 7).Summarize();

        Assert.Equal(
            """
            M:App.B cpu 7/7/7 | @2 cpu 7
            M:App.A cpu 0/0/7 | App.B@1 cpu 7 | System.X@1 cpu 7 | System.Y@1 cpu 7 | @1 cpu 7
            """,
            SummaryText.Of(scenario));
    }

    private static (Cost Cost, Dictionary<string, long> Callees, Dictionary<int, long> Lines) Expected(string name, (int[] Frames, long Value)[] samples)
    {
        long self = 0, own = 0, total = 0, whole = 0;
        var callees = new Dictionary<string, long>();
        var lines = new Dictionary<int, long>();
        var isOnAnyStack = samples.Any(sample => sample.Frames.Any(frame => NameOf(frame) == name));
        foreach (var (indexes, value) in samples)
        {
            whole += value;
            var frames = indexes.Select(index => Frames[index]).ToList();
            if (NameOf(indexes[^1]) == name)
                self += value;
            var nearest = frames.FindLastIndex(IsUser);
            if (nearest >= 0 && NameOf(frames[nearest]) == name)
                own += value;

            // The member's own entry has what stands in it, where the member is on a stack at all.
            if (frames.Exists(frame => NameOf(frame) == name || (isOnAnyStack && NameOf(frame).Split('#')[0] == name)))
                total += value;
            var innermost = frames.FindLastIndex(frame => NameOf(frame) == name);
            if (innermost < 0)
                continue;
            var line = int.Parse(frames[innermost].Split('@')[1], System.Globalization.CultureInfo.InvariantCulture);
            lines[line] = lines.GetValueOrDefault(line) + value;
            var called = new HashSet<string>();
            for (var i = innermost + 1; i < frames.Count; i++)
            {
                called.Add(NameOf(frames[i]).Split('#')[0] + "@" + line);
                if (IsUser(frames[i]))
                    break;
            }

            foreach (var callee in called)
                callees[callee] = callees.GetValueOrDefault(callee) + value;
        }

        // Lists leave out what is below 1 % of the member.
        var most = Math.Max(total, own);
        return (
            new Cost(self, own, total),
            callees.Where(entry => entry.Value >= most * 0.01).ToDictionary(),
            lines.Where(entry => entry.Value >= most * 0.01).ToDictionary());
    }

    private static string NameOf(int frame) => NameOf(Frames[frame]);

    private static string NameOf(string frame) => frame.Split('@')[0];

    private static bool IsUser(string frame) => frame.StartsWith("App.A", StringComparison.Ordinal) || frame.StartsWith("App.B", StringComparison.Ordinal);

    private static string Suffix(FunctionKind kind) => kind switch
    {
        FunctionKind.Lambda => "#lambda",
        FunctionKind.LocalFunction => "#local",
        _ => "",
    };
}

using System.Text;
using CsCheck;
using PerfInsight.Formats.Speedscope;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Formats;

/// <summary>speedscope's JSON: dotnet-trace's, that of others, our own.</summary>
public sealed class SpeedscopeTests
{
    // A run that dotnet-trace converted.
    private static readonly byte[] Kinds = Samples.Trace("kinds.speedscope.json");

    private static readonly ReaderContract Contract = new(new SpeedscopeReader(), Kinds);

    [Fact]
    public void Is_detected_by_content() => Contract.Is_detected_by_content();

    [Fact]
    public void Is_read_as_the_snapshot_says() => Contract.Is_read_as("dotnet/kinds.speedscope.snapshot.txt");

    [Fact]
    public void Survives_a_round_trip() => Contract.Survives_a_round_trip(new SpeedscopeWriter());

    [Fact]
    public void Cut_anywhere_is_an_error_with_a_position() => Contract.Cut_anywhere_is_an_error_with_a_position();

    [Fact]
    public void Flipped_bits_are_an_error_with_a_position() => Contract.Flipped_bits_are_an_error_with_a_position();

    [Fact]
    public void Functions_have_the_parts_that_a_trace_gives_them()
    {
        var trace = NetTraceReader.Read(new MemoryStream(Samples.Trace("kinds.nettrace")), "kinds.nettrace");
        var known = trace.Functions.Where(static function => function.Module >= 0)
            .ToLookup(static function => function.FullName, function => (trace.Modules[function.Module].Name, function.Namespace, function.Name));
        var read = ReaderContract.Read(Kinds);

        var shared = read.Functions.Where(function => known.Contains(function.FullName)).ToList();
        var others = shared.Where(function => !known[function.FullName].Contains((read.Modules[function.Module].Name, function.Namespace, function.Name))).ToList();

        // Where a method implements an interface by name, its type cannot be told from the name.
        Assert.True(shared.Count > 250, $"{shared.Count} functions in common");
        Assert.All(others, static function => Assert.Contains("W.Kinds.Members.W.Kinds.I", function.FullName));
    }

    [Fact]
    public void Most_time_is_in_the_functions_that_a_trace_of_the_program_has_it_in()
    {
        var trace = NetTraceReader.Read(new MemoryStream(Samples.Trace("kinds.nettrace")), "kinds.nettrace");
        var read = ReaderContract.Read(Kinds);

        Assert.Equal(["cpu nanoseconds", "blocked nanoseconds"], read.SampleTypes.Select(static type => $"{type.Kind} {type.Unit}"));
        Assert.Equal("cpu", read.Info.DefaultSampleType);
        Assert.Equal("W.B.Burn(int32)", Hottest(trace));
        Assert.Equal("W.B.Burn(int32)", Hottest(read));
        Assert.InRange(read.Info.Period, 1_000_000, 1_500_000);
    }

    [Fact]
    public void Time_of_a_stack_is_that_between_its_events()
    {
        var read = Read("""
            {"profiles": [{"type": "evented", "name": "one", "unit": "milliseconds", "startValue": 0, "endValue": 10, "events": [
              {"type": "O", "frame": 0, "at": 1}, {"type": "O", "frame": 1, "at": 3.5}, {"type": "C", "frame": 1, "at": 4}, {"at": 10, "frame": 0, "type": "C"}]}],
             "shared": {"frames": [{"name": "main"}, {"name": "work", "file": "a.py", "line": 7, "col": null}]}, "$schema": "https://www.speedscope.app/file-format-schema.json"}
            """);

        Assert.Equal("types samples count, time nanoseconds · default time", ProfileText.Of(read).Split('\n')[1]);
        Assert.Equal(["2 8500000 [] main(,,0,-1)", "1 500000 [] main(,,0,-1) > work@7:0(,a.py,0,-1)"], SamplesOf(read));
        Assert.Equal(10_000_000, read.Info.Duration);
    }

    [Theory]
    [InlineData("seconds", "1 1500000000 [] a(,,0,-1)")]
    [InlineData("microseconds", "1 1500 [] a(,,0,-1)")]
    [InlineData("nanoseconds", "1 2 [] a(,,0,-1)")]
    [InlineData("bytes", "1 2 [] a(,,0,-1)")]
    [InlineData("none", "2 [] a(,,0,-1)")]
    public void Weights_may_stand_before_samples_and_have_any_unit(string unit, string expected) => Assert.Equal([expected], SamplesOf(Read(
        $$"""{"shared": {"frames": [{"name": "a"}]}, "profiles": [{"weights": [1.5], "samples": [[0]], "unit": "{{unit}}", "type": "sampled"}]}""")));

    [Fact]
    public void Profiles_of_one_file_are_threads()
    {
        const string Profile = """{"type": "sampled", "name": "NAME", "unit": "none", "samples": [[0], [0]], "weights": [1, 2]}""";
        var read = Read($$"""
            {"shared": {"frames": [{"name": "a"}]}, "profiles": [{{Profile.Replace("NAME", "x", StringComparison.Ordinal)}}, {{Profile.Replace("NAME", "y", StringComparison.Ordinal)}}]}
            """);

        Assert.Equal(["3 [thread='x'] a(,,0,-1)", "3 [thread='y'] a(,,0,-1)"], SamplesOf(read));
    }

    [Fact]
    public void Waiting_is_told_from_running_by_the_leaf_and_threads_without_work_are_left_out()
    {
        var read = Read(Evented(
            "Process64 dotnet (1) Args: W.dll", "Threads", "Thread (7)", "W!W.Work.Run(int32)", "CPU_TIME", "System.Private.CoreLib!System.Threading.Thread.Sleep(int32)",
            "UNMANAGED_CODE_TIME", "System.Private.CoreLib!System.Threading.PortableThreadPool+WorkerThread.WorkerThreadStart()",
            "System.Private.CoreLib!System.Threading.LowLevelLifoSemaphore.WaitForSignal(int32)"));

        Assert.Equal("types cpu nanoseconds, blocked nanoseconds · default cpu", ProfileText.Of(read).Split('\n')[1]);
        Assert.Equal(
            ["5000000 0 [thread='Thread (7)'] W.Work.Run(int32)(,,0,0)", "0 3000000 [thread='Thread (7)'] W.Work.Run(int32)(,,0,0) > System.Threading.Thread.Sleep(int32)(,,0,1)"],
            SamplesOf(read));
    }

    // Their labels, values below zero and addresses are lost; names, places and sums are not.
    [Fact]
    public void Of_any_profile_stacks_and_sums_survive() => ProfileGen.Any
        .Where(static profile => profile.SampleTypes.Distinct().Count() == profile.SampleTypes.Count)
        .Sample(
            profile =>
            {
                var sums = Sums(profile);
                if (sums.Values.Sum(static sum => Math.Abs(sum)) > long.MaxValue)
                    return;
                var read = ReaderContract.Read(ReaderContract.Written(new SpeedscopeWriter(), profile));
                Assert.Equal(sums.OrderBy(static pair => pair.Key, StringComparer.Ordinal), Sums(read).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
                Assert.Equal(profile.SampleTypes, read.SampleTypes);
                Assert.Equal((profile.Info.Duration, profile.Info.Period), (read.Info.Duration, read.Info.Period));
            },
            iter: 300,
            print: ProfileText.Of);

    [Theory]
    [InlineData("{\"traceEvents\": []}")]
    [InlineData("{\"frames\": []}")]
    [InlineData("[\"speedscope.app\"]")]
    public void Other_JSON_is_not_taken_for_it(string text) => Assert.False(new SpeedscopeReader().Sniff(Encoding.UTF8.GetBytes(text), "a.speedscope.json"));

    private static string Evented(params string[] frames)
    {
        var names = string.Join(", ", frames.Select(static frame => $$"""{"name": "{{frame}}"}"""));
        (char Type, int Frame, int At)[] events =
        [
            ('O', 0, 0), ('O', 1, 0), ('O', 2, 0), ('O', 3, 0), ('O', 4, 0), ('C', 4, 5), ('O', 5, 5), ('O', 6, 5), ('C', 6, 8), ('C', 5, 8), ('C', 3, 8),
            ('O', 7, 8), ('O', 8, 8), ('O', 6, 8), ('C', 6, 20), ('C', 8, 20), ('C', 7, 20), ('C', 2, 20), ('C', 1, 20), ('C', 0, 20),
        ];
        var list = string.Join(", ", events.Select(static one => $$"""{"type": "{{one.Type}}", "frame": {{one.Frame}}, "at": {{one.At}}}"""));
        return $$"""{"shared": {"frames": [{{names}}]}, "profiles": [{"type": "evented", "name": "Thread (7)", "unit": "milliseconds", "events": [{{list}}]}]}""";
    }

    private static ProfileData Read(string json) => ReaderContract.Read(Encoding.UTF8.GetBytes(json));

    private static List<string> SamplesOf(ProfileData profile) => [.. ProfileText.Of(profile).Split('\n').Where(static line => line.Contains(" [", StringComparison.Ordinal))];

    private static string Hottest(ProfileData profile)
    {
        var leaves = new Leaves(profile);
        profile.VisitSamples(leaves);
        return leaves.Costs.MaxBy(static pair => pair.Value).Key;
    }

    private static Dictionary<string, decimal> Sums(ProfileData profile)
    {
        var sums = new StackSums(profile);
        profile.VisitSamples(sums);
        return sums.Of;
    }

    private sealed class Leaves(ProfileData profile) : ISampleVisitor
    {
        public Dictionary<string, long> Costs { get; } = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var name = profile.Functions[profile.Locations[stack[0]].Function].FullName;
            Costs[name] = Costs.GetValueOrDefault(name) + values[0];
        }
    }

    private sealed class StackSums(ProfileData profile) : ISampleVisitor
    {
        public Dictionary<string, decimal> Of { get; } = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var frames = string.Join(" > ", stack.ToArray().Select(Frame));
            for (var i = 0; i < values.Length; i++)
            {
                var key = $"{i} {frames}";
                if (values[i] > 0)
                    Of[key] = Of.GetValueOrDefault(key) + values[i];
            }
        }

        private string Frame(int index)
        {
            var location = profile.Locations[index];
            var function = profile.Functions[location.Function];
            return $"{function.FullName}@{function.File}:{Math.Max(0, location.Line)}:{Math.Max(0, location.Column)}";
        }
    }
}

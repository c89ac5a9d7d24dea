using PerfInsight.Cli.Collecting;
using PerfInsight.NetTrace.Collection;

namespace PerfInsight.Cli.Tests.Commands;

public sealed class CollectCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    private string Trace => Path.Combine(_folder, "t.nettrace");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Says_what_was_written_how_the_program_ended_and_the_next_step()
    {
        var collector = new FakeCollector(1_500_000, exitCode: 3);

        var (exitCode, output, error) = new Tool { Collector = collector }.Run("collect", "-o", Trace, "--", "dotnet", "App.dll", "--fast");

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Matches($@"^{Trace}: 1\.5 MB in [0-9.]+ \S+, the program ended with exit code 3\nNext: perfinsight summarize {Trace} -o app\.perfinsight\.json\n$", error);
        Assert.Equal(1_500_000, new FileInfo(Trace).Length);
        var target = Assert.IsType<CollectTarget.Started>(collector.Target);
        Assert.Equal(("dotnet", "App.dll --fast"), (target.Program, string.Join(' ', target.Arguments)));
        Assert.Equal(CollectionProfile.Everything, collector.Profile);
    }

    [Fact]
    public void Attaches_to_a_process_and_stops_after_the_duration()
    {
        var collector = new FakeCollector(10, waitsForStop: true);

        var (exitCode, _, error) = new Tool { Collector = collector }.Run(
            "collect", "--pid", "42", "--profile", "alloc", "--duration", "10ms", "-o", Trace);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{Trace}: 10 B in ", error);
        Assert.Equal(new CollectTarget.Running(42), collector.Target);
        Assert.Equal(CollectionProfile.Alloc, collector.Profile);
    }

    [Fact]
    public void Ctrl_C_keeps_what_was_recorded()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();

        var (exitCode, _, _) = new Tool { Collector = new FakeCollector(10, waitsForStop: true), Interrupted = interrupt.Token }.Run(
            "collect", "--pid", "42", "-o", Trace);

        Assert.Equal(0, exitCode);
        Assert.Equal(10, new FileInfo(Trace).Length);
    }

    [Fact]
    public void An_earlier_trace_is_not_replaced_by_an_empty_one()
    {
        File.WriteAllText(Trace, "earlier");

        var (exitCode, _, error) = new Tool { Collector = new FakeCollector(0) }.Run("collect", "--pid", "42", "-o", Trace);

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"{Trace}: nothing was recorded", error);
        Assert.Equal("earlier", File.ReadAllText(Trace));
        Assert.Equal([Trace], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("collect", "Expected --pid N, or a command after '--'")]
    [InlineData("collect --pid 1 -- dotnet App.dll", "Expected --pid N or a command after '--', found both.")]
    [InlineData("collect --pid 0", "--pid: expected the id of a process, found 0.")]
    [InlineData("collect --pid me", "")]
    [InlineData("collect --pid 1 --profile heap", "heap")]
    [InlineData("collect --pid 1 --duration 30", "--duration: expected a time such as 30s, 2m or 500ms, found '30'.")]
    [InlineData("collect --pid 1 -o no/such/folder/t.nettrace", "no/such/folder/t.nettrace: there is no folder 'no/such/folder'")]
    [InlineData("collect --pid 1 -o .", ".: expected the name of a file to write, found a folder.")]
    public void A_command_line_that_makes_no_sense_is_exit_code_2(string arguments, string expected)
    {
        var (exitCode, output, error) = new Tool().Run(arguments.Split(' '));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(expected, error);
        Assert.EndsWith("Help: perfinsight collect --help\n", error);
    }

    private sealed class FakeCollector(int bytes, int? exitCode = null, bool waitsForStop = false) : ITraceCollector
    {
        public CollectTarget? Target { get; private set; }

        public CollectionProfile? Profile { get; private set; }

        public CollectedTrace Collect(CollectTarget target, CollectionProfile profile, Stream trace, CancellationToken stop)
        {
            (Target, Profile) = (target, profile);
            trace.Write(new byte[bytes]);
            if (waitsForStop)
                stop.WaitHandle.WaitOne();
            return new CollectedTrace(exitCode);
        }
    }
}

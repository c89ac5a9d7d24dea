using PerfInsight.Cli.Text;

namespace PerfInsight.Cli.Tests.Text;

public class ProgressLineTests
{
    [Fact]
    public void Stays_quiet_in_a_pipe()
    {
        var error = new StringWriter();
        using (new ProgressLine(Context(error, width: null, new ManualClock()), _ => "working"))
        {
        }

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Is_written_over_on_a_terminal_and_gone_at_the_end()
    {
        var clock = new ManualClock();
        var error = new StringWriter();
        using (new ProgressLine(Context(error, width: 12, clock), elapsed => $"working {elapsed.TotalSeconds} s of many"))
        {
            clock.Fire();
            clock.Fire();
        }

        Assert.Equal("\rworking 0 s\rworking 1 s\r           \r", error.ToString());
    }

    private static CommandContext Context(TextWriter error, int? width, TimeProvider clock) =>
        new() { Out = TextWriter.Null, Error = error, ErrorWidth = width, Clock = clock };

    /// <summary>A clock whose timers fire when the test says so, a second apart.</summary>
    private sealed class ManualClock : TimeProvider
    {
        private long _seconds = -1;
        private Action? _callback;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Math.Max(0, _seconds);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = () => callback(state);
            return new NoTimer();
        }

        public void Fire()
        {
            _seconds++;
            _callback!();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}

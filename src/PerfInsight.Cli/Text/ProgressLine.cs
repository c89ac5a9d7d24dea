namespace PerfInsight.Cli.Text;

/// <summary>
/// One line on a terminal that says what goes on and is written over; nothing in a pipe. It refreshes itself while a
/// long step runs.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _writer;
    private readonly int _width;
    private readonly Func<TimeSpan, string> _text;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private int _written;
    private bool _closed;

    /// <summary>Begins a line whose text <paramref name="text"/> makes of the elapsed time.</summary>
    public ProgressLine(CommandContext context, Func<TimeSpan, string> text)
    {
        _writer = context.Error;
        _width = context.ErrorWidth ?? 0;
        _text = text;
        _clock = context.Clock;
        _start = _clock.GetTimestamp();
        if (_width > 0)
            _timer = _clock.CreateTimer(static line => ((ProgressLine)line!).Refresh(), this, TimeSpan.Zero, Interval);
    }

    /// <summary>Time since the line began.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _closed = true;
            if (_written > 0)
                _writer.Write("\r" + new string(' ', _written) + "\r");
            _writer.Flush();
        }
    }

    private void Refresh()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            var text = _text(Elapsed);
            // The last column stays free: a terminal may break the line after it.
            if (text.Length >= _width)
                text = text[..(_width - 1)];
            _writer.Write("\r" + text.PadRight(_written));
            _writer.Flush();
            _written = text.Length;
        }
    }
}

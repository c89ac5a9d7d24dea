namespace PerfInsight.Fuzz;

/// <summary>Ends the process when an input is read without end, and says which.</summary>
internal sealed class Watchdog : IDisposable
{
    // Slower inputs than a second are findings already; this is for those that never come back.
    private const int LongestSeconds = 120;

    private readonly InputFiles _inputs;
    private readonly Timer _timer;
    private long _number;
    private int _seconds;

    public Watchdog(InputFiles inputs)
    {
        _inputs = inputs;
        _timer = new Timer(_ => Look(), null, 1000, 1000);
    }

    /// <summary>An input begins.</summary>
    public void Begin(long number)
    {
        Volatile.Write(ref _seconds, 0);
        Volatile.Write(ref _number, number);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Interlocked.Increment(ref _seconds) < LongestSeconds)
            return;
        Console.WriteLine($"input {Volatile.Read(ref _number)} is read for more than {LongestSeconds} seconds: {_inputs.SaveCurrent("hang")}");
        Environment.Exit(1);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfInsight.Fuzz;

/// <summary>One input was read.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Finding">What is wrong with that, null where nothing is.</param>
internal sealed record Execution(string Outcome, Finding? Finding)
{
    /// <summary>Processor time of the process meanwhile; zero where the reader threw.</summary>
    public TimeSpan Time { get; private init; }

    // A reader needs milliseconds for a million bytes. These are for a machine that does other things too.
    private static readonly TimeSpan TimeOfAny = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimePerByte = TimeSpan.FromMicroseconds(5);

    // What the limits of the targets allow, and objects of what is really there, read and written and read again.
    private const long BytesOfAny = 64 << 20;
    private const long BytesPerByte = 1024;

    /// <summary>
    /// Reads an input and holds it to the time that is promised. One that took too long is read twice more: the machine may have been
    /// busy. The time is that of the process, so nothing else may run in it.
    /// </summary>
    public static Execution Timed(FuzzTarget target, byte[] input)
    {
        var mostTime = TimeOfAny + TimePerByte * input.Length;
        var execution = Of(target, input);
        for (var again = 0; again < 2 && execution.Time > mostTime; again++)
            execution = Of(target, input);
        return execution.Finding is null && execution.Time > mostTime
            ? execution with { Finding = new Finding("time", $"took {execution.Time.TotalSeconds:0.0} s, at most {mostTime.TotalSeconds:0.0} s are promised for {input.Length} bytes: {execution.Outcome}") }
            : execution;
    }

    /// <summary>Reads an input, and judges all but the time: beside other work in the process it says nothing.</summary>
    public static Execution Of(FuzzTarget target, byte[] input)
    {
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        string outcome;
        try
        {
            outcome = target.Read(input);
        }
        catch (Exception exception)
        {
            // Whatever it is: it is not the error that the reader promises.
            return new Execution("", Finding.Of(exception));
        }

        var time = Environment.CpuUsage.TotalTime - start;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        var mostBytes = BytesOfAny + BytesPerByte * input.Length;
        return allocated > mostBytes
            ? new Execution(outcome, new Finding("memory", $"allocated {allocated} bytes, at most {mostBytes} are promised for {input.Length} bytes: {outcome}")) { Time = time }
            : new Execution(outcome, null) { Time = time };
    }
}

/// <summary>Something that a reader must not do.</summary>
/// <param name="Key">Equal for inputs that show the same fault.</param>
/// <param name="Text">What happened.</param>
internal sealed partial record Finding(string Key, string Text)
{
    public static Finding Of(Exception exception)
    {
        var frames = new StackTrace(exception).GetFrames().Select(static frame => frame.GetMethod()).Where(static method => method?.DeclaringType is not null)
            .Select(static method => $"{method!.DeclaringType!.Name}.{method.Name}");
        var where = string.Join(" < ", frames.Where(static frame => !frame.StartsWith("ThrowHelper", StringComparison.Ordinal)).Take(2));
        var what = exception is BrokenPromiseException ? Number().Replace(exception.Message.Split('\n')[0], "0") : exception.GetType().Name;
        return new Finding(string.Create(CultureInfo.InvariantCulture, $"{what} {where}"), exception.ToString());
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}

using System.Diagnostics;
using System.Globalization;

namespace PerfInsight.Benchmarks.Profiles;

/// <summary>What a whole process cost: start-up, compilation and output included.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Time of processors: what other work on the machine disturbs least.</param>
/// <param name="Megabytes">Most memory at a time (resident set), of it and of what it started.</param>
internal readonly record struct MeasuredProcess(double Seconds, double CpuSeconds, double Megabytes)
{
    // GNU time reads the peak from wait4(2), children of children included.
    private const string Time = "/usr/bin/time";

    /// <summary>What is missing to measure at all; null for nothing.</summary>
    public static string? Missing => File.Exists(Time) ? null : $"expected {Time} (GNU time, package 'time'), found none";

    /// <summary>Runs a program some times: the least time, which other work on the machine disturbs least, and the most memory.</summary>
    /// <param name="runs">How often.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static MeasuredProcess Run(int runs, string program, params string[] arguments)
    {
        var all = Enumerable.Range(0, runs).Select(_ => Once(program, arguments)).ToList();
        return new MeasuredProcess(all.Min(run => run.Seconds), all.Min(run => run.CpuSeconds), all.Max(run => run.Megabytes));
    }

    private static MeasuredProcess Once(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Time, ["-f", "%e %U %S %M", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        var last = error.TrimEnd().Split('\n')[^1].Split(' ');
        if (process.ExitCode != 0 || last.Length != 4)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{error}");
        var numbers = Array.ConvertAll(last, number => double.Parse(number, CultureInfo.InvariantCulture));
        return new MeasuredProcess(numbers[0], numbers[1] + numbers[2], numbers[3] * 1024 / 1e6);
    }
}

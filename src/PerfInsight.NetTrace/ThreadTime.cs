namespace PerfInsight.NetTrace;

/// <summary>Turns samples of threads into time.</summary>
/// <remarks>
/// The profiler stops all threads about once a millisecond and samples each. A sample stands for the time since the sampling
/// before, as measured, so that a delayed sampler loses nothing. Of the running threads no more than there are processors
/// can run: where more are runnable, each gets its part of the processors and the rest of its time is waiting for one,
/// which is counted nowhere.
/// </remarks>
internal static class ThreadTime
{
    // A gap this many times the usual interval is not sampling but a stopped process (a debugger, a suspended machine).
    private const double LongestGap = 100;

    /// <summary>Time in nanoseconds for each sample; the same order.</summary>
    /// <param name="samples">Samples in order of time.</param>
    /// <param name="isRunning">Whether the thread of a stack runs.</param>
    /// <param name="processors">Processors of the machine; 0 where unknown.</param>
    public static double[] Weigh(List<ThreadSample> samples, Func<int, bool> isRunning, int processors)
    {
        var weights = new double[samples.Count];
        var rounds = Rounds(samples);
        var usual = UsualInterval(samples, rounds);
        for (var round = 0; round < rounds.Count; round++)
        {
            var start = rounds[round];
            var end = round + 1 < rounds.Count ? rounds[round + 1] : samples.Count;
            var interval = round == 0 ? usual : samples[start].Time - samples[rounds[round - 1]].Time;
            if (!(interval <= usual * LongestGap))
                interval = usual;
            var running = 0;
            for (var i = start; i < end; i++)
                running += isRunning(samples[i].Stack) ? 1 : 0;
            var part = processors > 0 && running > processors ? (double)processors / running : 1;
            for (var i = start; i < end; i++)
                weights[i] = interval * 1e6 * (isRunning(samples[i].Stack) ? part : 1);
        }

        return weights;
    }

    // One sampling ends where a thread comes up again.
    private static List<int> Rounds(List<ThreadSample> samples)
    {
        var rounds = new List<int>();
        var lastRound = new Dictionary<int, int>();
        for (var i = 0; i < samples.Count; i++)
        {
            var thread = samples[i].Thread;
            if (rounds.Count == 0 || (lastRound.TryGetValue(thread, out var round) && round == rounds.Count))
                rounds.Add(i);
            lastRound[thread] = rounds.Count;
        }

        return rounds;
    }

    private static double UsualInterval(List<ThreadSample> samples, List<int> rounds)
    {
        if (rounds.Count < 2)
            return 1;
        var intervals = new double[rounds.Count - 1];
        for (var i = 0; i < intervals.Length; i++)
            intervals[i] = samples[rounds[i + 1]].Time - samples[rounds[i]].Time;
        Array.Sort(intervals);
        return intervals[intervals.Length / 2];
    }
}

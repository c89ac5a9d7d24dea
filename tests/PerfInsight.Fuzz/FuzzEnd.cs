namespace PerfInsight.Fuzz;

/// <summary>When a run is over.</summary>
/// <param name="Executions">Inputs at most.</param>
/// <param name="Time">Time at most.</param>
internal readonly record struct FuzzEnd(long Executions, TimeSpan Time)
{
    public static FuzzEnd After(long executions) => new(executions, TimeSpan.MaxValue);

    public static FuzzEnd After(TimeSpan time) => new(long.MaxValue, time);
}

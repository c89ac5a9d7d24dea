using PerfInsight.Benchmarks;

namespace PerfInsight.Comparison;

/// <summary>A run and the label by which it is told apart, <c>.file</c>. Runs of one label are one sample.</summary>
/// <param name="Label">The label.</param>
/// <param name="Run">The run.</param>
public sealed record LabelledRun(string Label, BenchmarkRun Run);

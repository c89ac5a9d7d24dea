namespace PerfInsight.Comparison.Selection;

/// <summary>A filter or a projection that cannot be understood.</summary>
/// <param name="query">All of it.</param>
/// <param name="offset">Where in it, in characters.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class QuerySyntaxException(string query, int offset, string problem)
    : Exception($"{problem}\n  {query}\n  {new string(' ', offset)}^")
{
    /// <summary>The filter or projection.</summary>
    public string Query { get; } = query;

    /// <summary>Where in it, in characters from 0 on.</summary>
    public int Offset { get; } = offset;

    /// <summary>What is wrong there.</summary>
    public string Problem { get; } = problem;
}

namespace PerfInsight.Views;

/// <summary>A row of a view: a function, line, file, binary or namespace, and what it cost.</summary>
public sealed class CallNode
{
    internal CallNode(string name, long self, long total) => (Name, Self, Total) = (name, self, total);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it cost itself, in the unit of the sample type (pprof: flat).</summary>
    public long Self { get; }

    /// <summary>What it cost with all that it called; recursion counts once (pprof: cum).</summary>
    public long Total { get; }

    /// <summary>Whether calls of it were inlined.</summary>
    public Inlining Inlining { get; internal set; }

    /// <summary>Who called it, costliest first. Empty in views without calls.</summary>
    public IReadOnlyList<CallEdge> Callers { get; internal set; } = [];

    /// <summary>What it called, costliest first. Empty in views without calls.</summary>
    public IReadOnlyList<CallEdge> Callees { get; internal set; } = [];
}

/// <summary>A call from one row to another.</summary>
/// <param name="Node">The other side.</param>
/// <param name="Value">What the calls cost.</param>
/// <param name="IsInlined">True where all of them were inlined.</param>
public sealed record CallEdge(CallNode Node, long Value, bool IsInlined);

/// <summary>Whether calls of a function were inlined.</summary>
public enum Inlining
{
    /// <summary>By no caller.</summary>
    Never,

    /// <summary>By some callers.</summary>
    Partly,

    /// <summary>By all callers.</summary>
    Always,
}

namespace PerfInsight.Summaries;

/// <summary>What kind of function a <see cref="HotMethod"/> is.</summary>
public enum FunctionKind
{
    /// <summary>A declared member; its lambdas and local functions count in its total.</summary>
    Method,

    /// <summary>A lambda or anonymous delegate inside the member that <see cref="HotMethod.Id"/> names.</summary>
    Lambda,

    /// <summary>A local function inside the member that <see cref="HotMethod.Id"/> names.</summary>
    LocalFunction,
}

/// <summary>Lines <paramref name="First"/> to <paramref name="Last"/>, 1-based, both included.</summary>
public readonly record struct LineRange(int First, int Last)
{
    /// <summary>True where the ranges share a line.</summary>
    public bool Overlaps(LineRange other) => First <= other.Last && other.First <= Last;

    /// <summary>The range <paramref name="lines"/> lines further down.</summary>
    public LineRange Moved(int lines) => new(First + lines, Last + lines);
}

/// <summary>A source span, 1-based; the end column is the column after the last character.</summary>
public readonly record struct SourceRange(int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>One hotspot of a scenario.</summary>
public sealed class HotMethod
{
    /// <summary>
    /// Documentation-comment id of the nearest declared member, proved by token and PDB.
    /// Null where only a name is known.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// Where no PDB proved the member: its normalised name, <c>Namespace.Type.Method(Type,Type)</c> with the
    /// parameters' type names unqualified. It may fit several members.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Declared member, lambda or local function.</summary>
    public FunctionKind Kind { get; init; }

    /// <summary>The file that declares it, null where unknown.</summary>
    public ProfiledFile? File { get; init; }

    /// <summary>First to last executable line when it was profiled (PDB sequence points), null where unknown.</summary>
    public SourceRange? Span { get; init; }

    /// <summary>Fingerprint of the code in <see cref="Span"/>, null where the source was not at hand.</summary>
    public CodeFingerprint? Fingerprint { get; init; }

    /// <summary>Cost per kind; one entry for each <see cref="SampleKind"/>.</summary>
    public IReadOnlyList<Cost> Costs { get; init; } = new Cost[SampleKinds.Count];

    /// <summary>
    /// What this function calls, costliest first: on each stack the framework functions between it and the next user
    /// function (or the leaf), and that next user function. Each counts all samples below it.
    /// </summary>
    public IReadOnlyList<CalleeCost> Callees { get; init; } = [];

    /// <summary>Types allocated by this function or the framework code under it, costliest first.</summary>
    public IReadOnlyList<TypeCost> Types { get; init; } = [];

    /// <summary>Lines with their total cost, in line order.</summary>
    public IReadOnlyList<LineCost> Lines { get; init; } = [];

    /// <summary>Costs in the baseline profile, null where there is none.</summary>
    public IReadOnlyList<Cost>? Baseline { get; init; }

    /// <summary>Measured growth: CPU grows as input size to this power; null where not measured.</summary>
    public double? Growth { get; init; }

    /// <summary>The cost of a kind.</summary>
    public Cost this[SampleKind kind] => Costs[(int)kind];
}

/// <summary>What a callee costs inside one member.</summary>
public sealed class CalleeCost
{
    /// <summary>
    /// Metadata name without parameters, for example <c>System.Collections.Generic.List`1.Contains</c>;
    /// overloads are added up.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The lines of the call in the member; null where unknown.</summary>
    public LineRange? Line { get; init; }

    /// <summary>Total cost of the callee below this member.</summary>
    public required SampleValues Values { get; init; }
}

/// <summary>What a member allocates of one type.</summary>
public sealed class TypeCost
{
    /// <summary>Metadata name of the type, for example <c>System.Byte[]</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The lines of the allocation in the member; null where unknown.</summary>
    public LineRange? Line { get; init; }

    /// <summary>Bytes and objects.</summary>
    public required SampleValues Values { get; init; }
}

/// <summary>What a range of lines costs, callees included.</summary>
public sealed class LineCost
{
    /// <summary>The lines, as fine as the debug information tells.</summary>
    public required LineRange Line { get; init; }

    /// <summary>Total cost of these lines.</summary>
    public required SampleValues Values { get; init; }
}

using System.Globalization;
using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Diagnoses;

/// <summary>Figures of one hotspot, each with where it stands in the summary.</summary>
internal sealed record HotMethodReading(Scenario Scenario, HotMethod Method, string Name, string File)
{
    /// <summary>The name without parameters.</summary>
    public string PlainName => Name.Split('(')[0];

    /// <summary>Part of all of a kind that is the member's own.</summary>
    public double Share(SampleKind kind) => Scenario.Totals[kind] > 0 ? Method[kind].Own / (double)Scenario.Totals[kind] : 0;

    /// <summary>Part of the wall time.</summary>
    public double OfWall(SampleKind kind) => Scenario.Duration > 0 ? Method[kind].Own / (double)Scenario.Duration : 0;

    public EvidenceFigure Of(string text, string what) => new(text, $"{File}: {Scenario.Name}, {what} of {Name}");

    public EvidenceFigure Figure(SampleKind kind) => Of(
        $"{QuantityText.Percent(Share(kind))} of {SampleKinds.Key(kind)} ({Quantity(Method[kind].Own, kind)} of {Quantity(Scenario.Totals[kind], kind)})", SampleKinds.Key(kind) + " own");

    public EvidenceFigure Wall(SampleKind kind) => Of(
        $"{Quantity(Method[kind].Own, kind)} {SampleKinds.Key(kind)} ({QuantityText.Percent(OfWall(kind))} of {QuantityText.Duration(Scenario.Duration)} wall time)", SampleKinds.Key(kind) + " own");

    public EvidenceFigure Callee(CalleeCost callee, SampleKind kind) => Of(
        $"{Quantity(callee.Values[kind], kind)} of it in {callee.Name}{At(callee.Line)}", SampleKinds.Key(kind) + " by callee");

    public EvidenceFigure Type(TypeCost type) => Of(
        $"{Quantity(type.Values[SampleKind.AllocSpace], SampleKind.AllocSpace)} of it as {type.Type}{At(type.Line)}", "alloc_space by type");

    /// <summary>The line that costs most of a kind; null where lines were not measured.</summary>
    public EvidenceFigure? HottestLine(SampleKind kind) =>
        Method.Lines.OrderByDescending(line => line.Values[kind]).FirstOrDefault(line => line.Values[kind] > 0) is { } line
            ? Of($"{Quantity(line.Values[kind], kind)}{At(line.Line)}", SampleKinds.Key(kind) + " by line")
            : null;

    public DiagnosisStatement Statement(
        RootCausePattern? pattern, string remedy, Confidence confidence, string reason, List<EvidenceFigure> evidence, EvidenceFigure? more, string next) => new()
        {
            Subject = Name,
            What = evidence[0].Text,
            Why = pattern is { } known ? FindingText.Pattern(known) : null,
            Do = remedy,
            Confidence = confidence,
            Reason = reason,
            Evidence = more is null ? evidence : [.. evidence, more],
            Next = next,
        };

    private string At(LineRange? line) =>
        line is { } range && Method.File is { } file ? $" at {file.Path}:{range.First.ToString(CultureInfo.InvariantCulture)}" : "";

    private static string Quantity(long value, SampleKind kind) => kind switch
    {
        SampleKind.AllocSpace => QuantityText.Bytes(value),
        SampleKind.Cpu or SampleKind.Blocked or SampleKind.Contention => QuantityText.Duration(value),
        _ => QuantityText.Count(value),
    };
}

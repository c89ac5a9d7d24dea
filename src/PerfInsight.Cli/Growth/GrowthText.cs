using System.Globalization;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Cli.Text;
using PerfInsight.Comparison;
using PerfInsight.Units;

namespace PerfInsight.Cli.Growth;

/// <summary>Writes how costs grow for people: the whole in a line, then a row a member that surely grows faster than the input.</summary>
/// <param name="growth">What was measured.</param>
/// <param name="top">Rows at most.</param>
/// <param name="all">True to list the other members too.</param>
/// <param name="width">Columns of the terminal; null where nothing limits a line.</param>
internal sealed class GrowthText(ProfileGrowth growth, int top, bool all, int? width)
{
    private const string None = "–";

    // What is said of larger inputs than were measured: of ten times the largest.
    private const int Ahead = 10;

    private const int LeastNameWidth = 20;

    /// <summary>A size, such as <c>4,000</c>.</summary>
    public static string Size(double size) => size == Math.Floor(size) && size < long.MaxValue
        ? QuantityText.Count((long)size)
        : size.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Writes all of it.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine(Headline());
        writer.WriteLine();
        var listed = growth.Members.Where(member => all || member.IsSuperLinear).ToList();
        if (listed.Count == 0)
            writer.WriteLine("No member surely grows faster than the input.");
        else
            Table([.. listed.Take(top)]).Write(writer);
        if (listed.Count > top)
            writer.WriteLine($"  … {QuantityText.Count(listed.Count - top)} more: --top {listed.Count}");
        WriteRest(writer);
    }

    private void WriteRest(TextWriter writer)
    {
        var few = growth.Members.Count(member => member.Fit is null);
        var quiet = growth.Members.Count(member => !member.IsSuperLinear) - few;
        writer.WriteLine($"{Members(quiet)} not surely faster than the input, {Members(few)} with too few samples to tell{(all ? "" : " (not listed: --all)")}");
    }

    private static string Members(int count) => QuantityText.Count(count) + (count == 1 ? " member" : " members");

    private string Headline()
    {
        var distinct = growth.Sizes.Distinct().Count();
        var profiles = growth.Sizes.Count == distinct ? "" : $" in {growth.Sizes.Count} profiles";
        var whole = growth.All is { } fit ? $"the whole grows as {Power(fit)} ({Interval(fit)})" : "too few samples to see a growth";
        return string.Join(
            " · ",
            growth.SampleType.Kind,
            growth.ByTotal ? "total" : "self",
            $"{distinct} sizes{profiles}, {Size(growth.Sizes[0])} … {Size(growth.Sizes[^1])}",
            $"{Cost(growth.Costs[0])} → {Cost(growth.Costs[^1])}",
            whole);
    }

    private TextTable Table(IReadOnlyList<MemberGrowth> rows)
    {
        var largest = growth.Sizes[^1];
        var table = new TextTable(
            new("verdict"), new("growth"), new("95 % interval", true), new($"{Size(growth.Sizes[0])} → {Size(largest)}", true), new($"at {Size(Ahead * largest)}", true), new("member"));
        var cells = rows.Select(row => (string[])
        [
            row.IsSuperLinear ? "super-linear" : "",
            row.Fit is null ? None : Power(row.Fit),
            row.Fit is null ? None : Interval(row.Fit),
            $"{Cost(row.Costs[0])} → {Cost(row.Costs[^1])}",
            row.Fit is null ? None : Cost(row.Fit.CostAt(Ahead * largest)),
            MemberName.Short(row.Member.Name),
        ]).ToList();
        foreach (var row in cells)
            table.Add([.. row.SkipLast(1), ""]);
        var room = width is { } columns ? Math.Max(LeastNameWidth, columns - table.Width + "member".Length) : int.MaxValue;
        var fitted = new TextTable(
            new("verdict"), new("growth"), new("95 % interval", true), new($"{Size(growth.Sizes[0])} → {Size(largest)}", true), new($"at {Size(Ahead * largest)}", true), new("member"));
        foreach (var row in cells)
            fitted.Add([.. row.SkipLast(1), room == int.MaxValue ? row[^1] : FittedNames.Fit(row[^1], room)]);
        return fitted;
    }

    private static string Power(GrowthFit fit) => string.Create(CultureInfo.InvariantCulture, $"n^{fit.Exponent:0.00}");

    private static string Interval(GrowthFit fit) => string.Create(CultureInfo.InvariantCulture, $"{fit.Interval.Lower:0.00} … {fit.Interval.Upper:0.00}");

    private string Cost(double value) => value == 0 ? None : growth.SampleType.Unit switch
    {
        "nanoseconds" => QuantityText.Duration(value),
        "bytes" => QuantityText.Bytes(value),
        _ => QuantityText.Count((long)Math.Min(long.MaxValue / 2, Math.Round(value))),
    };
}

using System.Globalization;
using System.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Tests.Testing;

/// <summary>Summaries as short text, to compare with what a test expects.</summary>
internal static class SummaryText
{
    public static string Write(Summary summary)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        SummaryWriter.Write(summary, writer);
        return writer.ToString();
    }

    public static Summary Read(string text)
    {
        Assert.True(SummaryReader.TryRead(text, out var summary, out var error), error?.ToString());
        return summary!;
    }

    /// <summary><c>M:App.A method cpu 1/2/3 | callee System.X@3 cpu 1 | line 3 cpu 1</c>, one method a line.</summary>
    public static string Of(Scenario scenario) => string.Join("\n", scenario.Methods.Select(Of));

    public static string Of(HotMethod method)
    {
        var text = new StringBuilder(method.Id ?? method.Name).Append(method.Kind == FunctionKind.Method ? "" : " " + method.Kind);
        foreach (var kind in SampleKinds.All)
        {
            var cost = method[kind];
            if (cost != default)
                text.Append(CultureInfo.InvariantCulture, $" {SampleKinds.Key(kind)} {cost.Self}/{cost.Own}/{cost.Total}");
        }

        foreach (var callee in method.Callees)
            text.Append(" | ").Append(callee.Name).Append(Place(callee.Line)).Append(Values(callee.Values));
        foreach (var type in method.Types)
            text.Append(" | new ").Append(type.Type).Append(Place(type.Line)).Append(Values(type.Values));
        foreach (var line in method.Lines)
            text.Append(" | ").Append(Place(line.Line)).Append(Values(line.Values));
        return text.ToString();
    }

    private static string Place(LineRange? line) => line is not { } range ? ""
        : range.First == range.Last ? string.Create(CultureInfo.InvariantCulture, $"@{range.First}")
        : string.Create(CultureInfo.InvariantCulture, $"@{range.First}-{range.Last}");

    private static string Values(SampleValues values) => string.Concat(SampleKinds.All
        .Where(kind => values[kind] != 0)
        .Select(kind => string.Create(CultureInfo.InvariantCulture, $" {SampleKinds.Key(kind)} {values[kind]}")));
}

namespace PerfInsight.Summaries;

/// <summary>Turns added-up costs into the entries of a summary.</summary>
internal static class HotMethods
{
    // Details below this part of the member's own cost explain nothing.
    private const double DetailFloor = 0.01;
    private const int MostCallees = 16;
    private const int MostTypes = 8;
    private const int MostLines = 16;

    /// <summary>The entry of a function.</summary>
    public static HotMethod Create(UserFunction function, FunctionCost cost, Func<int, string> nameOf, SourceTexts sources) => new()
    {
        Id = function.Id,
        Name = function.Name,
        Kind = function.Kind,
        File = function.File,
        Span = function.File is null ? null : function.Span,
        Fingerprint = function is { File: { } file, Span: { } span } ? sources.Fingerprint(file, span) : null,
        Costs = [.. SampleKinds.All.Select(kind => new Cost(cost.Self[(int)kind], cost.Own[(int)kind], cost.Total[(int)kind]))],
        Callees =
        [
            .. Costliest(cost.Callees, cost, MostCallees, key => nameOf(key.Name), key => key.Line)
                .Select(entry => new CalleeCost { Name = nameOf(entry.Key.Name), Line = entry.Key.Line, Values = new SampleValues(entry.Value) }),
        ],
        Types =
        [
            .. Costliest(cost.Types, cost, MostTypes, key => nameOf(key.Name), key => key.Line)
                .Select(entry => new TypeCost { Type = nameOf(entry.Key.Name), Line = entry.Key.Line, Values = new SampleValues(entry.Value) }),
        ],
        Lines =
        [
            .. Costliest(cost.Lines, cost, MostLines, _ => "", key => key)
                .OrderBy(entry => entry.Key.First)
                .ThenBy(entry => entry.Key.Last)
                .Select(entry => new LineCost { Line = entry.Key, Values = new SampleValues(entry.Value) }),
        ],
    };

    private static IEnumerable<KeyValuePair<TKey, long[]>> Costliest<TKey>(
        Dictionary<TKey, long[]> values, FunctionCost member, int most, Func<TKey, string> name, Func<TKey, LineRange?> line)
        where TKey : notnull => values
        .Select(entry => (Entry: entry, Share: Share(entry.Value, member)))
        .Where(item => item.Share >= DetailFloor)
        .OrderByDescending(item => item.Share)
        .ThenBy(item => name(item.Entry.Key), StringComparer.Ordinal)
        .ThenBy(item => line(item.Entry.Key)?.First)
        .ThenBy(item => line(item.Entry.Key)?.Last)
        .Take(most)
        .Select(item => item.Entry);

    private static double Share(long[] values, FunctionCost member)
    {
        double highest = 0;
        for (var kind = 0; kind < values.Length; kind++)
        {
            var whole = Math.Max(member.Total[kind], member.Own[kind]);
            if (whole > 0 && values[kind] > 0)
                highest = Math.Max(highest, (double)values[kind] / whole);
        }

        return highest;
    }
}

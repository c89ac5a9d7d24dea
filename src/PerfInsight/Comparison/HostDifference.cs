namespace PerfInsight.Comparison;

/// <summary>Something of the machine or the runtime in which compared runs differ: their times say little then.</summary>
/// <param name="Key">What, such as <c>cpu</c>.</param>
/// <param name="Values">The value of each label that has one.</param>
public sealed record HostDifference(string Key, IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>Finds the differences; what only some of the runs know is none.</summary>
    public static IReadOnlyList<HostDifference> Find(IReadOnlyList<LabelledRun> runs)
    {
        var keys = runs.SelectMany(static run => run.Run.Host.Keys).Distinct(StringComparer.Ordinal);
        return
        [
            .. keys.Select(key => new HostDifference(
                    key,
                    [
                        .. runs.Where(run => run.Run.Host.ContainsKey(key))
                            .Select(run => KeyValuePair.Create(run.Label, run.Run.Host[key]))
                            .Distinct(),
                    ]))
                .Where(static difference => difference.Values.Select(static pair => pair.Value).Distinct(StringComparer.Ordinal).Count() > 1),
        ];
    }

    /// <summary>The key, and each value with its labels.</summary>
    public override string ToString() => $"{Key}: " + string.Join(", ", Values
        .GroupBy(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal)
        .Select(static group => $"{group.Key} ({string.Join(", ", group.Distinct())})"));
}

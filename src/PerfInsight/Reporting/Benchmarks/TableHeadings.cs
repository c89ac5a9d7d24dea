using PerfInsight.Comparison;

namespace PerfInsight.Reporting.Benchmarks;

/// <summary>What stands above tables: the keys whose values changed since the table before, and an empty line between two.</summary>
internal static class TableHeadings
{
    /// <summary>Goes through tables.</summary>
    public static void Write(IReadOnlyList<ComparisonTable> tables, Action<string> heading, Action<ComparisonTable> table)
    {
        for (var i = 0; i < tables.Count; i++)
        {
            if (i > 0)
                heading("");
            foreach (var (key, value) in tables[i].Configuration)
            {
                if (i == 0 || !tables[i - 1].Configuration.Contains(KeyValuePair.Create(key, value)))
                    heading($"{key}: {value}");
            }

            table(tables[i]);
        }
    }
}

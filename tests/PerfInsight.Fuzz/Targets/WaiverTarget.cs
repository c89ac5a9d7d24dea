using System.Text;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;
using PerfInsight.Gating.Waivers;

namespace PerfInsight.Fuzz.Targets;

/// <summary>The reader of waivers; their rows are written to a file of their own and read again, and one is added to the file.</summary>
internal static class WaiverTarget
{
    private static readonly SourcePlace Nowhere = new("", 1);
    private static readonly WaiverRow Added = new("member", "Fuzz.Added", "cpu.self", 0.5, true, "reason", "owner", "issue", new DateOnly(2030, 1, 1), Nowhere);

    // Rows are added one by one, and each time the file is read: of many some will do.
    private const int MostWritten = 8;

    public static FuzzTarget Create() => new("waivers", SeedFiles.Named("waivers"), Read);

    private static string Read(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        try
        {
            var rows = WaiverReader.Read(text, "fuzz.yml");
            AreWrittenAlike([.. rows.Take(MostWritten).Select(static row => row with { Place = Nowhere })]);
            return $"read {Outcome.OfCount(rows.Count)}, {Add(text, rows.Count)}";
        }
        catch (PolicyException exception)
        {
            return PolicyTarget.OfError(exception);
        }
    }

    private static void AreWrittenAlike(WaiverRow[] rows)
    {
        string? text = null;
        try
        {
            foreach (var row in rows)
                text = WaiverWriter.Append(text, row, "fuzz.yml");
        }
        catch (PolicyException exception)
        {
            throw new BrokenPromiseException($"a row that was read cannot be written: {exception.Message}");
        }

        if (text is not null && !WaiverReader.Read(text, "fuzz.yml").Select(static row => row with { Place = Nowhere }).SequenceEqual(rows))
            throw new BrokenPromiseException("rows that are written are read otherwise");
    }

    // A file in another style, or with the row, says that it cannot take it.
    private static string Add(string text, int before)
    {
        try
        {
            var after = WaiverReader.Read(WaiverWriter.Append(text, Added, "fuzz.yml"), "fuzz.yml");
            return after.Count == before + 1 ? "added" : throw new BrokenPromiseException($"a row is added: {before} rows, then {after.Count}");
        }
        catch (PolicyException)
        {
            return "not added";
        }
    }
}

using PerfInsight.Cli.Files;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Gates;

namespace PerfInsight.Cli.Gating;

/// <summary>A finding of a report that <c>perfinsight ci --json</c> wrote, by its id.</summary>
internal static class ReportedFinding
{
    // More ids are seldom read; the report has them all.
    private const int MostListed = 10;

    /// <summary>Finds it.</summary>
    /// <param name="report">File of the report.</param>
    /// <param name="id">Id of the finding, or the beginning of it.</param>
    /// <param name="isOffered">Which findings are listed where the id is none.</param>
    /// <param name="files">Where the report lies.</param>
    /// <exception cref="CommandException">The report cannot be read, or has not one such finding.</exception>
    public static GateFinding Find(string report, string id, Func<GateFinding, bool> isOffered, IFileSystem files)
    {
        var findings = Read(report, files).Findings;
        var found = findings.Where(finding => finding.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found is [var only])
            return only;
        var listed = (found.Count > 0 ? found : findings.Where(isOffered)).Take(MostListed).ToList();
        throw CommandException.Usage($"{report}: expected the id of one finding, found {found.Count} with '{id}'. "
            + (listed.Count == 0 ? "It has none that this could be done with." : "It has:" + string.Concat(listed.Select(static finding => $"\n  {finding.Id}  {finding.Title}"))));
    }

    private static GateReport Read(string report, IFileSystem files)
    {
        try
        {
            using var stream = InputFile.Open(files, report, "a report");
            return GateReportJson.Read(stream);
        }
        catch (FormatException exception)
        {
            throw CommandException.Unreadable(report, exception.Message + ".");
        }
    }
}

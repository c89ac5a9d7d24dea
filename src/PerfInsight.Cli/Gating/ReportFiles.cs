using System.Reflection;
using System.Text;
using PerfInsight.Cli.Files;
using PerfInsight.Gating;
using PerfInsight.Gating.Reports;
using PerfInsight.Reporting.Gates;

namespace PerfInsight.Cli.Gating;

/// <summary>Writes a report in the forms that were asked for.</summary>
internal static class ReportFiles
{
    /// <summary>The file that GitHub Actions shows as the summary of a step.</summary>
    internal const string SummaryVariable = "GITHUB_STEP_SUMMARY";

    /// <summary>Says at once where a form could not be written at the end.</summary>
    public static void CheckWritable(CiOptions options, IFileSystem files)
    {
        foreach (var file in (string?[])[options.Json, options.Markdown, options.Sarif, options.JUnit, options.Html])
        {
            if (file is not null)
                OutputFile.CheckWritable(files, file);
        }
    }

    /// <summary>Writes all forms.</summary>
    public static void Write(GateReport report, GateRequest request, CiOptions options, CommandContext context)
    {
        Write(options.Json, stream => GateReportJson.Write(report, stream), context);
        Write(options.Markdown, stream => WriteText(GateMarkdown.Write(report, GateMarkdown.CommentLimit), stream), context);
        Write(options.Sarif, stream => GateSarif.Write(report, Version, stream), context);
        Write(options.JUnit, stream => GateJUnit.Write(report, stream), context);
        Write(options.Html, stream => WritePage(report, request, stream), context);
        if (!options.Github)
            return;

        // Elsewhere than in a workflow there is no summary: the Markdown file has the same.
        if (context.Variable(SummaryVariable) is { Length: > 0 } summary)
            Append(report, summary, context);
        foreach (var annotation in GithubAnnotations.Of(report))
            context.Out.WriteLine(annotation);
    }

    // The version of the package, without the commit that follows a plus.
    private static string Version => typeof(ReportFiles).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    private static void Write(string? file, Action<Stream> write, CommandContext context)
    {
        if (string.IsNullOrEmpty(file))
            return;
        OutputFile.Write(context.Files, file, stream =>
        {
            write(stream);
            return 0;
        });
    }

    // Other commands of the step may have written to it.
    private static void Append(GateReport report, string file, CommandContext context)
    {
        using var before = new MemoryStream();
        if (context.Files.FileExists(file))
        {
            using var stream = context.Files.OpenRead(file);
            stream.CopyTo(before);
        }

        var room = GateMarkdown.SummaryLimit - (int)Math.Min(before.Length, GateMarkdown.SummaryLimit);
        if (room < GateMarkdown.LeastLimit)
        {
            context.Error.WriteLine($"warning: {file}: {before.Length} bytes are there already, and GitHub shows {GateMarkdown.SummaryLimit}; no summary is written.");
            return;
        }

        Write(
            file,
            stream =>
            {
                before.WriteTo(stream);
                WriteText(GateMarkdown.Write(report, room), stream);
            },
            context);
    }

    private static void WritePage(GateReport report, GateRequest request, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        GatePage.Write(report, GateFlame.Of(report, request), writer);
    }

    private static void WriteText(string text, Stream stream) => stream.Write(Encoding.UTF8.GetBytes(text));
}

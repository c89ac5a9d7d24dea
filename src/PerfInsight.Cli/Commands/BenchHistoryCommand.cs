using System.CommandLine;
using System.Globalization;
using PerfInsight.Cli.Bench;
using PerfInsight.Cli.Text;
using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;
using PerfInsight.Statistics;
using PerfInsight.Units;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight bench history</c>: where the level of a benchmark changed in a series of results.</summary>
internal static class BenchHistoryCommand
{
    /// <summary>Options of the command.</summary>
    /// <param name="Files">Files in the order in which they were measured.</param>
    /// <param name="Filter">Which results.</param>
    /// <param name="LeastChange">Changes smaller than this share are left out.</param>
    /// <param name="LeastLength">How many results a new level must last.</param>
    internal sealed record Options(IReadOnlyList<string> Files, BenchmarkFilter Filter, double LeastChange, int LeastLength);

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("[LABEL=]FILE")
        {
            Description = "Results in the order in which they were measured, one file each.",
            Arity = ArgumentArity.OneOrMore,
        };
        var filter = new Option<string>("--filter") { Description = "Which results.", HelpName = "FILTER", DefaultValueFactory = _ => "*" };
        var change = new Option<double>("--min-change")
        {
            Description = "Leave out changes smaller than this share of the level.",
            HelpName = "0…1",
            DefaultValueFactory = _ => 0.02,
        };
        var length = new Option<int>("--persist")
        {
            Description = "How many results a new level must last, 3 at least.",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        length.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value < 3)
                result.AddError("--persist: expected a number from 3 on.");
        });
        var command = new Command("history", "Finds where the level of benchmarks changed in a series of results.") { files, filter, change, length };
        command.SetAction(parsed => Run(
            new Options(parsed.GetRequiredValue(files), Filter(parsed.GetRequiredValue(filter)), parsed.GetValue(change), parsed.GetValue(length)),
            context));
        return command;
    }

    /// <summary>Writes the changes, the newest first.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var runs = BenchmarkFiles.Read(options.Files, context.Files);
        foreach (var warning in runs.SelectMany(static run => run.Run.Warnings))
            context.Error.WriteLine(warning);
        var history = BenchmarkHistory.Find(
            runs, options.Filter, new ChangePointDetector { LeastChange = options.LeastChange, LeastLength = options.LeastLength });
        if (history.Count == 0)
            throw CommandException.Unreadable(string.Join(", ", options.Files), "expected results of benchmarks, found none that the filter leaves.");

        var changes = history.SelectMany(static series => series.Changes.Select(change => (Series: series, Change: change)))
            .OrderByDescending(static one => one.Series.Runs[one.Change.Index])
            .ThenByDescending(static one => Math.Abs(one.Change.Change))
            .ToList();
        var table = new TextTable(new("since"), new("verdict"), new("change", true), new("before", true), new("after", true), new("p", true), new("unit"), new("benchmark"));
        foreach (var (series, change) in changes)
        {
            var scale = UnitScale.Common([change.Before, change.After], MeasurementUnit.IsBinary(series.Unit));
            table.Add(
                runs[series.Runs[change.Index]].Label,
                series.Verdict(change).ToString().ToLowerInvariant(),
                double.IsFinite(change.Change) ? FixedText.Signed(change.Change * 100, 1) + " %" : "from 0",
                scale.Format(change.Before),
                scale.Format(change.After),
                change.P < 0.001 ? "< 0.001" : FixedText.Of(change.P, 3),
                series.Unit,
                series.Name);
        }

        if (changes.Count > 0)
        {
            table.Write(context.Out);
            context.Out.WriteLine();
        }

        var tooShort = history.Count(series => series.Values.Count < 2 * options.LeastLength);
        context.Out.WriteLine($"{(changes.Count == 1 ? "1 change" : $"{changes.Count} changes")} in {history.Count} series of up to {history.Max(static series => series.Values.Count)} results"
            + (tooShort > 0 ? $"; {tooShort} are too short (fewer than {2 * options.LeastLength})" : ""));
        return ExitCode.Ok;
    }

    private static BenchmarkFilter Filter(string text)
    {
        try
        {
            return BenchmarkFilter.Parse(text);
        }
        catch (QuerySyntaxException exception)
        {
            throw CommandException.Usage($"--filter: {exception.Message}");
        }
    }
}

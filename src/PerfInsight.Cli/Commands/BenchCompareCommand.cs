using System.CommandLine;
using PerfInsight.Cli.Bench;
using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Comparison;
using PerfInsight.Comparison.Selection;
using PerfInsight.Reporting.Benchmarks;

namespace PerfInsight.Cli.Commands;

/// <summary><c>perfinsight bench compare</c>: tables as benchstat prints them, and what is decided of each benchmark.</summary>
internal static class BenchCompareCommand
{
    /// <summary>What the exit code tells.</summary>
    internal enum FailOn
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>Regressions.</summary>
        Regression,

        /// <summary>Regressions, and benchmarks of which nothing can be decided.</summary>
        Inconclusive,
    }

    /// <summary>How results are written.</summary>
    internal enum Format
    {
        /// <summary>Tables and verdicts.</summary>
        Text,

        /// <summary>The tables as comma-separated values.</summary>
        Csv,

        /// <summary>Everything.</summary>
        Json,
    }

    /// <summary>Options of the command.</summary>
    /// <param name="Files">Files, each a path or <c>label=path</c>.</param>
    /// <param name="Tables">What goes into which table, row and column.</param>
    /// <param name="Policy">How it is decided.</param>
    internal sealed record Options(IReadOnlyList<string> Files, TableOptions Tables, DecisionPolicy Policy)
    {
        /// <summary>How results are written.</summary>
        public Format Format { get; init; }

        /// <summary>What the exit code tells.</summary>
        public FailOn FailOn { get; init; }

        /// <summary>Whether what is inconclusive is listed too.</summary>
        public bool All { get; init; }
    }

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("[LABEL=]FILE")
        {
            Description = "Results, the baseline first. Files of one LABEL are one sample.",
            Arity = ArgumentArity.OneOrMore,
        };
        var filter = Text("--filter", "Which results: a filter as benchstat's, such as '/size:4k .unit:ns/op'.", "*", "FILTER");
        var table = Text("--table", "Keys that tell tables apart.", ".config", "KEYS");
        var row = Text("--row", "Keys that tell rows apart.", ".fullname", "KEYS");
        var column = Text("--col", "Keys that tell columns apart; the first column is the baseline.", ".file", "KEYS");
        var ignore = Text("--ignore", "Keys that may differ in a cell.", "", "KEYS");
        var alpha = Number("--alpha", "Level of the tables: a difference is shown where p is at most this.", 0.05);
        var confidence = Number("--confidence", "Confidence of the tables' intervals.", 0.95);
        var threshold = new Option<string[]>("--threshold")
        {
            Description = "A change that matters: '5%', '5%,10ns', or for some benchmarks 'FILTER=5%'. May be repeated; the last that fits holds.",
            HelpName = "[FILTER=]PERCENT[,AMOUNT]",
        };
        var risk = Number("--risk", "Chance of a false regression among all benchmarks together.", 0.005);
        var noDrift = new Option<bool>("--no-drift") { Description = "Take a change that most benchmarks share as theirs, not as the machine's." };
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Exit code 1 where there are regressions; 4 where there is something inconclusive.",
            HelpName = "none|regression|inconclusive",
            DefaultValueFactory = _ => "none",
        };
        failOn.AcceptOnlyFromAmong("none", "regression", "inconclusive");
        var all = new Option<bool>("--all") { Description = "List what is inconclusive too." };
        var json = new Option<bool>("--json") { Description = "Write everything as JSON." };
        var csv = new Option<bool>("--csv") { Description = "Write the tables as comma-separated values, as benchstat does." };

        var command = new Command("compare", "Compares results of benchmarks with those of a baseline.")
        {
            files, filter, table, row, column, ignore, alpha, confidence, threshold, risk, noDrift, failOn, all, json, csv,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv))
                throw CommandException.Usage("expected one of --json and --csv.");
            return Run(
                new Options(
                    parsed.GetRequiredValue(files),
                    new TableOptions
                    {
                        Filter = Query("--filter", () => BenchmarkFilter.Parse(parsed.GetRequiredValue(filter))),
                        Table = parsed.GetRequiredValue(table),
                        Row = parsed.GetRequiredValue(row),
                        Column = parsed.GetRequiredValue(column),
                        Ignore = parsed.GetRequiredValue(ignore),
                        Alpha = parsed.GetRequiredValue(alpha),
                        Confidence = parsed.GetRequiredValue(confidence),
                    },
                    Policy(parsed.GetValue(threshold) ?? [], parsed.GetRequiredValue(risk), parsed.GetValue(noDrift)))
                {
                    Format = parsed.GetValue(json) ? Format.Json : parsed.GetValue(csv) ? Format.Csv : Format.Text,
                    FailOn = Enum.Parse<FailOn>(parsed.GetRequiredValue(failOn), ignoreCase: true),
                    All = parsed.GetValue(all),
                },
                context);
        });
        return command;
    }

    /// <summary>Writes the comparison.</summary>
    public static int Run(Options options, CommandContext context)
    {
        var runs = BenchmarkFiles.Read(options.Files, context.Files);
        foreach (var warning in runs.SelectMany(static run => run.Run.Warnings))
            context.Error.WriteLine(warning);
        var tables = Query("--table, --row, --col or --ignore", () => TableBuilder.Build(runs, options.Tables));
        if (tables.Count == 0)
        {
            var found = runs.Sum(static run => run.Run.Benchmarks.Count);
            throw CommandException.Unreadable(
                string.Join(", ", options.Files), found == 0 ? "expected results of benchmarks, found none." : $"the filter leaves none of {found} benchmarks.");
        }

        if (options.Format == Format.Csv)
        {
            ComparisonCsv.Write(tables, context.Out, context.Error);
            return options.FailOn == FailOn.None ? ExitCode.Ok : Code(BenchmarkDecider.Decide(tables, options.Policy), options.FailOn);
        }

        var decision = BenchmarkDecider.Decide(tables, options.Policy);
        var hosts = HostDifference.Find(runs);
        if (options.Format == Format.Json)
        {
            using var memory = new MemoryStream();
            ComparisonJson.Write(tables, decision, hosts, runs, memory);
            context.Out.WriteLine(System.Text.Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        }
        else
        {
            ComparisonText.Write(tables, context.Out);
            if (decision.Findings.Count > 0 || DecisionText.HasUncompared(tables))
                new DecisionText(tables, decision, options.Policy, hosts, options.All).Write(context.Out);
        }

        return Code(decision, options.FailOn);
    }

    private static int Code(ComparisonDecision decision, FailOn failOn)
    {
        if (failOn != FailOn.None && decision.Findings.Any(static finding => finding.Verdict == BenchmarkVerdict.Regression))
            return ExitCode.Failed;
        return failOn == FailOn.Inconclusive && decision.Findings.Any(static finding => finding.Verdict == BenchmarkVerdict.Inconclusive)
            ? ExitCode.Inconclusive
            : ExitCode.Ok;
    }

    private static DecisionPolicy Policy(string[] thresholds, double risk, bool noDrift)
    {
        var policy = new DecisionPolicy();
        return policy with
        {
            Alpha = risk,
            TakeOffMachineDrift = !noDrift,
            Thresholds = [.. policy.Thresholds, .. thresholds.Select(text => Query("--threshold", () => ThresholdArgument.Parse(text)))],
        };
    }

    private static T Query<T>(string option, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (QuerySyntaxException exception)
        {
            throw CommandException.Usage($"{option}: {exception.Message}");
        }
    }

    private static Option<string> Text(string name, string description, string value, string help) =>
        new(name) { Description = description, HelpName = help, DefaultValueFactory = _ => value };

    private static Option<double> Number(string name, string description, double value)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "0…1", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1
                && (!double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var number) || number is not (> 0 and < 1)))
            {
                result.AddError($"{name}: expected a number between 0 and 1, such as {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
            }
        });
        return option;
    }
}

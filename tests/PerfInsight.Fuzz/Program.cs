using System.Globalization;
using PerfInsight.Fuzz;
using PerfInsight.Fuzz.Targets;

const string Usage =
    """
    Feeds readers with damaged files until one breaks what docs/robustness.md promises.
      --list                        the targets
      --target NAME                 one target; without it all, one after another
      --minutes N                   for each target, 10 where nothing is said
      --executions N                inputs for each target, instead of minutes
      --seed N                      of the random numbers; the same seed gives the same inputs
      --out FOLDER                  where inputs that fail are written, 'findings' where nothing is said
      --replay FILE --target NAME   reads one input again
    Exit code: 0 nothing found, 1 something found, 2 wrong usage.
    """;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (var i = 0; i < args.Length; i++)
    options[args[i]] = args[i] is "--list" or "--help" ? "" : i + 1 < args.Length ? args[++i] : "";
string[] known = ["--list", "--help", "--target", "--minutes", "--executions", "--seed", "--out", "--replay"];
var targets = FuzzTargets.All.Where(target => !options.TryGetValue("--target", out var name) || target.Name == name).ToList();
if (options.ContainsKey("--help") || options.Keys.Except(known).Any() || targets.Count == 0)
{
    Console.Error.WriteLine(Usage);
    return options.ContainsKey("--help") ? 0 : 2;
}

if (options.ContainsKey("--list"))
{
    foreach (var target in targets)
        Console.WriteLine($"{target.Name}: {target.Seeds.Count} seeds, {target.Seeds.Sum(static seed => seed.Length)} bytes");
    return 0;
}

if (options.TryGetValue("--replay", out var file))
{
    var input = File.ReadAllBytes(file);
    var executions = targets.ConvertAll(target => Execution.Timed(target, input));
    foreach (var execution in executions)
        Console.WriteLine(execution.Finding?.ToString() ?? execution.Outcome);
    return executions.Any(static execution => execution.Finding is not null) ? 1 : 0;
}

// The readers are read anew, with a counter at each of their branches. What reads the options here is the same program, without.
if (Instrumented.RunThere(args) is { } exitCode)
    return exitCode;

var folder = Path.GetFullPath(options.GetValueOrDefault("--out", "findings"));
Directory.CreateDirectory(folder);
var seed = Number("--seed", 1);
var failed = false;
foreach (var target in targets)
{
    var end = options.ContainsKey("--executions")
        ? FuzzEnd.After(Number("--executions", 0))
        : FuzzEnd.After(TimeSpan.FromMinutes(Number("--minutes", 10)));
    using var inputs = new InputFiles(folder, target.Name);
    using var watchdog = new Watchdog(inputs);
    var session = new FuzzSession(target, seed, new Coverage())
    {
        Execute = Execution.Timed,
        BeforeInput = (input, number) =>
        {
            inputs.Current(input);
            watchdog.Begin(number);
        },
        OnFinding = (finding, input, number) =>
        {
            var path = inputs.Save(input, finding.Key);
            Console.WriteLine($"{target.Name}: input {number} of seed {seed} fails, {path} ({input.Length} bytes)");
            Console.WriteLine(finding);
            Console.WriteLine($"  again: --target {target.Name} --replay {path}, or --target {target.Name} --seed {seed} --executions {number}");
        },
    };
    var result = session.Run(end);
    Console.WriteLine(result);
    failed |= result.Findings > 0;
}

return failed ? 1 : 0;

int Number(string option, int missing) =>
    options.TryGetValue(option, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : missing;

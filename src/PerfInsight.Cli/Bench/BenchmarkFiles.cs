using System.Globalization;
using PerfInsight.Benchmarks;
using PerfInsight.Cli.Files;
using PerfInsight.Comparison;
using PerfInsight.Formats;

namespace PerfInsight.Cli.Bench;

/// <summary>Files of benchmark results as a user names them: a path, or <c>label=path</c>.</summary>
internal static class BenchmarkFiles
{
    /// <summary>Reads them all.</summary>
    /// <exception cref="CommandException">A file is missing, or cannot be read.</exception>
    public static IReadOnlyList<LabelledRun> Read(IReadOnlyList<string> arguments, IFileSystem files)
    {
        var named = arguments.Select(argument => Split(argument, files)).ToList();
        var count = named.Where(static file => file.Label is null).CountBy(static file => file.Path).ToDictionary(StringComparer.Ordinal);
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var runs = new List<LabelledRun>();
        foreach (var (given, path) in named)
        {
            var label = given ?? path;
            if (given is null && count[path] > 1)
            {
                // The same file twice is two columns, as with benchstat.
                label += "#" + (used[path] = used.GetValueOrDefault(path, -1) + 1).ToString(CultureInfo.InvariantCulture);
            }

            runs.Add(new LabelledRun(label, ReadOne(path, files)));
        }

        return runs;
    }

    private static BenchmarkRun ReadOne(string path, IFileSystem files)
    {
        using var stream = InputFile.Open(files, path, "results of benchmarks");
        try
        {
            return BenchmarkFormats.Read(stream, path);
        }
        catch (BenchmarkFormatException exception)
        {
            throw CommandException.Unreadable(path, exception.Message);
        }
        catch (IOException exception)
        {
            throw CommandException.Unreadable(path, $"cannot be read: {exception.Message}");
        }
    }

    private static (string? Label, string Path) Split(string argument, IFileSystem files)
    {
        var equals = argument.IndexOf('=');
        return equals < 0 || files.FileExists(argument) ? (null, argument) : (argument[..equals], argument[(equals + 1)..]);
    }
}

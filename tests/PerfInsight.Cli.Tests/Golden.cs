using System.Runtime.CompilerServices;

namespace PerfInsight.Cli.Tests;

/// <summary>
/// Compares with a text file beside the test. After a change that is meant, copy the <c>.received.txt</c> file over it,
/// or run once with <c>UPDATE_GOLDEN=1</c>, and read the difference before you commit it.
/// </summary>
internal static class Golden
{
    public static void Matches(string file, string actual, [CallerFilePath] string caller = "")
    {
        var beside = Path.Combine(AppContext.BaseDirectory, file);
        var expected = File.Exists(beside) ? File.ReadAllText(beside).ReplaceLineEndings("\n") : "";
        if (expected == actual)
            return;

        var source = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(caller))!, file);
        var update = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";
        var written = update ? source : Path.ChangeExtension(source, ".received.txt");
        if (Directory.Exists(Path.GetDirectoryName(written)))
            File.WriteAllText(written, actual);
        Assert.Fail($"{file} differs from what was written ({written}):\n{actual}");
    }
}

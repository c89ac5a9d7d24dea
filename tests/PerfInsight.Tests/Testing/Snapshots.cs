using System.Runtime.CompilerServices;

namespace PerfInsight.Tests.Testing;

/// <summary>Compares with a text file beside the samples. After a change that is meant, run once with <c>UPDATE_GOLDEN=1</c> and read the difference.</summary>
internal static class Snapshots
{
    // The file is under tests/Samples.
    public static void Match(string file, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Samples", file);
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual)
            return;
        var source = Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "Samples", file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(source, actual);
        Assert.Fail($"{file} differs from what was read:\n{actual}");
    }
}

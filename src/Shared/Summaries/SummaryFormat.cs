namespace PerfInsight.Summaries;

/// <summary>Constants of the summary format. docs/summary-format.md describes it, docs/summary.schema.json is its schema.</summary>
public static class SummaryFormat
{
    /// <summary>The version that is written.</summary>
    public const string Version = "1.0";

    /// <summary>The only major version that is read; minor versions add keys, which older readers skip.</summary>
    public const int MajorVersion = 1;

    /// <summary>How a file must end to be taken for a summary.</summary>
    public const string FileSuffix = ".perfinsight.json";

    /// <summary>
    /// The largest file that is read, in characters. The writer stays below 200 KB; a file this large is not a
    /// summary, and reading it would slow every build.
    /// </summary>
    public const int MaxLength = 32 * 1024 * 1024;
}

namespace PerfInsight.Formats.Speedscope;

/// <summary>
/// Names in speedscope's JSON (https://www.speedscope.app/file-format-schema.json), and those that this library adds for what the format
/// has no place for. Other programs pass over them.
/// </summary>
internal static class SpeedscopeFields
{
    /// <summary>Where the file says what it is.</summary>
    public const string Schema = "https://www.speedscope.app/file-format-schema.json";

    /// <summary>Object with what this library adds, in the file, in a profile.</summary>
    public const string Own = "perfinsight";

    /// <summary>Module of a frame; its name is then that of a function with a type and a signature.</summary>
    public const string Module = "module";

    public const string Captured = "captured";
    public const string Duration = "duration";
    public const string Period = "period";
    public const string PeriodKind = "periodKind";
    public const string PeriodUnit = "periodUnit";
    public const string DefaultKind = "defaultKind";
    public const string Kind = "kind";
    public const string Unit = "unit";
    public const string Thread = "thread";
}

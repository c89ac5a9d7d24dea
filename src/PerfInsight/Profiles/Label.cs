namespace PerfInsight.Profiles;

/// <summary>
/// What a sample was taken under, such as the endpoint that was served: a text, or a number with a unit. A sample may have several
/// labels of one key.
/// </summary>
public readonly record struct Label
{
    private Label(string key, string? text, long number, string unit) => (Key, Text, Number, Unit) = (key, text, number, unit);

    /// <summary>What the label tells, such as <c>endpoint</c>.</summary>
    public string Key { get; }

    /// <summary>The value; null where it is a number.</summary>
    public string? Text { get; }

    /// <summary>The value where it is a number, else 0.</summary>
    public long Number { get; }

    /// <summary>Unit of the number, such as <c>bytes</c>; empty where the profile has none.</summary>
    public string Unit { get; }

    /// <summary>A label with a text.</summary>
    public static Label Of(string key, string text) => new(key, text, 0, "");

    /// <summary>A label with a number.</summary>
    public static Label Of(string key, long number, string unit = "") => new(key, null, number, unit);
}

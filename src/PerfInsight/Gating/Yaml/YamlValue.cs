namespace PerfInsight.Gating.Yaml;

/// <summary>A value of a YAML document and where it stands.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record YamlValue(int Line, int Column)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }
}

/// <summary>A text, number, date: what a user wrote, unread.</summary>
internal sealed record YamlScalar(string Text, bool IsPlain, int Line, int Column) : YamlValue(Line, Column)
{
    // Nothing after a colon, and what YAML's core schema takes as null.
    public bool IsNull => IsPlain && Text is "" or "~" or "null";

    public override string Description => IsNull ? "nothing" : $"'{Text}'";
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Description => "a list";
}

/// <summary>Keys with values, in their order; no key twice.</summary>
internal sealed record YamlMapping(IReadOnlyList<(YamlScalar Key, YamlValue Value)> Entries, int Line, int Column) : YamlValue(Line, Column)
{
    public override string Description => "keys with values";
}

using System.Globalization;
using PerfInsight.Comparison.Selection;
using PerfInsight.Gating.Policies;

namespace PerfInsight.Gating.Yaml;

/// <summary>
/// The keys of one mapping, read one by one; what was not asked for in the end is an unknown key. A value of the wrong type is a problem,
/// and the default takes its place, so that all problems are found at once.
/// </summary>
internal sealed class YamlSection
{
    private readonly YamlProblems _problems;
    private readonly string _name;
    private readonly Dictionary<string, (YamlScalar Key, YamlValue Value)> _left = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    /// <summary>Takes a value apart; null stands for a section that is not there.</summary>
    public YamlSection(YamlValue? value, string name, YamlProblems problems)
    {
        (_problems, _name, Value) = (problems, name, value);
        if (value is YamlMapping mapping)
        {
            foreach (var entry in mapping.Entries)
                _left.Add(entry.Key.Text, entry);
        }
        else if (value is not (null or YamlScalar { IsNull: true }))
        {
            problems.Add(value, $"{name}: expected keys with values, found {value.Description}");
        }
    }

    /// <summary>The section itself.</summary>
    public YamlValue? Value { get; }

    /// <summary>Takes a value out; null where it is not there or is null.</summary>
    public YamlValue? Take(string key)
    {
        _known.Add(key);
        return _left.Remove(key, out var entry) && entry.Value is not YamlScalar { IsNull: true } ? entry.Value : null;
    }

    /// <summary>True where a key is there and not empty; it stays to be taken.</summary>
    public bool Has(string key) => _left.TryGetValue(key, out var entry) && entry.Value is not YamlScalar { IsNull: true };

    /// <summary>A section below.</summary>
    public YamlSection Section(string key) => new(Take(key), Path(key), _problems);

    /// <summary>A text.</summary>
    public string Text(string key, string missing) => Take(key) is { } value ? Scalar(value, key, "a text")?.Text ?? missing : missing;

    /// <summary>A text that must be there.</summary>
    public string Required(string key)
    {
        var value = Take(key);
        if (value is not null)
            return Scalar(value, key, "a text")?.Text ?? "";
        var (line, column) = Value is { } own ? (own.Line, own.Column) : (1, 1);
        _problems.Add(line, column, $"{_name}: expected '{key}', which is missing");
        return "";
    }

    /// <summary>One of some words.</summary>
    public T Choice<T>(string key, T missing, params (string Word, T Value)[] words) => Parsed(key, missing, string.Join(", ", words.Select(static word => word.Word)), text =>
        Array.Find(words, word => word.Word == text) is { Word: not null } found ? (true, found.Value) : (false, missing));

    /// <summary>A percentage as a share: 0.15 for <c>15%</c>.</summary>
    public double Percent(string key, double missing, double most = double.PositiveInfinity) => Parsed(
        key, missing, double.IsFinite(most) ? $"a percentage from 0% to {most * 100:0}%" : "a percentage such as 15%", text => Amount.TryPercent(text, out var share) && share <= most ? (true, share) : (false, 0));

    /// <summary>A number between two ends.</summary>
    public double Number(string key, double missing, double least, double most) => Parsed(
        key, missing, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"), text =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? (true, number) : (false, 0));

    /// <summary>An amount with its unit.</summary>
    public Amount AmountOf(string key, Amount missing) => Parsed(
        key, missing, "an amount such as 0.5%, 10ms, 64B or 100", text => Amount.TryParse(text, out var amount) ? (true, amount) : (false, missing));

    /// <summary>A day.</summary>
    public DateOnly Date(string key) => Value is null || !_left.ContainsKey(key) ? RequiredDate(key) : Parsed(
        key, default, "a day such as 2026-12-31", text => (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day));

    /// <summary>A list of texts; one text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> missing) => Take(key) switch
    {
        null => missing,
        YamlSequence list => [.. list.Items.Select(item => Scalar(item, key, "a text")?.Text ?? "")],
        var value => [Scalar(value, key, "a text or a list of texts")?.Text ?? ""],
    };

    /// <summary>A list of sections.</summary>
    public IReadOnlyList<YamlSection> Sections(string key)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case YamlSequence list:
                return [.. list.Items.Select((item, i) => new YamlSection(item, $"{Path(key)}[{i}]", _problems))];
            case var value:
                _problems.Add(value, $"{Path(key)}: expected a list, each item with '- ', found {value.Description}");
                return [];
        }
    }

    /// <summary>A filter of benchmarks.</summary>
    public BenchmarkFilter Filter(string key, out string text)
    {
        var value = Take(key);
        text = value is null ? "*" : Scalar(value, key, "a filter such as '.unit:B/op'")?.Text ?? "*";
        try
        {
            return BenchmarkFilter.Parse(text);
        }
        catch (QuerySyntaxException exception)
        {
            _problems.Add(value!, $"{Path(key)}: {exception.Message.ReplaceLineEndings(" ").TrimEnd(' ', '^')}");
            return BenchmarkFilter.All;
        }
    }

    /// <summary>Adds a contradiction.</summary>
    public void Contradicts(string text) => _problems.Add(Value?.Line ?? 1, Value?.Column ?? 1, $"{_name}: {text}");

    /// <summary>Ends the section: what is left over is unknown.</summary>
    public void End()
    {
        foreach (var (key, _) in _left.Values)
        {
            var near = _known.FirstOrDefault(known => known.Replace("-", "", StringComparison.Ordinal).Equals(key.Text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
            _problems.Add(key, $"{_name}: expected {(near is null ? "one of " + string.Join(", ", _known) : $"'{near}'")}, found '{key.Text}'");
        }
    }

    private DateOnly RequiredDate(string key)
    {
        Required(key);
        return default;
    }

    private T Parsed<T>(string key, T missing, string expected, Func<string, (bool IsValid, T Value)> parse)
    {
        if (Take(key) is not { } value)
            return missing;
        if (Scalar(value, key, expected) is not { } scalar)
            return missing;
        var (isValid, result) = parse(scalar.Text);
        if (!isValid)
            _problems.Add(scalar, $"{Path(key)}: expected {expected}, found {scalar.Description}");
        return isValid ? result : missing;
    }

    private YamlScalar? Scalar(YamlValue value, string key, string expected)
    {
        if (value is YamlScalar { IsNull: false } scalar)
            return scalar;
        _problems.Add(value, $"{Path(key)}: expected {expected}, found {value.Description}");
        return null;
    }

    private string Path(string key) => _name.StartsWith("the ", StringComparison.Ordinal) ? key : $"{_name}.{key}";
}

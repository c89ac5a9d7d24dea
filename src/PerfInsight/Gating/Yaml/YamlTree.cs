using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PerfInsight.Gating.Yaml;

/// <summary>
/// Reads the one document of a file. Made of the parser's events, so that depth and size are bounded and every value knows its place.
/// Anchors, aliases and tags are errors: a policy that is read by people has no use for them, and they let small files grow without end.
/// </summary>
internal static class YamlTree
{
    // Deeper than any of our files is.
    private const int MaxDepth = 32;

    // A file of a megabyte holds some thousand waivers.
    private const int MaxLength = 1024 * 1024;

    /// <summary>The document; null where the text is empty or is no YAML, which is then among the problems.</summary>
    public static YamlValue? Read(string text, YamlProblems problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(1, 1, $"expected at most {MaxLength} characters, found {text.Length}");
            return null;
        }

        try
        {
            var parser = new GuardedParser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Add(1, 1, "expected keys with values, found an empty file");
                return null;
            }

            var value = Value(parser, problems, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                problems.Add(second.Start, "expected one document, found a second one");
            return value;
        }
        catch (YamlException exception)
        {
            problems.Add(exception.Start, $"this is no YAML: {Reason(exception)}");
            return null;
        }
        catch (TooDeepException exception)
        {
            problems.Add(exception.Place, $"values are nested deeper than {MaxDepth} times");
            return null;
        }
    }

    private static YamlValue Value(IParser parser, YamlProblems problems, int depth)
    {
        var next = parser.Consume<ParsingEvent>();
        if (depth > MaxDepth)
            throw new TooDeepException(next.Start);
        var (line, column) = YamlProblems.Place(next.Start);
        if (next is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            problems.Add(next.Start, "anchors and aliases are not understood here: write the value out");
        else if (next is NodeEvent { Tag.IsEmpty: false })
            problems.Add(next.Start, "tags are not understood here: leave it away");
        switch (next)
        {
            case Scalar scalar:
                return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, line, column);
            case SequenceStart:
                var items = new List<YamlValue>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                    items.Add(Value(parser, problems, depth + 1));
                return new YamlSequence(items, line, column);
            case MappingStart:
                return Mapping(parser, problems, depth, line, column);
            default:
                return new YamlScalar("", true, line, column);
        }
    }

    private static YamlMapping Mapping(IParser parser, YamlProblems problems, int depth, int line, int column)
    {
        var entries = new List<(YamlScalar Key, YamlValue Value)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(parser, problems, depth + 1);
            var value = Value(parser, problems, depth + 1);
            if (key is not YamlScalar name)
                problems.Add(key.Line, key.Column, $"expected a key, found {key.Description}");
            else if (!seen.TryAdd(name.Text, name.Line))
                problems.Add(name.Line, name.Column, $"'{name.Text}' stands already on line {seen[name.Text]}");
            else
                entries.Add((name, value));
        }

        return new YamlMapping(entries, line, column);
    }

    // The parser puts the place into its message too.
    private static string Reason(YamlException exception)
    {
        var message = (exception.InnerException ?? exception).Message.TrimEnd('.');
        return message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end ? message[(end + 3)..] : message;
    }

    private sealed class TooDeepException(Mark place) : Exception
    {
        public Mark Place { get; } = place;
    }
}

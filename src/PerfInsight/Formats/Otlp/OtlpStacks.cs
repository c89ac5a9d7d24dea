using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>The dictionary's stacks, locations, functions and binaries in a profile, each when it is first needed.</summary>
internal sealed class OtlpStacks(OtlpBytes bytes, OtlpDictionary dictionary, ProfileBuilder builder, ReadLimits limits)
{
    private readonly int?[] _modules = new int?[dictionary.Table(OtlpFields.OfDictionary.Mapping).Count];
    private readonly int?[] _functions = new int?[dictionary.Table(OtlpFields.OfDictionary.Function).Count];
    private readonly int[]?[] _locations = new int[]?[dictionary.Table(OtlpFields.OfDictionary.Location).Count];
    private readonly int?[] _nodes = new int?[dictionary.Table(OtlpFields.OfDictionary.Stack).Count];
    private readonly List<long> _numbers = [];
    private readonly List<int> _frames = [];
    private long _allFrames;

    /// <summary>Node of a stack in the profile, -1 for none.</summary>
    /// <param name="index">Its place in the table.</param>
    /// <param name="offset">Where that stands.</param>
    public int Node(long index, long offset)
    {
        if (index == 0)
            return -1;
        var stack = OtlpDictionary.Checked(index, _nodes.Length, "stack", offset);
        return _nodes[stack] ??= Add(dictionary.Table(OtlpFields.OfDictionary.Stack)[stack]);
    }

    private int Add(Part part)
    {
        _numbers.Clear();
        _frames.Clear();
        bytes.Each(part, (ref WireCursor cursor, int _) =>
        {
            if (cursor.Field == OtlpFields.OfStack.Location)
                OtlpBytes.AddNumbers(ref cursor, _numbers);
        });
        foreach (var number in _numbers)
        {
            var location = OtlpDictionary.Checked(number, _locations.Length, "location", part.Start);
            _frames.AddRange(_locations[location] ??= Frames(dictionary.Table(OtlpFields.OfDictionary.Location)[location]));
            if (_frames.Count > limits.MaxDepth)
                throw OtlpBytes.Damage(part.Start, $"expected at most {limits.MaxDepth} frames on a stack, found more");
        }

        _allFrames += _frames.Count;
        if (_allFrames > limits.MaxSamples)
            throw OtlpBytes.Damage(part.Start, $"expected at most {limits.MaxSamples} frames of all stacks, found more");
        return builder.AddStack([.. _frames]);
    }

    // The first line is the innermost inlined function, the last the one that has a body of its own.
    private int[] Frames(Part part)
    {
        long mapping = 0;
        ulong address = 0;
        var lines = new List<(long Function, long Line, long Column)>();
        bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfLocation.Mapping:
                    mapping = (long)cursor.Number();
                    break;
                case OtlpFields.OfLocation.Address:
                    address = cursor.Number();
                    break;
                case OtlpFields.OfLocation.Line:
                    lines.Add(Line(OtlpBytes.Message(ref cursor, start)));
                    break;
            }
        });
        var location = new Location(-1, Module: Module(mapping, part.Start), Address: address);
        return lines.Count == 0
            ? [builder.Add(location with { Function = Function(0, part.Start) })]
            : [.. lines.Select((line, i) => builder.Add(
                location with { Function = Function(line.Function, part.Start), Line = line.Line, Column = line.Column, IsInlined = i < lines.Count - 1 }))];
    }

    private (long Function, long Line, long Column) Line(Part part)
    {
        long function = 0, line = 0, column = 0;
        bytes.Each(part, (ref WireCursor cursor, int _) =>
        {
            switch (cursor.Field)
            {
                case OtlpFields.OfLine.Function:
                    function = (long)cursor.Number();
                    break;
                case OtlpFields.OfLine.Line:
                    line = (long)cursor.Number();
                    break;
                case OtlpFields.OfLine.Column:
                    column = (long)cursor.Number();
                    break;
            }
        });
        return (function, line, column);
    }

    private int Module(long index, long offset)
    {
        if (index == 0)
            return -1;
        var mapping = OtlpDictionary.Checked(index, _modules.Length, "mapping", offset);
        return _modules[mapping] ??= builder.Add(dictionary.Module(dictionary.Table(OtlpFields.OfDictionary.Mapping)[mapping]));
    }

    private int Function(long index, long offset)
    {
        if (index == 0)
            return builder.Add(new Function(-1, 0, "", "", ""));
        var function = OtlpDictionary.Checked(index, _functions.Length, "function", offset);
        return _functions[function] ??= builder.Add(dictionary.Function(dictionary.Table(OtlpFields.OfDictionary.Function)[function]));
    }
}

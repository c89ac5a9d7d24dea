using System.Globalization;
using System.Text.RegularExpressions;
using PerfInsight.Formats;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Testing;

/// <summary>
/// The test profiles of google/pprof (Apache-2.0), where they are at hand: beside the clone, in shared/oracles/pprof/upstream. To each belong pprof's
/// dump of it (<c>.string</c>) and its report (<c>.top.txt</c>).
/// </summary>
internal static partial class PprofUpstream
{
    /// <summary>What to do where they are missing.</summary>
    public const string Missing = "google/pprof's test profiles are not in ../shared/oracles/pprof/upstream: copy profile/testdata of github.com/google/pprof there";

    /// <summary>The folder; null where it is not at hand.</summary>
    public static string? Folder { get; } = Find();

    public static ProfileData Read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(Folder!, name));
        return new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, new ReadOptions { Name = name });
    }

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder!, name));

    /// <summary>A profile as lines: period, sample types, then each stack with its places, labels and values; equal ones added up.</summary>
    public static IEnumerable<string> Text(ProfileData data)
    {
        var profile = data.ToProfile();
        yield return $"PeriodType: {profile.Info.PeriodType?.Kind} {profile.Info.PeriodType?.Unit}";
        yield return $"Period: {profile.Info.Period}";
        yield return string.Join(' ', profile.SampleTypes.Select(type => $"{type.Kind}/{type.Unit}"));
        var collected = new Collector(profile);
        profile.VisitSamples(collected);
        foreach (var line in Added(collected.Samples))
            yield return line;
    }

    /// <summary>The same of pprof's dump.</summary>
    public static IEnumerable<string> Text(string[] dump)
    {
        var types = dump.SkipWhile(line => line != "Samples:").Skip(1).First();
        yield return dump.First(line => line.StartsWith("PeriodType:", StringComparison.Ordinal));
        yield return dump.First(line => line.StartsWith("Period:", StringComparison.Ordinal));
        yield return types.Replace("[dflt]", "", StringComparison.Ordinal);
        var mappings = dump.SkipWhile(line => line != "Mappings").Skip(1).Where(line => line.Contains(": ", StringComparison.Ordinal))
            .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line.Split(' ') is [_, _, var file, ..] ? file : "");
        var locations = new Dictionary<string, string>();
        foreach (var line in dump.SkipWhile(line => line != "Locations").Skip(1).TakeWhile(line => line != "Mappings"))
        {
            if (DumpedLocation().Match(line) is not { Success: true } match)
                continue;
            var file = match.Groups[3].Length > 0 ? mappings[match.Groups[3].Value] : "";
            locations.Add(match.Groups[1].Value, Place(ulong.Parse(match.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), file, match.Groups[4].Value.Trim()));
        }

        foreach (var line in Added(Samples(dump, locations)))
            yield return line;
    }

    private static IEnumerable<(string Stack, long[] Values)> Samples(string[] dump, Dictionary<string, string> locations)
    {
        var lines = dump.SkipWhile(line => line != "Samples:").Skip(2).TakeWhile(line => line != "Locations").ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (DumpedSample().Match(lines[i]) is not { Success: true } match)
                continue;
            var label = i + 1 < lines.Count && lines[i + 1].Contains(":[", StringComparison.Ordinal) ? lines[i + 1].Trim() : "";
            var stack = match.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => locations[id]);
            yield return ($"{string.Join(" < ", stack)} {label}", Array.ConvertAll(match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), long.Parse));
        }
    }

    private static IEnumerable<string> Added(IEnumerable<(string Stack, long[] Values)> samples) => samples
        .GroupBy(sample => sample.Stack, StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {string.Join(' ', Enumerable.Range(0, group.First().Values.Length).Select(i => group.Sum(sample => sample.Values[i])))}")
        .Order(StringComparer.Ordinal);

    private static string Place(ulong address, string file, string name) => $"{address:x} {file} {name}".TrimEnd();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "oracles", "pprof", "upstream");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    [GeneratedRegex(@"^ *((?:-?\d+ +)*-?\d+): (.*)$")]
    private static partial Regex DumpedSample();

    [GeneratedRegex(@"^ *(\d+): 0x([0-9a-f]+) (?:M=(\d+) )?(.*?)(?::0)?(?: s=\d+)?(?:\(.*\))?$")]
    private static partial Regex DumpedLocation();

    private sealed class Collector(Profile profile) : ISampleVisitor
    {
        public List<(string Stack, long[] Values)> Samples { get; } = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            var places = new List<string>();
            foreach (var frame in stack)
            {
                var location = profile.Locations[frame];
                var function = profile.Functions[location.Function];
                places.Add(Place(
                    location.Address,
                    location.Module < 0 ? "" : profile.Modules[location.Module].Path,
                    function.Name.Length == 0 ? "" : $"{function.Name} {function.File}:{location.Line}"));
            }

            var label = labels.IsEmpty ? "" : $"{labels[0].Key}:[{labels[0].Number}]";
            Samples.Add(($"{string.Join(" < ", places)} {label}", values.ToArray()));
        }
    }
}

using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.History;

/// <summary>Finds for members that changed their cost the commits that changed their code.</summary>
internal static class ChangedMembers
{
    private const int MostMembers = 50;
    private const int MostCommits = 10;

    /// <summary>By name of member: the commits, for those that surely changed and that the candidate still has.</summary>
    public static IReadOnlyDictionary<string, MemberCommits> Of(ProfileComparison comparison, IReadOnlyList<ProfileData> candidate, CommitRange range)
    {
        var names = comparison.Members.Where(row => row.Verdict != Verdict.Indistinguishable && !row.IsGone).Take(MostMembers).Select(row => row.Member.Name).ToHashSet(StringComparer.Ordinal);
        var files = new VersionFiles(range.Until);
        var places = Places(candidate, names);
        return names.ToDictionary(name => name, name => History(places.GetValueOrDefault(name), files, range), StringComparer.Ordinal);
    }

    private static MemberCommits History(Place? place, VersionFiles files, CommitRange range)
    {
        if (place is null)
            return new MemberCommits(null, [], "the profile does not say where its source is");
        if (files.Find(place.File) is not { } path)
            return new MemberCommits(null, [], $"'{place.File}' is not in the repository at {CommitRange.Short(range.Until.Sha)}");
        var found = new MemberPlace(path, place.First, files.LastLine(path, place.First, place.Last));
        return new MemberCommits(found, MemberHistory.Of(range, found, MostCommits), null);
    }

    private static Dictionary<string, Place> Places(IReadOnlyList<ProfileData> profiles, HashSet<string> names)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var profile in profiles)
        {
            var nameOf = profile.Functions.Select(function => function.File.Length > 0 && MemberName.Of(function) is var name && names.Contains(name) ? name : null).ToArray();
            for (var i = 0; i < nameOf.Length; i++)
                Add(nameOf[i], profile.Functions[i].File, profile.Functions[i].StartLine);
            foreach (var location in profile.Locations)
                Add(nameOf[location.Function], profile.Functions[location.Function].File, location.Line);
        }

        return places;

        void Add(string? name, string file, long line)
        {
            if (name is null || line is < 1 or > int.MaxValue)
                return;
            if (!places.TryGetValue(name, out var known))
                places.Add(name, new Place(file, (int)line, (int)line));
            else if (known.File == file)
                places[name] = new Place(file, Math.Min(known.First, (int)line), Math.Max(known.Last, (int)line));
        }
    }

    private sealed record Place(string File, int First, int Last);
}

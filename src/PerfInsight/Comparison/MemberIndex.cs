using PerfInsight.Profiles;

namespace PerfInsight.Comparison;

/// <summary>Numbers the members of several profiles, so that what is called the same has the same number.</summary>
internal sealed class MemberIndex
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Member> _members = [];
    private readonly Dictionary<ProfileData, int[]> _ofLocations = new(ReferenceEqualityComparer.Instance);

    /// <summary>The members so far.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>The member of each location of a profile.</summary>
    public int[] OfLocations(ProfileData profile)
    {
        if (_ofLocations.TryGetValue(profile, out var known))
            return known;
        var ofFunction = new int[profile.Functions.Count];
        for (var i = 0; i < ofFunction.Length; i++)
            ofFunction[i] = Number(profile, profile.Functions[i]);
        var ofLocation = new int[profile.Locations.Count];
        for (var i = 0; i < ofLocation.Length; i++)
            ofLocation[i] = ofFunction[profile.Locations[i].Function];
        return _ofLocations[profile] = ofLocation;
    }

    private int Number(ProfileData profile, Function function)
    {
        var name = MemberName.Of(function);
        if (_numbers.TryGetValue(name, out var number))
            return number;
        _numbers.Add(name, number = _members.Count);
        _members.Add(new Member(name, function.Module < 0 ? "" : profile.Modules[function.Module].Name, function.File, function.StartLine));
        return number;
    }
}

/// <summary>A member as profiles are compared by it.</summary>
/// <param name="Name">Name, see <see cref="MemberName"/>.</param>
/// <param name="Module">Name of its binary; empty where unknown.</param>
/// <param name="File">Source file; empty where unknown.</param>
/// <param name="StartLine">Line on which it begins; 0 where unknown.</param>
public sealed record Member(string Name, string Module, string File, long StartLine);

using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>
/// Leaves out the frames that a profile itself declares to be of no interest, with all that they call
/// (<see cref="ProfileInfo.DropFrames"/>): a heap profile drops the allocator, say.
/// </summary>
internal sealed class FramePruner
{
    // "operator()" and "(anonymous namespace)" are no argument lists.
    private static readonly string[] BracketsInNames = ["(anonymous namespace)", "operator()"];

    private readonly bool[]? _dropped;

    public FramePruner(ProfileData profile)
    {
        var drop = Whole(profile.Info.DropFrames);
        if (drop is null)
            return;
        var keep = Whole(profile.Info.KeepFrames);
        bool[] functions = [.. profile.Functions.Select(function => IsDropped(Simple(function.FullName)))];
        _dropped = [.. profile.Locations.Select(location => functions[location.Function])];

        bool IsDropped(string name) => name.Length > 0 && drop.IsMatch(name) && keep?.IsMatch(name) != true;
    }

    /// <summary>The part of a stack that is of interest. Frames at the root that nobody of interest calls stay.</summary>
    public ReadOnlySpan<int> Prune(ReadOnlySpan<int> stack)
    {
        if (_dropped is null)
            return stack;
        var isBelowUser = false;
        for (var i = stack.Length - 1; i >= 0; i--)
        {
            if (!_dropped[stack[i]])
                isBelowUser = true;
            else if (isBelowUser)
                return stack[(i + 1)..];
        }

        return stack;
    }

    // An expression of a profile that cannot be read drops nothing, as in pprof.
    private static Regex? Whole(string pattern)
    {
        try
        {
            return pattern.Length == 0 ? null : NamePattern.Parse("drop_frames", $"^({pattern})$");
        }
        catch (ViewException)
        {
            return null;
        }
    }

    // The name without arguments, and without the dot that one ABI of PowerPC puts first.
    private static string Simple(string name)
    {
        name = name.StartsWith('.') ? name[1..] : name;
        for (var i = 0; i < name.Length; i++)
        {
            var bracket = Array.Find(BracketsInNames, text => name.AsSpan(i).StartsWith(text, StringComparison.Ordinal));
            if (bracket is not null)
                i += bracket.Length - 1;
            else if (name[i] == '(')
                return name[..i];
        }

        return name;
    }
}

using PerfInsight.Comparison;
using PerfInsight.Profiles;

namespace PerfInsight.Gating.Reach;

/// <summary>Which member calls which, as far as the profiles have seen it, and what is reached from where.</summary>
internal sealed class CallReach
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<HashSet<int>> _callees = [];

    /// <summary>Looks at all stacks.</summary>
    public CallReach(IEnumerable<ProfileData> profiles)
    {
        foreach (var profile in profiles)
        {
            var ofFunction = new int[profile.Functions.Count];
            for (var i = 0; i < ofFunction.Length; i++)
                ofFunction[i] = Number(MemberName.Of(profile.Functions[i]));
            profile.VisitSamples(new Calls(this, [.. profile.Locations.Select(location => ofFunction[location.Function])]));
        }
    }

    /// <summary>All members of the profiles.</summary>
    public IReadOnlyList<string> Members => _names;

    /// <summary>The members that are called from some, directly or not, and these themselves.</summary>
    public IReadOnlySet<string> From(IEnumerable<string> members)
    {
        var reached = new HashSet<int>(members.Select(member => _numbers.GetValueOrDefault(member, -1)).Where(static number => number >= 0));
        var left = new Stack<int>(reached);
        while (left.TryPop(out var caller))
        {
            foreach (var callee in _callees[caller])
            {
                if (reached.Add(callee))
                    left.Push(callee);
            }
        }

        return reached.Select(number => _names[number]).ToHashSet(StringComparer.Ordinal);
    }

    private int Number(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers.Add(name, number = _names.Count);
            _names.Add(name);
            _callees.Add([]);
        }

        return number;
    }

    private sealed class Calls(CallReach owner, int[] members) : ISampleVisitor
    {
        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 1; i < stack.Length; i++)
                owner._callees[members[stack[i]]].Add(members[stack[i - 1]]);
        }
    }
}

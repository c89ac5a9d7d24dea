using PerfInsight.Profiles;

namespace PerfInsight.Summaries;

/// <summary>
/// Adds a profile's samples to the functions of user code. All sums run over the stack tree once, callers before callees,
/// so the cost grows with the number of distinct stacks and not with the number of samples.
/// </summary>
internal sealed class StackCosts
{
    private readonly Profile _profile;
    private readonly ProfiledFunctions _functions;
    private readonly Func<UserFunction, FunctionCost> _costOf;
    private readonly Dictionary<string, UserFunction> _members = new(StringComparer.Ordinal);
    private readonly StackTable _stacks;
    private readonly int[] _columns;
    private readonly long[][] _here;
    private readonly long[][] _below;
    private readonly int[] _nearestUser;
    private readonly LineRange?[] _lines;
    private readonly bool[] _linesKnown;

    private StackCosts(Profile profile, ProfiledFunctions functions, Func<UserFunction, FunctionCost> costOf)
    {
        _profile = profile;
        _functions = functions;
        _costOf = costOf;
        _stacks = profile.Stacks;
        _columns = [.. SampleKinds.All.Select(kind => profile.SampleTypeIndex(SampleKinds.Key(kind)))];
        _here = [.. SampleKinds.All.Select(_ => new long[_stacks.Count])];
        _below = [.. SampleKinds.All.Select(_ => new long[_stacks.Count])];
        _nearestUser = new int[_stacks.Count];
        _lines = new LineRange?[profile.Locations.Count];
        _linesKnown = new bool[profile.Locations.Count];
    }

    /// <summary>Adds the profile; returns its totals per kind.</summary>
    public static long[] Add(Profile profile, ProfiledFunctions functions, Func<UserFunction, FunctionCost> costOf)
    {
        var costs = new StackCosts(profile, functions, costOf);
        var totals = costs.SumSamples();
        costs.FindMembers();
        costs.SumBelow();
        for (var node = 0; node < costs._stacks.Count; node++)
        {
            if (costs.UserAt(node) is { } user)
                costs.AddUserNode(node, user);
            else if (costs._nearestUser[node] >= 0)
                costs.AddFrameworkNode(node);
        }

        costs.AddTypes();
        return totals;
    }

    private long[] SumSamples()
    {
        var totals = new long[SampleKinds.Count];
        for (var kind = 0; kind < SampleKinds.Count; kind++)
        {
            if (_columns[kind] < 0)
                continue;
            var values = _profile.Samples.Values(_columns[kind]);
            for (var sample = 0; sample < values.Length; sample++)
            {
                totals[kind] += values[sample];
                if (_profile.Samples.Stack(sample) is >= 0 and var stack)
                    _here[kind][stack] += values[sample];
            }
        }

        return totals;
    }

    private void FindMembers()
    {
        for (var node = 0; node < _stacks.Count; node++)
        {
            var user = UserAt(node);
            var parent = _stacks.Parent(node);
            _nearestUser[node] = user is not null ? node : parent < 0 ? -1 : _nearestUser[parent];
            if (user is { Kind: FunctionKind.Method })
                _members.TryAdd(user.Member, user);
        }
    }

    private void SumBelow()
    {
        for (var kind = 0; kind < SampleKinds.Count; kind++)
        {
            var below = _below[kind];
            _here[kind].CopyTo(below, 0);
            for (var node = _stacks.Count - 1; node >= 0; node--)
            {
                if (_stacks.Parent(node) is >= 0 and var parent)
                    below[parent] += below[node];
            }
        }
    }

    private void AddUserNode(int node, UserFunction user)
    {
        var cost = _costOf(user);
        Add(cost.Self, _here, node);
        Add(cost.Own, _here, node);
        if (LinesAt(node) is { } line)
            Add(FunctionCost.At(cost.Lines, line), _below, node);

        // Recursion counts once in a total, and at its innermost call in lines and callees.
        var isInMember = false;
        var sameFunction = -1;
        for (var up = UserAbove(node); up >= 0 && (sameFunction < 0 || !isInMember); up = UserAbove(up))
        {
            var above = UserAt(up)!;
            if (sameFunction < 0 && above == user)
                sameFunction = up;
            isInMember |= above.Member == user.Member;
        }

        if (user.Kind != FunctionKind.Method && sameFunction < 0)
            Add(cost.Total, _below, node);
        if (!isInMember && _members.TryGetValue(user.Member, out var member))
            Add(_costOf(member).Total, _below, node);
        if (sameFunction >= 0)
            TakeRecursionOut(node, sameFunction, cost);

        if (UserAbove(node) is >= 0 and var caller && UserAt(caller)! is var callerFunction && callerFunction != user)
            Add(FunctionCost.At(_costOf(callerFunction).Callees, (NameAt(node), LinesAt(caller))), _below, node);
    }

    private void TakeRecursionOut(int node, int sameFunction, FunctionCost cost)
    {
        var line = LinesAt(sameFunction);
        if (line is { } range)
            Add(FunctionCost.At(cost.Lines, range), _below, node, -1);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var previous = node;
        for (var up = _stacks.Parent(node); up != sameFunction; previous = up, up = _stacks.Parent(up))
        {
            if (UserAt(up) is null ? _nearestUser[up] == sameFunction : UserAbove(up) == sameFunction)
                names.Add(NameAt(up));
        }

        foreach (var name in names)
            Add(FunctionCost.At(cost.Callees, (name, line)), _below, node, -1);
    }

    private void AddFrameworkNode(int node)
    {
        var caller = _nearestUser[node];
        var cost = _costOf(UserAt(caller)!);
        Add(cost.Own, _here, node);
        var name = NameAt(node);
        for (var up = _stacks.Parent(node); up != caller; up = _stacks.Parent(up))
        {
            if (NameAt(up) == name)
                return;
        }

        Add(FunctionCost.At(cost.Callees, (name, LinesAt(caller))), _below, node);
    }

    private void AddTypes()
    {
        for (var sample = 0; sample < _profile.Samples.Count; sample++)
        {
            if (_profile.Samples.Labels(sample) is not (>= 0 and var labels)
                || !_profile.LabelSets[labels].TryGetValue(Profile.AllocatedTypeLabel, out var type)
                || _profile.Samples.Stack(sample) is not (>= 0 and var stack)
                || _nearestUser[stack] is not (>= 0 and var user))
            {
                continue;
            }

            var values = FunctionCost.At(_costOf(UserAt(user)!).Types, (Symbols.RuntimeNames.TypeName(type), LinesAt(user)));
            for (var kind = 0; kind < SampleKinds.Count; kind++)
            {
                if (_columns[kind] >= 0)
                    values[kind] += _profile.Samples.Values(_columns[kind])[sample];
            }
        }
    }

    private ProfiledFunction FunctionAt(int node) => _functions[_profile.Locations[_stacks.Location(node)].Function];

    private UserFunction? UserAt(int node) => FunctionAt(node).User;

    private string NameAt(int node) => FunctionAt(node).Callee;

    private int UserAbove(int node) => _stacks.Parent(node) is >= 0 and var parent ? _nearestUser[parent] : -1;

    private LineRange? LinesAt(int node)
    {
        var location = _stacks.Location(node);
        if (!_linesKnown[location])
        {
            _linesKnown[location] = true;
            _lines[location] = _functions.Lines(_profile.Locations[location]);
        }

        return _lines[location];
    }

    private static void Add(long[] to, long[][] values, int node, int sign = 1)
    {
        for (var kind = 0; kind < to.Length; kind++)
            to[kind] += sign * values[kind][node];
    }
}

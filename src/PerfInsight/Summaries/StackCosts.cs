using PerfInsight.Profiles;
using PerfInsight.Symbols;

namespace PerfInsight.Summaries;

/// <summary>
/// Adds a profile's samples to the functions of user code, in one walk over the tree of stacks from callers to callees.
/// Each frame of the walk costs the same however deep it is, and the number of samples does not matter.
/// </summary>
internal sealed class StackCosts
{
    private readonly Profile _profile;
    private readonly ProfiledFunctions _functions;
    private readonly ScenarioCosts _costs;
    private readonly StackTree _tree;

    // By function of the profile: number of the user function and of its member in _costs (-1 for none), of its name.
    private readonly int[] _user;
    private readonly int[] _member;
    private readonly int[] _name;
    private readonly (bool Known, LineRange? Lines)[] _lines;

    // The way from the root to the current node, and what is open on it. -1 for none.
    private readonly List<Frame> _path = [];
    private readonly int[] _lastOfUser;
    private readonly int[] _openInMember;
    private readonly int[] _callerOfName;
    private readonly int[] _nearestUser;

    private StackCosts(Profile profile, ProfiledFunctions functions, ScenarioCosts costs)
    {
        _profile = profile;
        _functions = functions;
        _costs = costs;
        _tree = new StackTree(profile);
        var count = profile.Functions.Count;
        _user = new int[count];
        _member = new int[count];
        _name = new int[count];
        var isOnStack = new bool[count];
        for (var node = 0; node < profile.Stacks.Count; node++)
            isOnStack[FunctionAt(node)] = true;
        for (var i = 0; i < count; i++)
        {
            var user = isOnStack[i] ? functions[i].User : null;
            _user[i] = user is null ? -1 : costs.IdOf(user);
            _member[i] = user is null ? -1 : costs.MemberOf(user);
            _name[i] = costs.NameId(functions[i].Callee);
        }

        _lines = new (bool, LineRange?)[profile.Locations.Count];
        _lastOfUser = Filled(costs.Functions.Count);
        _openInMember = new int[costs.Functions.Count];
        _callerOfName = Filled(_name.Length == 0 ? 0 : _name.Max() + 1);
        _nearestUser = Filled(profile.Stacks.Count);
    }

    /// <summary>Adds the profile.</summary>
    public static void Add(Profile profile, ProfiledFunctions functions, ScenarioCosts costs)
    {
        var stacks = new StackCosts(profile, functions, costs);
        stacks.AddTotals();
        stacks.Walk();
        stacks.AddTypes();
    }

    private void AddTotals()
    {
        for (var i = 0; i < _tree.Kinds.Length; i++)
        {
            foreach (var value in _profile.Samples.Values(_tree.Columns[i]))
                _costs.Totals[_tree.Kinds[i]] += value;
        }
    }

    private void Walk()
    {
        var node = _tree.FirstRoot;
        while (node >= 0)
        {
            Enter(node);
            if (_tree.FirstChild(node) is >= 0 and var child)
            {
                node = child;
                continue;
            }

            while (node >= 0)
            {
                Leave(node);
                if (_tree.NextSibling(node) is >= 0 and var sibling)
                {
                    node = sibling;
                    break;
                }

                node = _tree.Parent(node);
            }
        }
    }

    private void Enter(int node)
    {
        var function = FunctionAt(node);
        var caller = _path.Count == 0 ? -1 : _path[^1].NearestUser;
        var user = _user[function];
        if (user >= 0)
        {
            AddUser(node, function, caller);
            _path.Add(new Frame(node, _path.Count, _lastOfUser[user]));
            _lastOfUser[user] = _path.Count - 1;
            if (_member[function] >= 0)
                _openInMember[_member[function]]++;
        }
        else
        {
            _path.Add(new Frame(node, caller, _callerOfName[_name[function]]));
            if (caller >= 0)
                AddFramework(node, function, caller);
            _callerOfName[_name[function]] = caller;
        }

        _nearestUser[node] = _path[^1].NearestUser < 0 ? -1 : _path[_path[^1].NearestUser].Node;
    }

    private void Leave(int node)
    {
        var function = FunctionAt(node);
        var previous = _path[^1].Previous;
        _path.RemoveAt(_path.Count - 1);
        if (_user[function] < 0)
        {
            _callerOfName[_name[function]] = previous;
            return;
        }

        _lastOfUser[_user[function]] = previous;
        if (_member[function] >= 0)
            _openInMember[_member[function]]--;
    }

    private void AddUser(int node, int function, int caller)
    {
        var user = _user[function];
        var cost = _costs.Costs[user];
        Add(cost.Self, _tree.Here, node);
        Add(cost.Own, _tree.Here, node);
        if (LinesAt(node) is { } line)
            Add(FunctionCost.At(cost.Lines, line), _tree.Below, node);

        // Recursion counts once in a total, and at its innermost call in lines and callees.
        var member = _member[function];
        if (member >= 0 && _openInMember[member] == 0)
            Add(_costs.Costs[member].Total, _tree.Below, node);
        if (member != user && _lastOfUser[user] < 0)
            Add(cost.Total, _tree.Below, node);
        if (_lastOfUser[user] >= 0)
            TakeRecursionOut(node, _lastOfUser[user], cost);
        if (caller >= 0 && UserAt(caller) is var callerUser && callerUser != user)
            Add(FunctionCost.At(_costs.Costs[callerUser].Callees, new PlacedName(_name[function], LinesAt(_path[caller].Node))), _tree.Below, node);
    }

    // The outer call was given what lies below it; what lies below the inner call is the inner call's.
    private void TakeRecursionOut(int node, int outer, FunctionCost cost)
    {
        var line = LinesAt(_path[outer].Node);
        if (line is { } range)
            Add(FunctionCost.At(cost.Lines, range), _tree.Below, node, -1);
        var names = new HashSet<int>();
        for (var i = outer + 1; i < _path.Count; i++)
        {
            var name = _name[FunctionAt(_path[i].Node)];
            if (names.Add(name))
                Add(FunctionCost.At(cost.Callees, new PlacedName(name, line)), _tree.Below, node, -1);
            if (_path[i].NearestUser != outer)
                break;
        }
    }

    private void AddFramework(int node, int function, int caller)
    {
        var cost = _costs.Costs[UserAt(caller)];
        Add(cost.Own, _tree.Here, node);

        // A function that calls itself, or comes again further down, is in the cost of its first call already.
        if (_callerOfName[_name[function]] != caller)
            Add(FunctionCost.At(cost.Callees, new PlacedName(_name[function], LinesAt(_path[caller].Node))), _tree.Below, node);
    }

    private void AddTypes()
    {
        var types = new int[_profile.LabelSets.Count];
        for (var i = 0; i < types.Length; i++)
            types[i] = _profile.LabelSets.Text(i, Profile.AllocatedTypeLabel) is { } type ? _costs.NameId(RuntimeNames.TypeName(type)) : -1;
        if (!Array.Exists(types, type => type >= 0))
            return;
        for (var sample = 0; sample < _profile.Samples.Count; sample++)
        {
            if (_profile.Samples.Labels(sample) is not (>= 0 and var labels)
                || types[labels] < 0
                || _profile.Samples.Stack(sample) is not (>= 0 and var stack)
                || _nearestUser[stack] is not (>= 0 and var node))
            {
                continue;
            }

            var values = FunctionCost.At(_costs.Costs[_user[FunctionAt(node)]].Types, new PlacedName(types[labels], LinesAt(node)));
            for (var i = 0; i < _tree.Kinds.Length; i++)
                values[_tree.Kinds[i]] += _profile.Samples.Values(_tree.Columns[i])[sample];
        }
    }

    private int FunctionAt(int node) => _profile.Locations[_profile.Stacks.Location(node)].Function;

    private int UserAt(int depth) => _user[FunctionAt(_path[depth].Node)];

    private LineRange? LinesAt(int node)
    {
        ref var entry = ref _lines[_profile.Stacks.Location(node)];
        if (!entry.Known)
            entry = (true, _functions.Lines(_profile.Locations[_profile.Stacks.Location(node)]));
        return entry.Lines;
    }

    private void Add(long[] to, long[][] values, int node, int sign = 1)
    {
        for (var i = 0; i < _tree.Kinds.Length; i++)
            to[_tree.Kinds[i]] += sign * values[i][node];
    }

    private static int[] Filled(int count)
    {
        var array = new int[count];
        Array.Fill(array, -1);
        return array;
    }

    /// <summary>A frame of the current path.</summary>
    /// <param name="Node">Its stack node.</param>
    /// <param name="NearestUser">Depth of the nearest user frame, itself included; -1 for none.</param>
    /// <param name="Previous">What was open before it: the user function's last frame, or the caller of the name.</param>
    private readonly record struct Frame(int Node, int NearestUser, int Previous);
}

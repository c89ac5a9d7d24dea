using System.Globalization;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>The rows of a view: which row each location of a profile belongs to.</summary>
internal sealed class NodeTable
{
    /// <summary>The row of a location that is not shown.</summary>
    public const int Hidden = -1;

    private readonly ProfileData _profile;
    private readonly Granularity _granularity;
    private readonly Dictionary<(string Name, string Module), int> _numbers = [];
    private readonly List<string> _names = [];

    /// <summary>Finds the rows.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="options">How fine, and which inlined functions.</param>
    /// <param name="isVisible">Says of a location whether it is shown at all.</param>
    public NodeTable(ProfileData profile, ViewOptions options, Func<int, bool> isVisible)
    {
        _profile = profile;
        _granularity = options.Granularity;
        Nodes = new int[profile.Locations.Count];
        var ofFunction = new int[profile.Functions.Count];
        Array.Fill(ofFunction, Hidden);
        for (var i = 0; i < Nodes.Length; i++)
        {
            var location = profile.Locations[i];
            if ((options.NoInlines && location.IsInlined) || !isVisible(i))
            {
                Nodes[i] = Hidden;
                continue;
            }

            HasInlined |= location.IsInlined;

            // A function that has a name is one row wherever it stands: look it up once.
            if (_granularity != Granularity.Function || profile.Functions[location.Function].Name.Length == 0)
                Nodes[i] = NumberOf(location);
            else if (ofFunction[location.Function] is >= 0 and var known)
                Nodes[i] = known;
            else
                Nodes[i] = ofFunction[location.Function] = NumberOf(location);
        }
    }

    /// <summary>By location: its row, or <see cref="Hidden"/>.</summary>
    public int[] Nodes { get; }

    /// <summary>True where a location that is shown is an inlined function.</summary>
    public bool HasInlined { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _names.Count;

    /// <summary>What a row is called.</summary>
    public string Name(int node) => _names[node];

    /// <summary>What a location is called in a list of frames.</summary>
    public static string NameOf(ProfileData profile, Location location, Granularity granularity)
    {
        var function = profile.Functions[location.Function];
        var name = granularity switch
        {
            Granularity.Function => function.FullName,
            Granularity.Line => WithLine(function, location),
            Granularity.File => SourcePath.Clean(function.File),
            Granularity.Namespace => NamespaceName.Of(function),
            _ => "",
        };
        if (name.Length > 0)
            return name;
        var module = ModuleOf(profile, location);
        if (granularity == Granularity.Module && module is not null)
            return module.Name.Length > 0 ? module.Name : "<unknown>";
        return module is { Path.Length: > 0 } ? $"[{BaseName(module.Path)}]" : module is { Name.Length: > 0 } ? $"[{module.Name}]" : "<unknown>";
    }

    private static string WithLine(Function function, Location location)
    {
        var name = function.FullName;
        var file = SourcePath.Clean(function.File);
        var place = location.Line != 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{location.Line}")
            : file.Length > 0 ? file
            : location.IlStart >= 0 && name.Length > 0 ? $"IL_{location.IlStart:x4}"
            : "";
        return name.Length == 0 ? place : place.Length == 0 ? name : $"{name} {place}";
    }

    private static Module? ModuleOf(ProfileData profile, Location location)
    {
        var number = location.Module >= 0 ? location.Module : profile.Functions[location.Function].Module;
        return number < 0 ? null : profile.Modules[number];
    }

    private static string BaseName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    private int NumberOf(Location location)
    {
        var name = NameOf(_profile, location, _granularity);

        // Code without names is one row per binary, also where two binaries are called the same.
        var key = (name, name[0] == '[' ? ModuleOf(_profile, location)?.Path ?? "" : "");
        if (!_numbers.TryGetValue(key, out var number))
        {
            _numbers.Add(key, number = _names.Count);
            _names.Add(name);
        }

        return number;
    }
}

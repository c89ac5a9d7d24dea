using System.Globalization;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Symbols;

namespace PerfInsight.Tests.Testing;

/// <summary>
/// A profile drawn by hand, with its symbols. A stack is written caller first: <c>App.Main@3 > System.Run > App.Work#lambda@8</c>.
/// <c>System.*</c> is framework code; <c>@8</c> is the line; <c>#lambda</c> and <c>#local</c> are functions inside the member.
/// </summary>
internal sealed class ProfileSketch : ISymbolSource, IModuleSymbols
{
    private readonly List<Function> _functions = [];
    private readonly Dictionary<string, int> _functionIds = [];
    private readonly List<Location> _locations = [];
    private readonly Dictionary<Location, int> _locationIds = [];
    private readonly List<(int Parent, int Location)> _stacks = [];
    private readonly Dictionary<(int, int), int> _stackIds = [];
    private readonly List<Label[]> _labels = [];
    private readonly List<(int Stack, int Labels, Dictionary<string, long> Values)> _samples = [];

    public string Captured { get; init; } = "2026-11-20T10:00:00Z";

    public long Duration { get; init; } = 1000;

    public GcSummary? Gc { get; init; }

    /// <summary>The source of each file, where it is at hand.</summary>
    public Dictionary<string, string> Sources { get; } = [];

    /// <summary>Folder of the repository; files elsewhere are not in it.</summary>
    public string Root { get; init; } = "/repo/";

    /// <summary>False for modules without symbols.</summary>
    public bool HasSymbols { get; init; } = true;

    public ProfileSketch Cpu(string stack, long value) => Sample(stack, ("cpu", value));

    public ProfileSketch Allocated(string stack, string type, long bytes, long objects) =>
        Sample(stack, type, ("alloc_space", bytes), ("alloc_objects", objects));

    public ProfileSketch Sample(string stack, params (string Kind, long Value)[] values) => Sample(stack, null, values);

    public ProfileSketch Sample(string stack, string? type, params (string Kind, long Value)[] values)
    {
        var node = -1;
        foreach (var frame in stack.Split(" > "))
            node = StackId((node, LocationId(Parse(frame))));
        var labels = -1;
        if (type is not null)
        {
            labels = _labels.Count;
            _labels.Add([Label.Of(Profile.AllocatedTypeLabel, type)]);
        }

        _samples.Add((node, labels, values.ToDictionary(value => value.Kind, value => value.Value)));
        return this;
    }

    public Profile Build()
    {
        var kinds = SampleKinds.All.Select(SampleKinds.Key).Where(kind => _samples.Exists(sample => sample.Values.ContainsKey(kind))).ToList();
        return new Profile
        {
            Info = new ProfileInfo
            {
                SourceFormat = "sketch",
                Captured = DateTimeOffset.Parse(Captured, CultureInfo.InvariantCulture),
                Duration = Duration,
                Runtime = ".NET 10.0.12",
                Os = "linux-x64",
            },
            SampleTypes = [.. kinds.Select(kind => new SampleType(kind, "count"))],
            Modules = [new Module("App", "/app/App.dll", new Guid(1, 2, 3, new byte[8])), new Module("System.Private.CoreLib", "", Guid.Empty)],
            Functions = _functions,
            Locations = _locations,
            Stacks = new StackTable([.. _stacks.Select(stack => stack.Parent)], [.. _stacks.Select(stack => stack.Location)]),
            LabelSets = LabelTable.Of(_labels),
            Samples = new SampleTable(
                [.. _samples.Select(sample => sample.Stack)],
                [.. _samples.Select(sample => sample.Labels)],
                [.. kinds.Select(kind => _samples.Select(sample => sample.Values.GetValueOrDefault(kind)).ToArray())]),
            Gc = Gc,
        }.Validate();
    }

    public Scenario Summarize(SummaryOptions? options = null) =>
        SummaryBuilder.Build([new ScenarioProfile("load", [Build()], "3f2c1ab")], this, options ?? SummaryOptions.Default).Scenarios[0];

    public IModuleSymbols? Find(Module module) => HasSymbols && module.Name == "App" ? this : null;

    public SourceFunction? Find(int methodToken)
    {
        var name = _functionIds.First(entry => entry.Value == methodToken - 1).Key;
        if (name.Contains("Generated", StringComparison.Ordinal))
            return null;
        var kind = name.EndsWith("#lambda", StringComparison.Ordinal) ? FunctionKind.Lambda
            : name.EndsWith("#local", StringComparison.Ordinal) ? FunctionKind.LocalFunction
            : FunctionKind.Method;
        var member = name.Split('#')[0];
        var path = name.Contains("Package", StringComparison.Ordinal) ? "/packages/Package.cs" : "/repo/src/App.cs";
        return new SourceFunction(
            name.Contains("Open", StringComparison.Ordinal) ? null : "M:" + member,
            kind,
            new ProfiledFile(path, "SHA256", "00ff"),
            kind == FunctionKind.Method ? new SourceRange(1, 1, 2, 10) : new SourceRange(2, 1, 2, 5));
    }

    public LineRange? Lines(int methodToken, int ilStart, int ilEnd) => ilStart < 0 ? null : new LineRange(ilStart, ilStart);

    public string? ReadSource(ProfiledFile file) => Sources.GetValueOrDefault(file.Path);

    public string? RelativePath(ProfiledFile file) => file.Path.StartsWith(Root, StringComparison.Ordinal) ? file.Path[Root.Length..] : null;

    private Location Parse(string frame)
    {
        var parts = frame.Split('@');
        var line = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        if (!_functionIds.TryGetValue(parts[0], out var id))
        {
            _functionIds.Add(parts[0], id = _functions.Count);
            var isFramework = parts[0].StartsWith("System.", StringComparison.Ordinal);
            var member = parts[0].Split('#')[0];
            var dot = member.LastIndexOf('.');
            var name = parts[0].EndsWith("#lambda", StringComparison.Ordinal) ? $"<{member[(dot + 1)..]}>b__0_0" : member[(dot + 1)..];
            _functions.Add(new Function(isFramework ? 1 : 0, id + 1, member[..dot], name, "void  ()"));
        }

        return new Location(id, line, line + 1);
    }

    private int LocationId(Location location)
    {
        if (!_locationIds.TryGetValue(location, out var id))
        {
            _locationIds.Add(location, id = _locations.Count);
            _locations.Add(location);
        }

        return id;
    }

    private int StackId((int Parent, int Location) stack)
    {
        if (!_stackIds.TryGetValue(stack, out var id))
        {
            _stackIds.Add(stack, id = _stacks.Count);
            _stacks.Add(stack);
        }

        return id;
    }
}

using System.Globalization;
using PerfInsight.Json;

namespace PerfInsight.Summaries;

/// <summary>
/// Reads a summary, strictly: a value of the wrong kind is an error with line and column. Unknown keys are skipped,
/// so that a newer minor version can be read; an unknown major version is refused.
/// </summary>
public sealed class SummaryReader
{
    private readonly JsonCursor _json;
    private readonly List<ProfiledFile> _files = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private SummaryReader(string text) => _json = new JsonCursor(text);

    /// <summary>Reads <paramref name="text"/>. Exactly one of summary and error is null.</summary>
    public static bool TryRead(string text, out Summary? summary, out SummaryError? error)
    {
        summary = null;
        error = null;
        if (text.Length > SummaryFormat.MaxLength)
        {
            error = new SummaryError(
                SummaryErrorKind.TooLarge, 1, 1, $"expected at most {SummaryFormat.MaxLength} characters, found {text.Length}");
            return false;
        }

        var reader = new SummaryReader(text);
        try
        {
            summary = reader.ReadSummary();
            return true;
        }
        catch (UnsupportedVersionException exception)
        {
            error = new SummaryError(SummaryErrorKind.UnsupportedVersion, exception.Line, exception.Column, exception.Message);
            return false;
        }
        catch (JsonSyntaxException exception)
        {
            error = new SummaryError(SummaryErrorKind.Malformed, exception.Line, exception.Column, exception.Message);
            return false;
        }
    }

    private Summary ReadSummary()
    {
        string? version = null;
        List<Scenario>? scenarios = null;
        _json.BeginObject("the summary");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            if (version is null && key is ("files" or "scenarios"))
                throw _json.ErrorAtKey($"\"version\" before \"{key}\"");
            switch (key)
            {
                case "version":
                    version = ReadVersion();
                    break;
                case "files":
                    ReadFiles();
                    break;
                case "scenarios":
                    scenarios = ReadList("\"scenarios\"", ReadScenario);
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        _json.End();
        if (version is null)
            throw _json.ErrorAtKey("\"version\"");
        if (scenarios is null)
            throw _json.ErrorAtKey("\"scenarios\"");
        return new Summary { Version = version, Files = _files, Scenarios = scenarios };
    }

    private string ReadVersion()
    {
        var version = _json.String("\"version\"");
        var dot = version.IndexOf('.');
        if (!int.TryParse(dot < 0 ? version : version.Substring(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var major))
            throw _json.ErrorAtValue("a version such as \"" + SummaryFormat.Version + "\" for \"version\"");
        if (major == SummaryFormat.MajorVersion)
            return version;
        var position = _json.ErrorAtValue($"version {SummaryFormat.MajorVersion}.x");
        throw new UnsupportedVersionException(position.Line, position.Column, position.Message);
    }

    private void ReadFiles()
    {
        _json.BeginArray("\"files\"");
        for (var firstItem = true; _json.NextItem(ref firstItem);)
        {
            string? path = null, algorithm = null, checksum = null;
            _json.BeginObject("an entry of \"files\"");
            var first = true;
            while (_json.NextKey(ref first) is { } key)
            {
                switch (key)
                {
                    case "path":
                        path = _json.String("\"path\"");
                        break;
                    case "algorithm":
                        algorithm = _json.StringOrNull("\"algorithm\"");
                        break;
                    case "checksum":
                        checksum = _json.StringOrNull("\"checksum\"");
                        break;
                    default:
                        _json.Skip();
                        break;
                }
            }

            _files.Add(new ProfiledFile(path ?? throw _json.ErrorAtKey("\"path\" in an entry of \"files\""), algorithm, checksum));
        }
    }

    private Scenario ReadScenario()
    {
        string? name = null, commit = null, runtime = null, os = null, source = null;
        DateTimeOffset? captured = null;
        long duration = 0;
        int traces = 1, omitted = 0;
        SampleValues? totals = null;
        GcSummary? gc = null;
        List<string>? modules = null;
        List<HotMethod>? methods = null;
        _json.BeginObject("an entry of \"scenarios\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "name":
                    name = _json.String("\"name\"");
                    break;
                case "commit":
                    commit = _json.StringOrNull("\"commit\"");
                    break;
                case "captured":
                    captured = ReadTime();
                    break;
                case "duration":
                    duration = _json.Count("\"duration\"");
                    break;
                case "runtime":
                    runtime = _json.StringOrNull("\"runtime\"");
                    break;
                case "os":
                    os = _json.StringOrNull("\"os\"");
                    break;
                case "source":
                    source = _json.StringOrNull("\"source\"");
                    break;
                case "traces":
                    traces = _json.Integer("\"traces\"");
                    break;
                case "omitted":
                    omitted = _json.Integer("\"omitted\"");
                    break;
                case "modules":
                    modules = ReadList("\"modules\"", () => _json.String("an entry of \"modules\""));
                    break;
                case "totals":
                    totals = ReadValues("\"totals\"");
                    break;
                case "gc":
                    gc = ReadGc();
                    break;
                case "methods":
                    methods = ReadList("\"methods\"", ReadMethod);
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        return new Scenario
        {
            Name = name ?? throw _json.ErrorAtKey("\"name\" in an entry of \"scenarios\""),
            Commit = commit,
            Captured = captured,
            Duration = duration,
            Runtime = runtime,
            Os = os,
            Source = source,
            Traces = traces,
            Omitted = omitted,
            Modules = modules ?? [],
            Totals = totals ?? throw _json.ErrorAtKey("\"totals\" in an entry of \"scenarios\""),
            Gc = gc,
            Methods = methods ?? throw _json.ErrorAtKey("\"methods\" in an entry of \"scenarios\""),
        };
    }

    private DateTimeOffset? ReadTime()
    {
        var text = _json.StringOrNull("\"captured\"");
        if (text is null)
            return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw _json.ErrorAtValue("a time such as \"2026-11-20T10:00:00Z\" for \"captured\"");
        return time;
    }

    private GcSummary ReadGc()
    {
        int gen0 = 0, gen1 = 0, gen2 = 0;
        long pause = 0, longest = 0;
        _json.BeginObject("\"gc\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "gen0":
                    gen0 = _json.Integer("\"gen0\"");
                    break;
                case "gen1":
                    gen1 = _json.Integer("\"gen1\"");
                    break;
                case "gen2":
                    gen2 = _json.Integer("\"gen2\"");
                    break;
                case "pause":
                    pause = _json.Count("\"pause\"");
                    break;
                case "longest_pause":
                    longest = _json.Count("\"longest_pause\"");
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        return new GcSummary(gen0, gen1, gen2, pause, longest);
    }

    private HotMethod ReadMethod()
    {
        string? id = null, name = null;
        var kind = FunctionKind.Method;
        ProfiledFile? file = null;
        SourceRange? span = null;
        CodeFingerprint? fingerprint = null;
        var costs = new Cost[SampleKinds.Count];
        List<CalleeCost>? callees = null;
        List<TypeCost>? types = null;
        List<LineCost>? lines = null;
        Cost[]? baseline = null;
        double? growth = null;
        _json.BeginObject("an entry of \"methods\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "id":
                    id = _json.StringOrNull("\"id\"");
                    break;
                case "name":
                    name = _json.StringOrNull("\"name\"");
                    break;
                case "kind":
                    kind = ReadFunctionKind();
                    break;
                case "file":
                    file = ReadFileReference();
                    break;
                case "span":
                    span = ReadSpan();
                    break;
                case "fingerprint":
                    fingerprint = ReadFingerprint();
                    break;
                case "callees":
                    callees = ReadList("\"callees\"", ReadCallee);
                    break;
                case "types":
                    types = ReadList("\"types\"", ReadType);
                    break;
                case "lines":
                    lines = ReadList("\"lines\"", ReadLine);
                    break;
                case "baseline":
                    baseline = ReadBaseline();
                    break;
                case "growth":
                    growth = _json.Number("\"growth\"");
                    break;
                default:
                    if (SampleKinds.TryParse(key, out var sampleKind))
                        costs[(int)sampleKind] = ReadCost(key);
                    else
                        _json.Skip();
                    break;
            }
        }

        if (id is null && name is null)
            throw _json.ErrorAtKey("\"id\" or \"name\" in an entry of \"methods\"");
        return new HotMethod
        {
            Id = id,
            Name = name,
            Kind = kind,
            File = file,
            Span = span,
            Fingerprint = fingerprint,
            Costs = costs,
            Callees = callees ?? [],
            Types = types ?? [],
            Lines = lines ?? [],
            Baseline = baseline,
            Growth = growth,
        };
    }

    private FunctionKind ReadFunctionKind() => _json.String("\"kind\"") switch
    {
        "method" => FunctionKind.Method,
        "lambda" => FunctionKind.Lambda,
        "local_function" => FunctionKind.LocalFunction,
        _ => throw _json.ErrorAtValue("\"method\", \"lambda\" or \"local_function\" for \"kind\""),
    };

    private ProfiledFile ReadFileReference()
    {
        var index = _json.Integer("\"file\"");
        return index < _files.Count ? _files[index] : throw _json.ErrorAtValue($"an index below {_files.Count} for \"file\"");
    }

    private SourceRange ReadSpan()
    {
        var numbers = ReadIntegers("\"span\"", 4);
        return new SourceRange(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private LineRange ReadLineRange()
    {
        var numbers = ReadIntegers("\"line\"", 2);
        return new LineRange(numbers[0], numbers[1]);
    }

    private int[] ReadIntegers(string what, int count)
    {
        var numbers = new int[count];
        var n = 0;
        _json.BeginArray(what);
        for (var first = true; _json.NextItem(ref first);)
        {
            var number = _json.Integer(what);
            if (n == count)
                throw _json.ErrorAtValue($"{count} numbers for {what}");
            numbers[n++] = number;
        }

        return n == count ? numbers : throw _json.ErrorAtKey($"{count} numbers for {what}");
    }

    private CodeFingerprint ReadFingerprint() =>
        CodeFingerprint.TryParse(_json.String("\"fingerprint\""), out var fingerprint)
            ? fingerprint
            : throw _json.ErrorAtValue("a hash, a colon and a length for \"fingerprint\"");

    private Cost ReadCost(string kind)
    {
        long self = 0, total = 0;
        long? own = null;
        _json.BeginObject($"\"{kind}\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "self":
                    self = _json.Count($"\"{kind}.self\"");
                    break;
                case "own":
                    own = _json.Count($"\"{kind}.own\"");
                    break;
                case "total":
                    total = _json.Count($"\"{kind}.total\"");
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        return new Cost(self, own ?? Math.Max(self, total), Math.Max(self, total));
    }

    private Cost[] ReadBaseline()
    {
        var costs = new Cost[SampleKinds.Count];
        _json.BeginObject("\"baseline\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            if (SampleKinds.TryParse(key, out var kind))
                costs[(int)kind] = ReadCost(key);
            else
                _json.Skip();
        }

        return costs;
    }

    private SampleValues ReadValues(string what)
    {
        var values = new long[SampleKinds.Count];
        _json.BeginObject(what);
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            if (SampleKinds.TryParse(key, out var kind))
                values[(int)kind] = _json.Count($"\"{key}\"");
            else
                _json.Skip();
        }

        return new SampleValues(values);
    }

    private CalleeCost ReadCallee()
    {
        var (name, line, values) = ReadNamedValues("callees", "name");
        return new CalleeCost { Name = name!, Line = line, Values = values };
    }

    private TypeCost ReadType()
    {
        var (type, line, values) = ReadNamedValues("types", "type");
        return new TypeCost { Type = type!, Line = line, Values = values };
    }

    private LineCost ReadLine()
    {
        var (_, line, values) = ReadNamedValues("lines", null);
        return new LineCost { Line = line ?? throw _json.ErrorAtKey("\"line\" in an entry of \"lines\""), Values = values };
    }

    /// <summary>The shape that callees, types and lines share: a name, a line range, values by kind.</summary>
    private (string? Name, LineRange? Line, SampleValues Values) ReadNamedValues(string list, string? nameKey)
    {
        string? name = null;
        LineRange? line = null;
        var values = new long[SampleKinds.Count];
        _json.BeginObject($"an entry of \"{list}\"");
        var first = true;
        while (_json.NextKey(ref first) is { } key)
        {
            if (key == nameKey)
                name = Intern(_json.String($"\"{key}\""));
            else if (key == "line")
                line = ReadLineRange();
            else if (SampleKinds.TryParse(key, out var kind))
                values[(int)kind] = _json.Count($"\"{key}\"");
            else
                _json.Skip();
        }

        if (nameKey is not null && name is null)
            throw _json.ErrorAtKey($"\"{nameKey}\" in an entry of \"{list}\"");
        return (name, line, new SampleValues(values));
    }

    private List<T> ReadList<T>(string what, Func<T> readItem)
    {
        var list = new List<T>();
        _json.BeginArray(what);
        for (var first = true; _json.NextItem(ref first);)
            list.Add(readItem());
        return list;
    }

    // The same callees recur in most members.
    private string Intern(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        _names.Add(name, name);
        return name;
    }

    private sealed class UnsupportedVersionException(int line, int column, string message) : Exception(message)
    {
        public int Line { get; } = line;

        public int Column { get; } = column;
    }
}

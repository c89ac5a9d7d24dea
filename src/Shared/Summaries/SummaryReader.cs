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
    private readonly HotMethodReader _methods;

    private SummaryReader(string text)
    {
        _json = new JsonCursor(text);
        _methods = new HotMethodReader(_json, _files);
    }

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
                    scenarios = _json.List("\"scenarios\"", ReadScenario);
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
                    modules = _json.List("\"modules\"", () => _json.String("an entry of \"modules\""));
                    break;
                case "totals":
                    totals = ReadValues("\"totals\"");
                    break;
                case "gc":
                    gc = ReadGc();
                    break;
                case "methods":
                    methods = _json.List("\"methods\"", _methods.Read);
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

    private sealed class UnsupportedVersionException(int line, int column, string message) : Exception(message)
    {
        public int Line { get; } = line;

        public int Column { get; } = column;
    }
}

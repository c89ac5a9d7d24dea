using PerfInsight.Json;

namespace PerfInsight.Summaries;

/// <summary>Reads the entries of a summary's "methods".</summary>
/// <param name="json">The text, at an entry.</param>
/// <param name="files">The files that entries refer to.</param>
internal sealed class HotMethodReader(JsonCursor json, IReadOnlyList<ProfiledFile> files)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads the entry at the cursor.</summary>
    public HotMethod Read()
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
        json.BeginObject("an entry of \"methods\"");
        var first = true;
        while (json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "id":
                    id = json.StringOrNull("\"id\"");
                    break;
                case "name":
                    name = json.StringOrNull("\"name\"");
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
                    callees = json.List("\"callees\"", ReadCallee);
                    break;
                case "types":
                    types = json.List("\"types\"", ReadType);
                    break;
                case "lines":
                    lines = json.List("\"lines\"", ReadLine);
                    break;
                case "baseline":
                    baseline = ReadBaseline();
                    break;
                case "growth":
                    growth = json.Number("\"growth\"");
                    break;
                default:
                    if (SampleKinds.TryParse(key, out var sampleKind))
                        costs[(int)sampleKind] = ReadCost(key);
                    else
                        json.Skip();
                    break;
            }
        }

        if (id is null && name is null)
            throw json.ErrorAtKey("\"id\" or \"name\" in an entry of \"methods\"");
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

    private FunctionKind ReadFunctionKind() => json.String("\"kind\"") switch
    {
        "method" => FunctionKind.Method,
        "lambda" => FunctionKind.Lambda,
        "local_function" => FunctionKind.LocalFunction,
        _ => throw json.ErrorAtValue("\"method\", \"lambda\" or \"local_function\" for \"kind\""),
    };

    private ProfiledFile ReadFileReference()
    {
        var index = json.Integer("\"file\"");
        return index < files.Count ? files[index] : throw json.ErrorAtValue($"an index below {files.Count} for \"file\"");
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
        json.BeginArray(what);
        for (var first = true; json.NextItem(ref first);)
        {
            var number = json.Integer(what);
            if (n == count)
                throw json.ErrorAtValue($"{count} numbers for {what}");
            numbers[n++] = number;
        }

        return n == count ? numbers : throw json.ErrorAtKey($"{count} numbers for {what}");
    }

    private CodeFingerprint ReadFingerprint() =>
        CodeFingerprint.TryParse(json.String("\"fingerprint\""), out var fingerprint)
            ? fingerprint
            : throw json.ErrorAtValue("a hash, a colon and a length for \"fingerprint\"");

    private Cost ReadCost(string kind)
    {
        long self = 0, total = 0;
        long? own = null;
        json.BeginObject($"\"{kind}\"");
        var first = true;
        while (json.NextKey(ref first) is { } key)
        {
            switch (key)
            {
                case "self":
                    self = json.Count($"\"{kind}.self\"");
                    break;
                case "own":
                    own = json.Count($"\"{kind}.own\"");
                    break;
                case "total":
                    total = json.Count($"\"{kind}.total\"");
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new Cost(self, own ?? Math.Max(self, total), Math.Max(self, total));
    }

    private Cost[] ReadBaseline()
    {
        var costs = new Cost[SampleKinds.Count];
        json.BeginObject("\"baseline\"");
        var first = true;
        while (json.NextKey(ref first) is { } key)
        {
            if (SampleKinds.TryParse(key, out var kind))
                costs[(int)kind] = ReadCost(key);
            else
                json.Skip();
        }

        return costs;
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
        return new LineCost { Line = line ?? throw json.ErrorAtKey("\"line\" in an entry of \"lines\""), Values = values };
    }

    /// <summary>The shape that callees, types and lines share: a name, a line range, values by kind.</summary>
    private (string? Name, LineRange? Line, SampleValues Values) ReadNamedValues(string list, string? nameKey)
    {
        string? name = null;
        LineRange? line = null;
        var values = new long[SampleKinds.Count];
        json.BeginObject($"an entry of \"{list}\"");
        var first = true;
        while (json.NextKey(ref first) is { } key)
        {
            if (key == nameKey)
                name = Intern(json.String($"\"{key}\""));
            else if (key == "line")
                line = ReadLineRange();
            else if (SampleKinds.TryParse(key, out var kind))
                values[(int)kind] = json.Count($"\"{key}\"");
            else
                json.Skip();
        }

        if (nameKey is not null && name is null)
            throw json.ErrorAtKey($"\"{nameKey}\" in an entry of \"{list}\"");
        return (name, line, new SampleValues(values));
    }

    // The same callees recur in most members.
    private string Intern(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        _names.Add(name, name);
        return name;
    }
}

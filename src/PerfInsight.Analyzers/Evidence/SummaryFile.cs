using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// A summary text, parsed and indexed once: the compiler caches it per text through a
/// <see cref="SourceTextValueProvider{TValue}"/>, so an edit of a C# file does not parse it again.
/// </summary>
internal sealed class SummaryFile
{
    /// <summary>Parses a text; the key of the compiler's cache.</summary>
    public static readonly SourceTextValueProvider<SummaryFile> Provider = new(Read);

    // Not [] where it is returned: beside a list, that is a new list for each cold member.
    private static readonly IReadOnlyList<Hotspot> None = [];

    private readonly Dictionary<string, TypeHotspots> _types = new(StringComparer.Ordinal);

    private SummaryFile(Summary? summary, SummaryError? error)
    {
        Summary = summary;
        Error = error;
        if (summary is null)
            return;
        foreach (var scenario in summary.Scenarios)
        {
            for (var i = 0; i < scenario.Methods.Count; i++)
                Add(new Hotspot(scenario, scenario.Methods[i], i + 1));
        }
    }

    /// <summary>The summary, null where it could not be read.</summary>
    public Summary? Summary { get; }

    /// <summary>Why it could not be read.</summary>
    public SummaryError? Error { get; }

    /// <summary>True for the files that PerfInsight reads.</summary>
    public static bool IsSummary(AdditionalText file) =>
        file.Path.EndsWith(SummaryFormat.FileSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where there are hotspots in a type of this simple name.</summary>
    public bool HasType(string typeName) => _types.ContainsKey(typeName);

    /// <summary>
    /// The hotspots that may be <paramref name="memberName"/> of a type called <paramref name="typeName"/>. A cold
    /// member costs two look-ups here and no allocation; the ids are compared by the caller.
    /// </summary>
    public IReadOnlyList<Hotspot> Candidates(string typeName, string memberName) =>
        _types.TryGetValue(typeName, out var type) ? type.Members(memberName) : None;

    /// <summary>Parses a text, where the compiler's cache is out of reach.</summary>
    public static SummaryFile Read(SourceText text)
    {
        // The length is checked before the text is copied into one string.
        if (text.Length > SummaryFormat.MaxLength)
        {
            return new SummaryFile(null, new SummaryError(
                SummaryErrorKind.TooLarge, 1, 1, $"expected at most {SummaryFormat.MaxLength} characters, found {text.Length}"));
        }

        SummaryReader.TryRead(text.ToString(), out var summary, out var error);
        return new SummaryFile(summary, error);
    }

    private void Add(Hotspot hotspot)
    {
        var name = HotspotName.Of(hotspot.Method);
        if (!_types.TryGetValue(name.Type, out var type))
            _types.Add(name.Type, type = new TypeHotspots());
        type.Add(name.Member, hotspot);
    }

    private sealed class TypeHotspots
    {
        private readonly Dictionary<string, List<Hotspot>> _members = new(StringComparer.Ordinal);

        public void Add(string member, Hotspot hotspot)
        {
            if (!_members.TryGetValue(member, out var hotspots))
                _members.Add(member, hotspots = []);
            hotspots.Add(hotspot);
        }

        public IReadOnlyList<Hotspot> Members(string name) => _members.TryGetValue(name, out var hotspots) ? hotspots : None;
    }
}

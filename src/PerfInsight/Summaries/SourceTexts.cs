using PerfInsight.Symbols;

namespace PerfInsight.Summaries;

/// <summary>Source files at hand, for fingerprints.</summary>
internal sealed class SourceTexts(ISymbolSource symbols)
{
    private readonly Dictionary<ProfiledFile, (string Text, int[] Lines)?> _files = [];

    /// <summary>The fingerprint of a piece of a file; null where the file is not at hand, or shorter than the span.</summary>
    public CodeFingerprint? Fingerprint(ProfiledFile file, SourceRange span)
    {
        if (!_files.TryGetValue(file, out var source))
            _files.Add(file, source = symbols.ReadSource(file) is { } read ? (read, LineStarts(read)) : null);
        if (source is not var (text, lines)
            || Position(lines, span.StartLine, span.StartColumn) is not { } start
            || Position(lines, span.EndLine, span.EndColumn) is not { } end
            || start >= end
            || end > text.Length)
        {
            return null;
        }

        return CodeFingerprint.Of(text, start, end);
    }

    private static int? Position(int[] lines, int line, int column) =>
        line >= 1 && line <= lines.Length ? lines[line - 1] + column - 1 : null;

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }

        return [.. starts];
    }
}

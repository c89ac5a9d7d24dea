using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// Keeps a file with one kind of line ends as it is: the formatter, which runs behind every fix, ends the lines that it adds as the
/// options say, on most machines as the platform does.
/// </summary>
internal static class LineEnds
{
    /// <summary>The rewritten document with the line ends of the original one.</summary>
    public static async Task<Document> KeepAsync(Document original, Document rewritten, CancellationToken cancellationToken)
    {
        var before = (await original.GetTextAsync(cancellationToken).ConfigureAwait(false)).ToString();
        var options = await original.GetOptionsAsync(cancellationToken).ConfigureAwait(false);
        if (OnlyOf(before) is not { } end || end == options.GetOption(FormattingOptions.NewLine, LanguageNames.CSharp))
            return rewritten;

        // What follows a fix in any case, in the same order.
        rewritten = await ImportAdder.AddImportsAsync(rewritten, Simplifier.AddImportsAnnotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        rewritten = await Simplifier.ReduceAsync(rewritten, Simplifier.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        rewritten = await Formatter.FormatAsync(rewritten, Formatter.Annotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        rewritten = await Formatter.FormatAsync(rewritten, SyntaxAnnotation.ElasticAnnotation, cancellationToken: cancellationToken).ConfigureAwait(false);
        var text = await rewritten.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var after = text.ToString();
        return OnlyOf(after) == end ? rewritten : rewritten.WithText(SourceText.From(after.Replace("\r\n", "\n").Replace("\n", end), text.Encoding, text.ChecksumAlgorithm));
    }

    // The line end of all lines, null where there are several kinds or none.
    private static string? OnlyOf(string text)
    {
        var pairs = 0;
        var all = 0;
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            all++;
            if (i > 0 && text[i - 1] == '\r')
                pairs++;
        }

        return all == 0 ? null : pairs == all ? "\r\n" : pairs == 0 ? "\n" : null;
    }
}

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>The visible sequence points of a method, in IL order.</summary>
internal sealed class MethodPoints
{
    private readonly SequencePoint[] _points;

    private MethodPoints(DocumentHandle document, SequencePoint[] points)
    {
        Document = document;
        _points = points;
    }

    /// <summary>The document of the first point.</summary>
    public DocumentHandle Document { get; }

    /// <summary>From the first to the last place in the source; points in other documents are left out.</summary>
    public SourceRange Span
    {
        get
        {
            var here = _points.Where(point => point.Document == Document).ToList();
            var first = here.MinBy(point => (point.StartLine, point.StartColumn));
            var last = here.MaxBy(point => (point.EndLine, point.EndColumn));
            return new SourceRange(first.StartLine, first.StartColumn, last.EndLine, last.EndColumn);
        }
    }

    /// <summary>The points of all methods that have any, by MethodDef token.</summary>
    public static Dictionary<int, MethodPoints> ReadAll(MetadataReader pdb)
    {
        var all = new Dictionary<int, MethodPoints>();
        foreach (var handle in pdb.MethodDebugInformation)
        {
            var points = pdb.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden).ToArray();
            if (points.Length > 0)
                all.Add(MetadataTokens.GetToken(handle.ToDefinitionHandle()), new MethodPoints(points[0].Document, points));
        }

        return all;
    }

    /// <summary>The lines of an IL range: the point that it begins in, and all that begin inside it.</summary>
    public LineRange? Lines(int ilStart, int ilEnd)
    {
        if (ilStart < 0)
            return null;
        int? first = null, last = null;
        for (var i = 0; i < _points.Length; i++)
        {
            var point = _points[i];
            var isBegunIn = point.Offset <= ilStart && (i + 1 == _points.Length || _points[i + 1].Offset > ilStart);
            if (point.Document != Document || (!isBegunIn && (point.Offset < ilStart || point.Offset >= ilEnd)))
                continue;
            first = Math.Min(first ?? int.MaxValue, point.StartLine);
            last = Math.Max(last ?? 0, point.EndLine);
        }

        return first is null ? null : new LineRange(first.Value, last!.Value);
    }
}

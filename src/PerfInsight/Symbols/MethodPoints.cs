using System.Reflection.Metadata;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>The visible sequence points of a method, in IL order.</summary>
internal sealed class MethodPoints
{
    private readonly SequencePoint[] _points;

    /// <summary>Takes ownership of at least one visible point.</summary>
    public MethodPoints(SequencePoint[] points)
    {
        _points = points;
        Document = points[0].Document;
        Span = SpanOf(points, Document);
    }

    /// <summary>The document of the first point.</summary>
    public DocumentHandle Document { get; }

    /// <summary>From the first to the last place in the source; points in other documents are left out.</summary>
    public SourceRange Span { get; }

    /// <summary>The points from the one that covers an IL offset on; null where none does.</summary>
    public MethodPoints? From(int ilOffset) => IndexAt(ilOffset) is >= 0 and var first ? new MethodPoints(_points[first..]) : null;

    /// <summary>The IL offset of the point that covers an IL offset, -1 where none does.</summary>
    public int StartOf(int ilOffset) => IndexAt(ilOffset) is >= 0 and var index ? _points[index].Offset : -1;

    /// <summary>The lines of an IL range: the point that it begins in, and all that begin inside it.</summary>
    public LineRange? Lines(int ilStart, int ilEnd)
    {
        if (ilStart < 0)
            return null;
        int? first = null, last = null;
        for (var i = Math.Max(IndexAt(ilStart), 0); i < _points.Length; i++)
        {
            var point = _points[i];
            if (point.Offset > ilStart && point.Offset >= ilEnd)
                break;
            if (point.Document != Document)
                continue;
            first = Math.Min(first ?? int.MaxValue, point.StartLine);
            last = Math.Max(last ?? 0, point.EndLine);
        }

        return first is null ? null : new LineRange(first.Value, last!.Value);
    }

    // The last point at or before the offset.
    private int IndexAt(int ilOffset)
    {
        int low = 0, high = _points.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_points[middle].Offset <= ilOffset)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private static SourceRange SpanOf(SequencePoint[] points, DocumentHandle document)
    {
        var first = points[0];
        var last = points[0];
        foreach (var point in points)
        {
            if (point.Document != document)
                continue;
            if ((point.StartLine, point.StartColumn).CompareTo((first.StartLine, first.StartColumn)) < 0)
                first = point;
            if ((point.EndLine, point.EndColumn).CompareTo((last.EndLine, last.EndColumn)) > 0)
                last = point;
        }

        return new SourceRange(first.StartLine, first.StartColumn, last.EndLine, last.EndColumn);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Some operations of a member in the order of the text, so that those inside other code are found by a binary search. Where the text of one
/// operation is inside that of another, the operation is, too.
/// </summary>
internal sealed class PlacesInCode
{
    private readonly List<(TextSpan Span, IOperation Operation)> _places = [];
    private IOperation? _last;

    /// <summary>All of them.</summary>
    public IEnumerable<IOperation> All => _places.Select(static place => place.Operation);

    /// <summary>Adds an operation, if it is not the one that was added last.</summary>
    public void Add(IOperation operation)
    {
        var span = operation.Syntax.Span;
        var index = _places.Count;
        if (ReferenceEquals(_last, operation))
            return;
        _last = operation;

        // They come nearly in order: what a for loop does after each iteration stands before its body.
        while (index > 0 && _places[index - 1].Span.Start > span.Start)
            index--;
        _places.Insert(index, (span, operation));
    }

    /// <summary>Those inside <paramref name="code"/>, itself included, in the order of the text.</summary>
    public IEnumerable<IOperation> In(IOperation code)
    {
        for (var i = Next(0, code, code.Syntax.Span); i < _places.Count; i = Next(i + 1, code, code.Syntax.Span))
            yield return _places[i].Operation;
    }

    /// <summary>True where there is one inside <paramref name="code"/>.</summary>
    public bool AnyIn(IOperation code) => Next(0, code, code.Syntax.Span) < _places.Count;

    // The next from an index on that is inside; their number where there is none.
    private int Next(int index, IOperation code, TextSpan text)
    {
        if (index == 0)
            index = FirstFrom(text.Start);
        for (; index < _places.Count && _places[index].Span.Start < text.End; index++)
        {
            var (span, operation) = _places[index];
            if (span.End <= text.End && (span != text || IsIn(operation, code)))
                return index;
        }

        return _places.Count;
    }

    private int FirstFrom(int start)
    {
        var (low, high) = (0, _places.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[middle].Span.Start < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // Of operations of the same text, such as an argument and its value, one may be around the other.
    private static bool IsIn(IOperation operation, IOperation code)
    {
        for (IOperation? around = operation; around is not null && around.Syntax.Span == code.Syntax.Span; around = around.Parent)
        {
            if (ReferenceEquals(around, code))
                return true;
        }

        return false;
    }
}

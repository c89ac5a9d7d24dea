using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>Decides which hotspots are a symbol's, and how far its code still is the profiled one.</summary>
/// <param name="symbol">The symbol as declared; its syntax is compared.</param>
/// <param name="member">The symbol as the profile knows it; its id is compared.</param>
internal sealed class SymbolMatcher(ISymbol symbol, ISymbol member)
{
    private string? _id;

    // Compared as a string: Roslyn's own resolver fails on some of its own ids (explicit generic implementations, records).
    private string Id => _id ??= member.GetDocumentationCommentId() ?? "";

    /// <summary>Those of <paramref name="candidates"/> that are this symbol, its lambdas or its local functions.</summary>
    public ImmutableArray<Hotspot> Match(IEnumerable<Hotspot> candidates, Action<Hotspot> onAmbiguous)
    {
        var matches = ImmutableArray.CreateBuilder<Hotspot>();
        foreach (var candidate in candidates)
        {
            if (candidate.Method.Id is { } id)
            {
                if (id == Id || (!ReferenceEquals(symbol, member) && id == symbol.GetDocumentationCommentId()))
                    matches.Add(candidate);
            }
            else if (candidate.Method.Name is { } name && SymbolName.Fits(name, member))
            {
                if (IsOnlyOneWithName(name))
                    matches.Add(candidate);
                else
                    onAmbiguous(candidate);
            }
        }

        // Types local to a file may share an id: then the file decides.
        var files = matches.Select(match => match.Method.File?.Path).Where(path => path is not null).Distinct().Count();
        return files <= 1 ? matches.ToImmutable() : matches.Where(match => IsDeclaredIn(match.Method.File)).ToImmutableArray();
    }

    /// <summary>How far the code is still the profiled one, and by how many lines it moved.</summary>
    public (Freshness Freshness, int LinesMoved) Compare(ImmutableArray<Hotspot> hotspots, CancellationToken cancellationToken)
    {
        var method = (hotspots.FirstOrDefault(h => h.Method.Kind == FunctionKind.Method) ?? hotspots[0]).Method;
        if (method.Id is null)
            return (Freshness.NameOnly, 0);
        if (Declaration(method.File) is not { } reference)
            return (Freshness.Unverified, 0);

        var text = reference.SyntaxTree.GetText(cancellationToken);
        if (method.File is { Checksum: not null } file && SourceChecksum.Equals(reference.SyntaxTree, text, file))
            return (Freshness.Exact, 0);
        if (method.Fingerprint is not { } fingerprint)
            return (method.File?.Checksum is null ? Freshness.Unverified : Freshness.Changed, 0);

        var node = reference.GetSyntax(cancellationToken);
        var code = text.ToString(node.FullSpan);
        var start = fingerprint.FindIn(code, 0, code.Length);
        if (start < 0)
            return (Freshness.Changed, 0);
        return method.Span is { } span && LinesOf(text, node.FullSpan.Start + start, fingerprint, code, start) is { } lines
            && lines.Last - lines.First == span.EndLine - span.StartLine
            ? (Freshness.Moved, lines.First - span.StartLine)
            : (Freshness.Unverified, 0);
    }

    private static LineRange? LinesOf(SourceText text, int position, CodeFingerprint fingerprint, string code, int start)
    {
        var end = fingerprint.EndIn(code, start, code.Length);
        return new LineRange(
            text.Lines.GetLineFromPosition(position).LineNumber + 1,
            text.Lines.GetLineFromPosition(position + end - start - 1).LineNumber + 1);
    }

    private SyntaxReference? Declaration(ProfiledFile? file)
    {
        SyntaxReference? first = null;
        foreach (var reference in References())
        {
            if (file is not null && SourcePath.IsSame(reference.SyntaxTree.FilePath, file.Path))
                return reference;
            first ??= reference;
        }

        return first;
    }

    private bool IsDeclaredIn(ProfiledFile? file) =>
        file is not null && References().Any(reference => SourcePath.IsSame(reference.SyntaxTree.FilePath, file.Path));

    private IEnumerable<SyntaxReference> References()
    {
        // The body of a partial member stands in its implementation.
        if (symbol is IMethodSymbol { PartialImplementationPart: { } implementation })
            return implementation.DeclaringSyntaxReferences.Concat(symbol.DeclaringSyntaxReferences);
        return symbol.DeclaringSyntaxReferences;
    }

    private bool IsOnlyOneWithName(string name)
    {
        var same = 0;
        foreach (var other in member.ContainingType.GetMembers())
        {
            if (other is IMethodSymbol && HotspotName.OfMember(other) == HotspotName.OfMember(member) && SymbolName.Fits(name, other))
                same++;
        }

        return same == 1;
    }
}

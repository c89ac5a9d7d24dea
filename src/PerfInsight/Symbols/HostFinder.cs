using System.Reflection.Metadata;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>Finds the declared method that a lambda or local function stands in.</summary>
internal sealed class HostFinder(MetadataReader metadata, Func<MethodDefinitionHandle, MethodPoints?> pointsOf)
{
    private readonly Dictionary<(TypeDefinitionHandle, string), List<MethodDefinitionHandle>> _candidates = [];
    private readonly Dictionary<(TypeDefinitionHandle, string), SortedSet<int>> _ordinals = [];
    private bool _isIndexed;

    /// <summary>The host, null where overloads of one name leave it open.</summary>
    public MethodDefinitionHandle? Find(MethodDefinitionHandle lambda, GeneratedName generated)
    {
        Index();
        var key = (DeclaredType(lambda), generated.Host);
        if (!_candidates.TryGetValue(key, out var candidates))
            return null;
        if (candidates.Count == 1)
            return candidates[0];
        return ByOrdinal(key, candidates, Ordinal(lambda, generated)) ?? BySpan(candidates, lambda);
    }

    // Hosts are numbered in the order of the source, and so are the rows of metadata: where each overload has a lambda
    // of its own, the numbers pair them off.
    private MethodDefinitionHandle? ByOrdinal((TypeDefinitionHandle, string) key, List<MethodDefinitionHandle> candidates, int ordinal)
    {
        if (ordinal < 0 || !_ordinals.TryGetValue(key, out var ordinals) || ordinals.Count != candidates.Count)
            return null;
        var place = ordinals.TakeWhile(known => known < ordinal).Count();
        return candidates[place];
    }

    private MethodDefinitionHandle? BySpan(List<MethodDefinitionHandle> candidates, MethodDefinitionHandle lambda)
    {
        if (pointsOf(lambda) is not { } points)
            return null;
        var span = points.Span;
        var around = candidates.Where(candidate => pointsOf(candidate) is { } host && host.Document == points.Document && Contains(host.Span, span)).ToList();
        return around.Count == 1 ? around[0] : null;
    }

    private static bool Contains(SourceRange outer, SourceRange inner) =>
        (outer.StartLine, outer.StartColumn).CompareTo((inner.StartLine, inner.StartColumn)) <= 0
        && (outer.EndLine, outer.EndColumn).CompareTo((inner.EndLine, inner.EndColumn)) >= 0;

    private void Index()
    {
        if (_isIndexed)
            return;
        _isIndexed = true;
        foreach (var handle in metadata.MethodDefinitions)
        {
            var name = metadata.GetString(metadata.GetMethodDefinition(handle).Name);
            if (GeneratedName.Parse(name) is { } generated)
            {
                var key = (DeclaredType(handle), generated.Host);
                if (!_ordinals.TryGetValue(key, out var ordinals))
                    _ordinals.Add(key, ordinals = []);
                if (Ordinal(handle, generated) is >= 0 and var ordinal)
                    ordinals.Add(ordinal);
            }
            else
            {
                var key = (metadata.GetMethodDefinition(handle).GetDeclaringType(), name);
                if (!_candidates.TryGetValue(key, out var methods))
                    _candidates.Add(key, methods = []);
                methods.Add(handle);
            }
        }

        // An async Main has a method <Main>$ that holds the lambdas and a wrapper <Main>; neither parses as generated.
    }

    private int Ordinal(MethodDefinitionHandle handle, GeneratedName generated)
    {
        if (generated.Ordinal >= 0)
            return generated.Ordinal;
        var type = metadata.GetTypeDefinition(metadata.GetMethodDefinition(handle).GetDeclaringType());
        return GeneratedName.OrdinalOfClosure(metadata.GetString(type.Name));
    }

    /// <summary>The type in source around the closure and state machine classes of the compiler.</summary>
    private TypeDefinitionHandle DeclaredType(MethodDefinitionHandle handle)
    {
        var type = metadata.GetMethodDefinition(handle).GetDeclaringType();
        while (true)
        {
            var definition = metadata.GetTypeDefinition(type);
            var name = FileLocalNames.Strip(metadata.GetString(definition.Name));
            if (!name.StartsWith('<') || definition.GetDeclaringType().IsNil)
                return type;
            type = definition.GetDeclaringType();
        }
    }
}

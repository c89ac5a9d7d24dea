using System.Reflection.Metadata;

namespace PerfInsight.Symbols;

/// <summary>
/// Finds the declared method that a lambda or local function stands in. Its name says how the host is called. Which of
/// several overloads it is, the code proves: nothing but the host, and what stands in it, refers to its closures, lambdas
/// and local functions. What nothing refers to stays open.
/// </summary>
internal sealed class HostFinder
{
    private readonly MetadataReader _metadata;
    private readonly Func<MethodDefinitionHandle, List<IlToken>> _tokensOf;
    private readonly Dictionary<HostName, List<MethodDefinitionHandle>> _candidates = [];
    private readonly Dictionary<HostName, Dictionary<int, MethodDefinitionHandle?>> _hosts = [];

    /// <summary>Indexes the methods of a module.</summary>
    /// <param name="metadata">Metadata of the module.</param>
    /// <param name="tokensOf">The tokens in a method's code; of a state machine's kickoff method, those in the machine.</param>
    public HostFinder(MetadataReader metadata, Func<MethodDefinitionHandle, List<IlToken>> tokensOf)
    {
        _metadata = metadata;
        _tokensOf = tokensOf;
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            var name = metadata.GetString(method.Name);
            if (method.RelativeVirtualAddress == 0 || GeneratedName.Parse(name) is not null)
                continue;
            var host = new HostName(method.GetDeclaringType(), name);
            if (!_candidates.TryGetValue(host, out var methods))
                _candidates.Add(host, methods = []);
            methods.Add(handle);
        }
    }

    /// <summary>The host, null where overloads of one name leave it open.</summary>
    public MethodDefinitionHandle? Find(MethodDefinitionHandle guest, GeneratedName generated)
    {
        var type = _metadata.GetMethodDefinition(guest).GetDeclaringType();
        var host = new HostName(DeclaredType(type), generated.Host);
        if (!_candidates.TryGetValue(host, out var candidates))
            return null;
        if (candidates.Count == 1)
            return candidates[0];
        if (!_hosts.TryGetValue(host, out var hosts))
            _hosts.Add(host, hosts = HostsByOrdinal(host.Type, candidates));
        return hosts.GetValueOrDefault(Ordinal(type, generated));
    }

    // All that stands in one member of a type has that member's ordinal (GeneratedNames in Roslyn).
    private Dictionary<int, MethodDefinitionHandle?> HostsByOrdinal(TypeDefinitionHandle type, List<MethodDefinitionHandle> candidates)
    {
        var hosts = new Dictionary<int, MethodDefinitionHandle?>();
        foreach (var candidate in candidates)
        {
            foreach (var token in _tokensOf(candidate))
            {
                var (declaring, name) = MemberTokens.Resolve(_metadata, token.Token);
                if (declaring.IsNil || DeclaredType(declaring) != type)
                    continue;
                var ordinal = Ordinal(declaring, GeneratedName.Parse(name));
                if (ordinal >= 0 && !hosts.TryAdd(ordinal, candidate) && hosts[ordinal] != candidate)
                    hosts[ordinal] = null;
            }
        }

        return hosts;
    }

    private int Ordinal(TypeDefinitionHandle declaring, GeneratedName? generated) => generated is { Ordinal: >= 0 and var ordinal }
        ? ordinal
        : GeneratedName.OrdinalOfClosure(_metadata.GetString(_metadata.GetTypeDefinition(declaring).Name));

    /// <summary>The type in source around the closure and state machine classes of the compiler.</summary>
    private TypeDefinitionHandle DeclaredType(TypeDefinitionHandle type)
    {
        while (true)
        {
            var definition = _metadata.GetTypeDefinition(type);
            var name = FileLocalNames.Strip(_metadata.GetString(definition.Name));
            if (!name.StartsWith('<') || definition.GetDeclaringType().IsNil)
                return type;
            type = definition.GetDeclaringType();
        }
    }

    private readonly record struct HostName(TypeDefinitionHandle Type, string Name);
}

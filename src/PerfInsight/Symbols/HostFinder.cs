using System.Reflection.Metadata;

namespace PerfInsight.Symbols;

/// <summary>
/// Finds the declared method that a lambda or local function stands in. Its name says how the host is called. Which of
/// several overloads it is, the code proves: nothing but the host, and what stands in it, refers to its closures, lambdas
/// and local functions. What nothing refers to stays open.
/// </summary>
/// <param name="metadata">Metadata of the module.</param>
/// <param name="tokensOf">The tokens in a method's code; of a state machine's kickoff method, those in the machine.</param>
internal sealed class HostFinder(MetadataReader metadata, Func<MethodDefinitionHandle, List<IlToken>> tokensOf)
{
    private readonly Dictionary<HostName, Hosts> _hosts = [];

    /// <summary>The host, null where overloads of one name leave it open.</summary>
    public MethodDefinitionHandle? Find(MethodDefinitionHandle guest, GeneratedName generated)
    {
        var type = metadata.GetMethodDefinition(guest).GetDeclaringType();
        var name = new HostName(DeclaredTypes.Around(metadata, type), generated.Host);
        if (!_hosts.TryGetValue(name, out var hosts))
            _hosts.Add(name, hosts = HostsOf(name));
        return hosts.Only ?? hosts.ByOrdinal.GetValueOrDefault(Ordinal(type, generated));
    }

    private Hosts HostsOf(HostName name)
    {
        var candidates = new List<MethodDefinitionHandle>();
        foreach (var handle in metadata.GetTypeDefinition(name.Type).GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0 && metadata.StringComparer.Equals(method.Name, name.Name))
                candidates.Add(handle);
        }

        return candidates.Count == 1 ? new Hosts(candidates[0], []) : new Hosts(null, HostsByOrdinal(name.Type, candidates));
    }

    // All that stands in one member of a type has that member's ordinal (GeneratedNames in Roslyn).
    private Dictionary<int, MethodDefinitionHandle?> HostsByOrdinal(TypeDefinitionHandle type, List<MethodDefinitionHandle> candidates)
    {
        var hosts = new Dictionary<int, MethodDefinitionHandle?>();
        foreach (var candidate in candidates)
        {
            foreach (var token in tokensOf(candidate))
            {
                var (declaring, name) = MemberTokens.Resolve(metadata, token.Token);
                if (declaring.IsNil || DeclaredTypes.Around(metadata, declaring) != type)
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
        : GeneratedName.OrdinalOfClosure(metadata.GetString(metadata.GetTypeDefinition(declaring).Name));

    private readonly record struct HostName(TypeDefinitionHandle Type, string Name);

    private sealed record Hosts(MethodDefinitionHandle? Only, Dictionary<int, MethodDefinitionHandle?> ByOrdinal);
}

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>
/// Maps every method of a module, compiler-made ones included, to the declared member that it stems from.
/// </summary>
internal sealed class FunctionMapper
{
    private readonly PEReader _pe;
    private readonly MetadataReader _metadata;
    private readonly SequencePoints _points;
    private readonly DocumentationIds _ids;
    private readonly ConstructorBodies _constructors;
    private readonly HostFinder _hosts;
    private readonly Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> _kickoffs = [];
    private readonly Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> _bodies = [];
    private readonly Dictionary<TypeDefinitionHandle, MethodDefinitionHandle> _machines = [];

    public FunctionMapper(PEReader pe, MetadataReader pdb, SequencePoints points)
    {
        _pe = pe;
        _metadata = pe.GetMetadataReader();
        _points = points;
        _ids = new DocumentationIds(_metadata);
        _constructors = new ConstructorBodies(_metadata, TokensIn);
        _hosts = new HostFinder(_metadata, TokensOf);
        foreach (var handle in pdb.MethodDebugInformation)
        {
            var kickoff = pdb.GetMethodDebugInformation(handle).GetStateMachineKickoffMethod();
            if (kickoff.IsNil)
                continue;
            var body = handle.ToDefinitionHandle();
            _kickoffs[body] = kickoff;
            _bodies[kickoff] = body;
            _machines[_metadata.GetMethodDefinition(body).GetDeclaringType()] = kickoff;
        }
    }

    /// <summary>The source of a method; null for one that does not exist or that nobody wrote.</summary>
    public SourceFunction? Map(int methodToken)
    {
        var row = methodToken & 0xFFFFFF;
        return methodToken >>> 24 == (int)HandleKind.MethodDefinition && row > 0 && row <= _metadata.MethodDefinitions.Count
            ? Map(MetadataTokens.MethodDefinitionHandle(row))
            : null;
    }

    private SourceFunction? Map(MethodDefinitionHandle handle)
    {
        // A state machine runs the body of its kickoff method, which has no code of the user's itself. So do the methods
        // that an iterator has for its finally blocks.
        var type = _metadata.GetMethodDefinition(handle).GetDeclaringType();
        if (_kickoffs.TryGetValue(handle, out var kickoff)
            || (_machines.TryGetValue(type, out kickoff) && _points.Of(MetadataTokens.GetToken(handle)) is not null))
        {
            handle = kickoff;
        }

        var name = _metadata.GetString(_metadata.GetMethodDefinition(handle).Name);
        var points = PointsOf(handle);
        var file = points is null ? null : _points.File(points.Document);
        if (GeneratedName.Parse(name) is { } generated)
        {
            var host = _hosts.Find(handle, generated);
            return new SourceFunction(host is null ? null : _ids.Of(host.Value), generated.Kind, file, points?.Span);
        }

        // Constructors of closures, the enumerator's other methods, calls of base members out of lambdas, the Main that
        // waits for an async one: nobody wrote them, their cost is the caller's.
        if ((points is null && name.StartsWith('<')) || DeclaredTypes.IsCompilerMade(_metadata, _metadata.GetTypeDefinition(_metadata.GetMethodDefinition(handle).GetDeclaringType())))
            return null;
        var body = BodyOf(handle);
        if (body is not null)
            file = _points.File(body.Document);
        return new SourceFunction(_ids.Of(handle), FunctionKind.Method, file, body?.Span);
    }

    private MethodPoints? PointsOf(MethodDefinitionHandle handle) =>
        _points.Of(MetadataTokens.GetToken(_bodies.TryGetValue(handle, out var body) ? body : handle));

    // The state machine's type belongs to one kickoff method; its code is spread over its methods.
    private List<IlToken> TokensOf(MethodDefinitionHandle handle)
    {
        var tokens = TokensIn(handle);
        if (_bodies.TryGetValue(handle, out var body))
        {
            foreach (var part in _metadata.GetTypeDefinition(_metadata.GetMethodDefinition(body).GetDeclaringType()).GetMethods())
                tokens.AddRange(TokensIn(part));
        }

        return tokens;
    }

    private List<IlToken> TokensIn(MethodDefinitionHandle handle) =>
        _metadata.GetMethodDefinition(handle).RelativeVirtualAddress is > 0 and var address ? IlTokens.Read(_pe.GetMethodBody(address)) : [];

    private MethodPoints? BodyOf(MethodDefinitionHandle handle)
    {
        if (PointsOf(handle) is not { } points)
            return null;
        return _metadata.GetString(_metadata.GetMethodDefinition(handle).Name) is ".ctor" or ".cctor"
            ? _constructors.PointsOf(handle, points)
            : points;
    }
}

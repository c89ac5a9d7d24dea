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
    private readonly Dictionary<int, MethodPoints> _points;
    private readonly Dictionary<DocumentHandle, ProfiledFile> _files;
    private readonly DocumentationIds _ids;
    private readonly ConstructorBodies _constructors;
    private readonly HostFinder _hosts;
    private readonly Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> _kickoffs = [];
    private readonly Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> _bodies = [];
    private readonly Dictionary<TypeDefinitionHandle, MethodDefinitionHandle> _machines = [];

    public FunctionMapper(
        PEReader pe, MetadataReader metadata, MetadataReader pdb, Dictionary<int, MethodPoints> points, Dictionary<DocumentHandle, ProfiledFile> files)
    {
        _pe = pe;
        _metadata = metadata;
        _points = points;
        _files = files;
        _ids = new DocumentationIds(metadata);
        _constructors = new ConstructorBodies(metadata, TokensIn);
        foreach (var handle in pdb.MethodDebugInformation)
        {
            var kickoff = pdb.GetMethodDebugInformation(handle).GetStateMachineKickoffMethod();
            if (kickoff.IsNil)
                continue;
            var body = handle.ToDefinitionHandle();
            _kickoffs[body] = kickoff;
            _bodies[kickoff] = body;
            _machines[metadata.GetMethodDefinition(body).GetDeclaringType()] = kickoff;
        }

        _hosts = new HostFinder(metadata, TokensOf);
    }

    /// <summary>The source functions by MethodDef token.</summary>
    public Dictionary<int, SourceFunction> MapAll()
    {
        var functions = new Dictionary<int, SourceFunction>();
        foreach (var handle in _metadata.MethodDefinitions)
        {
            if (Map(handle) is { } function)
                functions.Add(MetadataTokens.GetToken(handle), function);
        }

        return functions;
    }

    private SourceFunction? Map(MethodDefinitionHandle handle)
    {
        // A state machine runs the body of its kickoff method, which has no code of the user's itself. So do the methods
        // that an iterator has for its finally blocks.
        var type = _metadata.GetMethodDefinition(handle).GetDeclaringType();
        if (_kickoffs.TryGetValue(handle, out var kickoff)
            || (_machines.TryGetValue(type, out kickoff) && _points.ContainsKey(MetadataTokens.GetToken(handle))))
        {
            handle = kickoff;
        }

        var name = _metadata.GetString(_metadata.GetMethodDefinition(handle).Name);
        var points = PointsOf(handle);
        var file = points is null ? null : _files.GetValueOrDefault(points.Document);
        if (GeneratedName.Parse(name) is { } generated)
        {
            var host = _hosts.Find(handle, generated);
            return new SourceFunction(host is null ? null : _ids.Of(host.Value), generated.Kind, file, points?.Span);
        }

        // Constructors of closures, the enumerator's other methods, calls of base members out of lambdas, the Main that
        // waits for an async one: nobody wrote them, their cost is the caller's.
        if ((points is null && name.StartsWith('<')) || IsCompilerMade(_metadata.GetMethodDefinition(handle).GetDeclaringType()))
            return null;
        var body = BodyOf(handle);
        if (body is not null)
            file = _files.GetValueOrDefault(body.Document);
        return new SourceFunction(_ids.Of(handle), FunctionKind.Method, file, body?.Span);
    }

    private bool IsCompilerMade(TypeDefinitionHandle type) =>
        FileLocalNames.Strip(_metadata.GetString(_metadata.GetTypeDefinition(type).Name)).StartsWith('<');

    private MethodPoints? PointsOf(MethodDefinitionHandle handle) =>
        _points.GetValueOrDefault(MetadataTokens.GetToken(_bodies.TryGetValue(handle, out var body) ? body : handle));

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

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>
/// Maps every method of a module, compiler-made ones included, to the declared member that it stems from. Where overloads
/// share a name and nothing tells which one a lambda stands in, the lambda stays unmapped.
/// </summary>
internal sealed class FunctionMapper(
    MetadataReader metadata, MetadataReader pdb, Dictionary<int, MethodPoints> points, Dictionary<DocumentHandle, ProfiledFile> files)
{
    private readonly DocumentationIds _ids = new(metadata);

    /// <summary>The source functions by MethodDef token.</summary>
    public Dictionary<int, SourceFunction> MapAll()
    {
        var kickoffs = new Dictionary<MethodDefinitionHandle, MethodDefinitionHandle>();
        var bodies = new Dictionary<MethodDefinitionHandle, MethodDefinitionHandle>();
        foreach (var handle in pdb.MethodDebugInformation)
        {
            var kickoff = pdb.GetMethodDebugInformation(handle).GetStateMachineKickoffMethod();
            if (kickoff.IsNil)
                continue;
            kickoffs[handle.ToDefinitionHandle()] = kickoff;
            bodies[kickoff] = handle.ToDefinitionHandle();
        }

        var hosts = new HostFinder(metadata, handle => PointsOf(handle, bodies));
        var functions = new Dictionary<int, SourceFunction>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            // A state machine runs the body of its kickoff method, which has no code of the user's itself.
            var declared = kickoffs.TryGetValue(handle, out var kickoff) ? kickoff : handle;
            if (Map(declared, hosts, PointsOf(declared, bodies)) is { } function)
                functions.Add(MetadataTokens.GetToken(handle), function);
        }

        return functions;
    }

    private SourceFunction? Map(MethodDefinitionHandle handle, HostFinder hosts, MethodPoints? own)
    {
        var name = metadata.GetString(metadata.GetMethodDefinition(handle).Name);
        var kind = FunctionKind.Method;
        var member = handle;
        if (GeneratedName.Parse(name) is { } generated)
        {
            if (hosts.Find(handle, generated) is not { } host)
                return null;
            kind = generated.Kind;
            member = host;
        }

        else if (IsCompilerMade(metadata.GetMethodDefinition(handle).GetDeclaringType()))
        {
            // Constructors of closures, the enumerator's other methods: nobody wrote them, their cost is the caller's.
            return null;
        }

        var file = own is null ? null : files.GetValueOrDefault(own.Document);
        var span = own is null || IsScattered(name, handle, own) ? (SourceRange?)null : own.Span;
        return new SourceFunction(_ids.Of(member), kind, file, span);
    }

    private bool IsCompilerMade(TypeDefinitionHandle type) =>
        FileLocalNames.Strip(metadata.GetString(metadata.GetTypeDefinition(type).Name)).StartsWith('<');

    private MethodPoints? PointsOf(MethodDefinitionHandle handle, Dictionary<MethodDefinitionHandle, MethodDefinitionHandle> bodies) =>
        points.GetValueOrDefault(MetadataTokens.GetToken(bodies.TryGetValue(handle, out var body) ? body : handle));

    // A constructor runs the field initialisers too, which stand anywhere in the type: then its points are no piece of code.
    private bool IsScattered(string name, MethodDefinitionHandle handle, MethodPoints own)
    {
        if (name is not (".ctor" or ".cctor"))
            return false;
        var span = own.Span;
        var siblings = metadata.GetTypeDefinition(metadata.GetMethodDefinition(handle).GetDeclaringType()).GetMethods();
        return siblings.Any(sibling => sibling != handle
            && points.TryGetValue(MetadataTokens.GetToken(sibling), out var other)
            && other.Document == own.Document
            && other.Span.StartLine >= span.StartLine
            && other.Span.EndLine <= span.EndLine);
    }
}

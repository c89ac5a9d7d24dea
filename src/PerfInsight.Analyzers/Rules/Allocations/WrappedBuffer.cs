using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An array that is given to a stream or a segment over it, which serves one call: <c>Deserialize(new MemoryStream(buffer))</c>. Most
/// likely both are forgotten then.
/// </summary>
internal static class WrappedBuffer
{
    // What a method is called that takes what it needs out of a stream before it returns.
    private static readonly string[] Reading = ["Deserialize", "Read", "Load", "Parse", "Decode", "Copy", "Decompress", "Inflate", "Unpack", "Import"];

    // What a method is called that moves bytes before it returns.
    private static readonly string[] Moving = ["Write", "Send", "Copy", "Encode", "Decode", "Read", "Receive", "Transform", "Process"];

    // Read another stream, and end with it.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "StreamReader", "BinaryReader", "GZipStream", "DeflateStream", "ZLibStream", "BrotliStream", "CryptoStream", "BufferedStream" };

    /// <summary>True where what is made around an array does not outlive the function.</summary>
    public static bool EndsHere(IArgumentOperation argument)
    {
        if (argument is not { Parameter: { Ordinal: 0, Type: IArrayTypeSymbol }, Parent: IObjectCreationOperation { Type: INamedTypeSymbol type } wrapper } || !FrameworkCalls.IsFramework(type))
            return false;
        return type.Name switch
        {
            "MemoryStream" => IsReadHere(wrapper),
            "ArraySegment" => Uses.ParentOf(wrapper) is IArgumentOperation { Parent: IInvocationOperation call } && StartsWithAny(call.TargetMethod.Name, Moving) && BufferMethods.EndsHere(call)
                && (call.TargetMethod.ReturnsVoid || call.Parent is IAwaitOperation or IExpressionStatementOperation),
            _ => false,
        };
    }

    private static bool IsReadHere(IOperation stream) => Uses.ParentOf(stream) switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } => StartsWithAny(call.TargetMethod.Name, Reading) && BufferMethods.EndsHere(call),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } reader } wrapper } => Readers.Contains(reader.Name) && FrameworkCalls.IsFramework(reader) && IsReadHere(wrapper),
        IInvocationOperation { Instance: { } instance } call => ReferenceEquals(Collections.WithoutConversions(instance), stream) && BufferMethods.EndsHere(call),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } } => Functions.ReferencesTo(local, stream) is { Count: > 0 } references
            && references.All(reference => ReferenceEquals(Functions.Around(reference), Functions.Around(stream)) && (Uses.ParentOf(reference) is IPropertyReferenceOperation or IUsingOperation || IsReadHere(reference))),
        _ => false,
    };

    private static bool StartsWithAny(string name, string[] starts) => Array.Exists(starts, start => name.StartsWith(start, StringComparison.Ordinal));
}

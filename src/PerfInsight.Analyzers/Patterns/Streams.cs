using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What code shows of where the bytes of a stream are.</summary>
internal static class Streams
{
    private static readonly HashSet<string> Memory = new(StringComparer.Ordinal) { "MemoryStream", "UnmanagedMemoryStream", "RecyclableMemoryStream", "StringReader", "StringWriter", "StringBuilder" };

    private static readonly HashSet<string> Devices = new(StringComparer.Ordinal) { "FileStream", "NetworkStream", "SslStream", "PipeStream", "NamedPipeClientStream", "NamedPipeServerStream" };

    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal) { "OpenRead", "OpenWrite", "Open", "Create", "OpenText", "CreateText", "GetStream", "GetRequestStream", "GetResponseStream" };

    /// <summary>True where the stream, or the reader on it, is known to lead to a file or a peer: by its type, or by how the local is made.</summary>
    public static bool IsOutside(IOperation stream)
    {
        stream = Collections.WithoutConversions(stream)!;
        if (stream.Type is { } type && Devices.Contains(type.Name))
            return true;
        var made = Collections.SymbolOf(stream) is ILocalSymbol local ? OwnedLocals.InitializerOf(local, stream) : stream;
        return made switch
        {
            IObjectCreationOperation { Type.Name: var name, Arguments: [{ Value: var first }, ..] } => Devices.Contains(name)
                || first.Type?.SpecialType == SpecialType.System_String && name is "StreamReader" or "StreamWriter"
                || !ReferenceEquals(first, stream) && first is not ILocalReferenceOperation { Local: var same } && IsOutside(first)
                || first is ILocalReferenceOperation inner && !SymbolEqualityComparer.Default.Equals(inner.Local, Collections.SymbolOf(stream)) && IsOutside(inner),
            IInvocationOperation { TargetMethod: { Name: var opener, ContainingType.Name: var owner } } => Openers.Contains(opener) && owner is "File" or "FileInfo" or "WebResponse" or "HttpWebResponse" or "WebRequest" or "HttpWebRequest" or "TcpClient",
            _ => false,
        };
    }

    /// <summary>True where the stream is in memory, or where nothing is seen of a local that says where it is.</summary>
    public static bool MayBeInMemory(IOperation stream)
    {
        stream = Collections.WithoutConversions(stream)!;
        if (IsMemory(stream.Type))
            return true;
        if (Collections.SymbolOf(stream) is not ILocalSymbol local)
            return false;
        return OwnedLocals.InitializerOf(local, stream)?.DescendantsAndSelf().Any(operation => IsMemory(operation.Type)) == true;
    }

    private static bool IsMemory(ITypeSymbol? type) => type is not null && Memory.Contains(type.Name);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Framework methods that take an array, read or fill it, and do not keep it. The list is by hand: nothing in a signature
/// tells <c>Stream.Read</c> from the constructor of MemoryStream.
/// </summary>
internal static class BufferMethods
{
    // Type to methods; a null stands for all methods of the type. The contract of a base class binds its subclasses.
    private static readonly Dictionary<string, string[]?> Known = new(StringComparer.Ordinal)
    {
        ["System.IO.Stream"] = ["Read", "ReadAsync", "ReadExactly", "ReadExactlyAsync", "ReadAtLeast", "ReadAtLeastAsync", "Write", "WriteAsync"],
        ["System.IO.TextReader"] = ["Read", "ReadBlock", "ReadAsync", "ReadBlockAsync"],
        ["System.IO.TextWriter"] = ["Write", "WriteLine", "WriteAsync", "WriteLineAsync"],
        ["System.IO.BinaryReader"] = ["Read"],
        ["System.IO.BinaryWriter"] = ["Write"],
        ["System.IO.File"] = ["WriteAllBytes", "AppendAllBytes"],
        ["System.Text.Encoding"] = null,
        ["System.Text.Encoder"] = null,
        ["System.Text.Decoder"] = null,
        ["System.Text.StringBuilder"] = ["Append", "Insert", "CopyTo"],
        ["System.String"] = [".ctor", "CopyTo", "Concat", "Join"],
        ["System.Linq.Enumerable"] = ["Sum", "Min", "Max", "Average", "Count", "Any", "All", "Contains", "First", "Last", "SequenceEqual", "ToArray", "ToList"],
        ["System.BitConverter"] = null,
        ["System.Buffer"] = null,
        ["System.Convert"] = null,
        ["System.Console"] = ["Write", "WriteLine"],
        ["System.Guid"] = [".ctor"],
        ["System.Decimal"] = [".ctor", "GetBits"],
        ["System.Numerics.BigInteger"] = [".ctor"],
        ["System.Net.IPAddress"] = [".ctor"],
        ["System.Array"] = ["Copy", "ConstrainedCopy", "CopyTo", "Clear", "Fill", "Sort", "Reverse", "IndexOf", "LastIndexOf", "BinarySearch"],
        ["System.Random"] = ["NextBytes"],
        ["System.Runtime.InteropServices.Marshal"] = ["Copy"],
        ["System.Security.Cryptography.HashAlgorithm"] = ["ComputeHash", "TransformBlock", "TransformFinalBlock", "HashData"],
        ["System.Security.Cryptography.ICryptoTransform"] = ["TransformBlock", "TransformFinalBlock"],
        ["System.Security.Cryptography.SymmetricAlgorithm"] = ["CreateEncryptor", "CreateDecryptor"],
        ["System.Security.Cryptography.IncrementalHash"] = ["AppendData"],
        ["System.Security.Cryptography.RandomNumberGenerator"] = ["GetBytes", "GetNonZeroBytes", "Fill"],
        ["System.Net.Sockets.Socket"] = ["Send", "Receive"],
    };

    /// <summary>True for a method that is known not to keep an array that it is given.</summary>
    public static bool KeepsNothing(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (Known.TryGetValue(CalleeName.OfType(type.OriginalDefinition), out var names) && (names is null || names.Contains(method.Name)))
                return true;
        }

        return false;
    }

    /// <summary>True for a method on <paramref name="typeName"/> or a class derived from it.</summary>
    public static bool IsOn(IMethodSymbol method, string typeName)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (CalleeName.OfType(type.OriginalDefinition) == typeName)
                return true;
        }

        return false;
    }

    /// <summary>True for Span and ReadOnlySpan, which cannot be kept on the heap.</summary>
    public static bool IsSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>
    /// True where a call has ended before the code goes on: it gives back no task, or its task is awaited on the spot.
    /// </summary>
    public static bool EndsHere(IOperation call)
    {
        if (call is not IInvocationOperation { Type: { } type } || !IsAwaitable(type))
            return true;
        var parent = call.Parent;
        if (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && ReferenceEquals(configured.Instance, call))
            parent = configured.Parent;
        return parent is IAwaitOperation;
    }

    private static bool IsAwaitable(ITypeSymbol type) => type.Name is "Task" or "ValueTask" || type is { Name: "IAsyncResult" };
}

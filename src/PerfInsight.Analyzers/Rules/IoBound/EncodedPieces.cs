using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// A member that encodes one text and writes it straight to a stream, piece by piece of what its callers make: <c>void Write(string s) { var b =
/// encoding.GetBytes(s); _stream.Write(b, 0, b.Length); }</c>.
/// </summary>
internal static class EncodedPieces
{
    // What puts pieces after each other; a Send or a Reply is a whole, and must go at once.
    private static readonly string[] Pieces = ["Write", "Append", "Print", "Emit", "Output"];

    /// <summary>True for a write of the bytes of one text to a stream field that may have no buffer, in a member that does nothing else.</summary>
    public static bool IsWrite(IInvocationOperation write, HotMember member)
    {
        var method = member.Symbol;
        if (write.TargetMethod.Name is not ("Write" or "WriteAsync") || write.Arguments.Length == 0 || method.IsOverride
            || method.Parameters is not [{ Type.SpecialType: SpecialType.System_String or SpecialType.System_Char } text, ..]
            || !Pieces.Any(start => method.Name.StartsWith(start, StringComparison.Ordinal))
            || write.Instance is not { Type.Name: "Stream" or "GZipStream" or "DeflateStream" or "BrotliStream" or "ZLibStream" or "CryptoStream" } stream
            || Collections.SymbolOf(stream) is not (IFieldSymbol or IPropertySymbol)
            || BytesOf(write.Arguments[0].Value) is not { Arguments: [{ Value: var encoded }, ..] }
            || Collections.WithoutConversions(encoded) is not IParameterReferenceOperation { Parameter: var given } || !SymbolEqualityComparer.Default.Equals(given, text))
        {
            return false;
        }

        return !member.Operations().Any(operation => operation is ILoopOperation or ILockOperation or IInvocationOperation { TargetMethod.Name: "Flush" or "FlushAsync" or "Seek" }) && TinyPieces.MayBeUnbuffered(stream, member.Operations());
    }

    // encoding.GetBytes(text), or a local that is made of it.
    private static IInvocationOperation? BytesOf(IOperation value)
    {
        value = Collections.WithoutConversions(value)!;
        if (value is ILocalReferenceOperation { Local: var local })
            value = Collections.WithoutConversions(OwnedLocals.InitializerOf(local, value)) ?? value;
        return value is IInvocationOperation { TargetMethod: { Name: "GetBytes", ContainingNamespace.Name: "Text" } } encode ? encode : null;
    }
}

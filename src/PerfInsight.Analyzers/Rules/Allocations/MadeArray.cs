using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An array that a framework call makes for its answer, is used on the spot and forgotten, where another method writes the
/// answer into memory that is there.
/// </summary>
internal static class MadeArray
{
    // The method that makes an array; the one that needs none; what to do.
    private static readonly Dictionary<string, (string Instead, string Remedy)> Makers = new(StringComparer.Ordinal)
    {
        ["System.BitConverter.GetBytes"] = ("TryWriteBytes", "write it to the stack with BitConverter.TryWriteBytes"),
        ["System.Guid.ToByteArray"] = ("TryWriteBytes", "write it to the stack with Guid.TryWriteBytes"),
        ["System.Net.IPAddress.GetAddressBytes"] = ("TryWriteBytes", "write it to the stack with IPAddress.TryWriteBytes"),
        ["System.Numerics.BigInteger.ToByteArray"] = ("TryWriteBytes", "write it to the stack or a rented array with BigInteger.TryWriteBytes"),
        ["System.Decimal.GetBits"] = ("TryGetBits", "write it to the stack with decimal.TryGetBits"),
        ["System.Text.Encoding.GetBytes"] = ("GetBytes", "let Encoding.GetBytes fill an array that is rented or kept"),
        ["System.IO.BinaryReader.ReadBytes"] = ("Read", "let Read fill an array that is rented or kept"),
        ["System.Convert.FromBase64String"] = ("TryFromBase64String", "decode into an array that is rented or kept with Convert.TryFromBase64String"),
        ["System.Security.Cryptography.HashAlgorithm.ComputeHash"] = ("TryComputeHash", "hash into a span of the stack with TryComputeHash"),
    };

    /// <summary>What to do instead of a call; null where it makes no array, its array may live on, or there is no other way.</summary>
    public static string? RemedyOf(IInvocationOperation call, Compilation compilation, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (method.ReturnType is not IArrayTypeSymbol || !Makers.TryGetValue(CalleeName.Of(method), out var maker)
            || !method.ContainingType.GetMembers(maker.Instead).OfType<IMethodSymbol>().Any(other => other.ReturnType is not IArrayTypeSymbol))
        {
            return null;
        }

        if (method.Name == "GetBytes" && call.Parent is IPropertyReferenceOperation { Property.Name: "Length" } && !method.ContainingType.GetMembers("GetByteCount").IsEmpty)
            return "ask GetByteCount";
        var isForgotten = Uses.ParentOf(call) is IArgumentOperation argument
            ? BufferUse.Of(call, compilation, cancellationToken).Kind is BufferUseKind.Span || BufferUse.Of(call, compilation, cancellationToken).Kind == BufferUseKind.Argument && ((argument.Parent is IInvocationOperation user && (BufferMethods.KeepsNothing(user.TargetMethod) || user.TargetMethod.Locations.Any(location => location.IsInSource))) || argument.Parent is IObjectCreationOperation { Type.IsValueType: true })
            : HandedBuffer.LocalOf(call) is { } local && HandedBuffer.IsForgotten(local, call, compilation, cancellationToken);
        return isForgotten ? maker.Remedy : null;
    }
}

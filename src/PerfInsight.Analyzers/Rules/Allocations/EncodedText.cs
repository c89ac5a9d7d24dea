using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that is made only to be encoded: <c>Encoding.ASCII.GetBytes($"{n} ")</c>.</summary>
/// <param name="Text">The text.</param>
/// <param name="Remedy">What does without it.</param>
internal sealed record EncodedText(IOperation Text, string Remedy)
{
    /// <summary>The text that a call encodes and nobody else sees; null where it is there anyway.</summary>
    public static EncodedText? Of(IInvocationOperation call, Compilation compilation)
    {
        if (call is not { TargetMethod: { Name: "GetBytes", Parameters: [{ Type.SpecialType: SpecialType.System_String }] } method, Arguments: [{ Value: { ConstantValue.HasValue: false } text }] }
            || !BufferMethods.IsOn(method, "System.Text.Encoding") || !IsMadeHere(text))
        {
            return null;
        }

        if (text is IInvocationOperation { TargetMethod: { Name: "Serialize", ContainingType: { Name: "JsonSerializer" } json } })
            return json.GetMembers("SerializeToUtf8Bytes").IsEmpty ? null : new EncodedText(text, "use JsonSerializer.SerializeToUtf8Bytes");
        var hasTryWrite = compilation.GetTypeByMetadataName("System.Text.Unicode.Utf8")?.GetMembers("TryWrite").IsEmpty == false;
        return new EncodedText(text, hasTryWrite ? "format into bytes with Utf8.TryWrite, or TryFormat of the value" : "encode the parts one by one into an array that is rented or kept");
    }

    private static bool IsMadeHere(IOperation text) => text switch
    {
        IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } => true,
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } => true,
        IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
        IInvocationOperation { TargetMethod: { Name: "Serialize", ReturnType.SpecialType: SpecialType.System_String, ContainingType: { Name: "JsonSerializer", ContainingNamespace.Name: "Json" } } } => true,
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An array that only a span knows: <c>Span&lt;byte&gt; part = new byte[n];</c>. A span lives on the stack, so the array ends with the
/// function, or with the call that gets it.
/// </summary>
internal static class SpanBuffer
{
    /// <summary>True where the array that is made is seen through a span alone, and no span leaves the function.</summary>
    public static bool Is(IArrayCreationOperation creation) =>
        creation is { Initializer: null, DimensionSizes: [{ ConstantValue: not { HasValue: true, Value: 0 } }] } && IsOnlySpan(creation);

    /// <summary>True where a local span alone knows the array that a copy makes; a copy for a call is a matter of PI1010.</summary>
    public static bool IsCopy(IInvocationOperation copy) => copy.Parent is IConversionOperation { Parent: IVariableInitializerOperation } && IsOnlySpan(copy);

    private static bool IsOnlySpan(IOperation array) =>
        array is { Type: IArrayTypeSymbol { ElementType.IsUnmanagedType: true }, Parent: IConversionOperation { Type: { } type } span } && BufferMethods.IsSpan(type) && span.Parent switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { Type.IsRefLikeType: false } call } => !IsOnView(call),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } } => IsEndedHere(span) && Functions.ReferencesTo(local, span).Any(),
            _ => false,
        };

    // A ref struct could keep the span that its method gets.
    private static bool IsOnView(IInvocationOperation call) => call.Instance?.Type is { IsRefLikeType: true } || call.Arguments.Any(argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out, Type.IsRefLikeType: true });

    // It leaves by what the function hands back or sets, or not at all.
    private static bool IsEndedHere(IOperation span) => span.SemanticModel?.GetEnclosingSymbol(span.Syntax.SpanStart) is IMethodSymbol { ReturnType.IsRefLikeType: false, ContainingType.IsRefLikeType: false } function
        && !function.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && parameter.Type.IsRefLikeType);
}

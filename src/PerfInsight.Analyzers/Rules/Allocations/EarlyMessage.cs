using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>The message of an error that is put together although nothing has failed: <c>Check(n > 0, "bad: " + n)</c>.</summary>
internal static class EarlyMessage
{
    /// <summary>The text that an operation makes; null for others, and where the text has another use.</summary>
    public static TextCopy? Of(IOperation operation) =>
        IsPutTogether(operation)
        && Uses.ParentOf(operation) is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter: { Type.SpecialType: SpecialType.System_String } parameter, Parent: IInvocationOperation { TargetMethod: var method } }
        && ((method is { IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences.Length: 1 } && ServesErrors(method, parameter)) || IsOfGuard(method, parameter))
            ? new TextCopy("have it at hand for an error", "make it only where the test has failed")
            : null;

    // Guard.IsTrue(ok, nameof(x), $"…"), Requires(ok, "…" + x): of a helper from elsewhere the names are all there is.
    private static bool IsOfGuard(IMethodSymbol method, IParameterSymbol parameter) => method.ReturnsVoid && method.DeclaringSyntaxReferences.IsEmpty && method.Parameters.Any(other => other.Type.SpecialType == SpecialType.System_Boolean)
        && parameter.Name.IndexOf("message", StringComparison.OrdinalIgnoreCase) >= 0 && !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ConditionalAttribute")
        && (method.ContainingType.Name is "Guard" or "Ensure" or "Requires" or "Contract" or "Check" or "Verify" or "Throw" || method.Name.StartsWith("Throw", StringComparison.Ordinal));

    private static bool IsPutTogether(IOperation operation) => operation switch
    {
        IInterpolatedStringOperation { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String } text => text.Parts.OfType<IInterpolationOperation>().Any(),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } => true,
        IInvocationOperation { TargetMethod: { Name: "Format", IsStatic: true, ContainingType.SpecialType: SpecialType.System_String } } => true,
        _ => false,
    };

    // if (!ok) ThrowHelper.ThrowArgument(message, name);
    private static bool IsThrowHelper(IdentifierNameSyntax name) => name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
        && (call.Expression switch { MemberAccessExpressionSyntax access => access.Name, SimpleNameSyntax simple => simple, _ => null })?.Identifier.ValueText.StartsWith("Throw", StringComparison.Ordinal) == true;

    // By its text: the parameter stands nowhere but under a throw, and each throw under a test.
    private static bool ServesErrors(IMethodSymbol method, IParameterSymbol parameter)
    {
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        var names = declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Name && name.Parent is not NameColonSyntax).ToList();
        return names.Count > 0 && names.TrueForAll(name => name.Ancestors().TakeWhile(node => node != declaration).FirstOrDefault(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) switch
        {
            ThrowStatementSyntax statement => statement.Ancestors().TakeWhile(node => node != declaration).Any(node => node is IfStatementSyntax),
            ThrowExpressionSyntax { Parent: BinaryExpressionSyntax or ConditionalExpressionSyntax } => true,
            _ => IsThrowHelper(name) && name.Ancestors().TakeWhile(node => node != declaration).Any(node => node is IfStatementSyntax),
        });
    }
}

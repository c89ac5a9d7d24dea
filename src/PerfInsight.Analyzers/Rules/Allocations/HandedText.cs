using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Characters of a text that are copied for a method which would take the text.</summary>
internal static class HandedText
{
    /// <summary>True where the method has a twin for text or spans, or is the program's own and only reads what it gets.</summary>
    public static bool IsNeedless(IInvocationOperation callee, IInvocationOperation copy)
    {
        var argument = callee.Arguments.FirstOrDefault(one => one.Value.Syntax.Span.Contains(copy.Syntax.Span));
        if (argument?.Parameter is not { } parameter)
            return false;
        var method = callee.TargetMethod;
        if (parameter.Type is { TypeKind: TypeKind.Interface, Name: "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable" })
            return IsOwn(method);
        if (parameter.Type is not IArrayTypeSymbol)
            return false;
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => IsTwin(other, method, parameter.Ordinal))
            || (IsOwn(method) && OnlyReads(method, parameter));
    }

    /// <summary>True where a text is handed to a method of the program's own that only reads its characters: a span serves it.</summary>
    public static bool IsOnlyRead(IOperation text) =>
        Uses.ParentOf(text) is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter: { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_String } parameter, Parent: IInvocationOperation { TargetMethod: var method } }
        && method is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false, IsAsync: false, DeclaringSyntaxReferences.Length: 1, ContainingType.TypeKind: not TypeKind.Interface }
        && OnlyReads(method, parameter);

    private static bool IsTwin(IMethodSymbol other, IMethodSymbol method, int ordinal)
    {
        if (other.Parameters.Length <= ordinal || SymbolEqualityComparer.Default.Equals(other, method) || !IsText(other.Parameters[ordinal].Type))
            return false;
        return other.Parameters.Length == method.Parameters.Length
            ? other.Parameters.Where((parameter, index) => index != ordinal && !SymbolEqualityComparer.Default.Equals(parameter.Type, method.Parameters[index].Type)).Count() == 0
            : other.Parameters.Length < method.Parameters.Length && method.Parameters.Length - other.Parameters.Length <= 2;
    }

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.Name is "ReadOnlySpan" or "ICharSequence";

    private static bool IsOwn(IMethodSymbol method) => method is { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal, DeclaringSyntaxReferences.Length: 1, IsVirtual: false, IsOverride: false };

    // By its text: elements and the length are read, nothing is stored or handed on.
    private static bool OnlyReads(IMethodSymbol method, IParameterSymbol parameter)
    {
        var declaration = method.OriginalDefinition.DeclaringSyntaxReferences[0].GetSyntax();
        var names = declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Name).ToList();
        return names.Count > 0 && !declaration.DescendantNodes().Any(node => node is YieldStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) && names.TrueForAll(name => name.Parent switch
        {
            ElementAccessExpressionSyntax element => element.Expression == name && element.Parent is not AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax } and not (PostfixUnaryExpressionSyntax or RefExpressionSyntax),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } => true,
            CommonForEachStatementSyntax each => each.Expression == name,
            _ => false,
        });
    }
}

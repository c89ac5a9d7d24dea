using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An array that a private method makes for its callers, all of which forget it: <c>var head = ReadBytes(4);</c>. They could hand in
/// the place for it.
/// </summary>
internal static class ReturnedBuffer
{
    // Callers are looked at one by one; a helper of the whole class is for more than buffers.
    private const int MostCallers = 12;

    /// <summary>True for the array that a private method returns and nobody keeps.</summary>
    public static bool Is(IOperation operation, HotMember member)
    {
        if (operation is not IArrayCreationOperation { IsImplicit: false, Initializer: null, DimensionSizes.Length: 1, Type: IArrayTypeSymbol { ElementType.IsUnmanagedType: true } }
            || member.Symbol is not { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, IsAsync: false, ReturnType: IArrayTypeSymbol, Parameters.IsEmpty: false, ContainingType.DeclaringSyntaxReferences: [var type] } method
            || type.SyntaxTree != member.SemanticModel.SyntaxTree || !IsReturned(operation))
        {
            return false;
        }

        var callers = 0;
        foreach (var name in type.GetSyntax(member.CancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name)
                continue;
            var called = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
            if (called.Parent is not InvocationExpressionSyntax syntax)
                return false;
            if (member.SemanticModel.OperationOf(syntax, member.CancellationToken) is not IInvocationOperation call)
                return false;
            if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition))
                continue;
            if (++callers > MostCallers || !IsForgotten(call, member))
                return false;
        }

        return callers > 0;
    }

    // var result = new byte[n]; … return result; and nothing else takes hold of it.
    private static bool IsReturned(IOperation creation)
    {
        if (Functions.Around(creation) is IAnonymousFunctionOperation or ILocalFunctionOperation)
            return false;
        if (Uses.ParentOf(creation) is IReturnOperation)
            return true;
        if (HandedBuffer.LocalOf(creation) is not { } local)
            return false;
        var references = Functions.ReferencesTo(local, creation);
        return references.Any(reference => Uses.ParentOf(reference) is IReturnOperation) && references.All(reference => Uses.ParentOf(reference) switch
        {
            IReturnOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation or IForEachLoopOperation => true,
            ISimpleAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
            IArgumentOperation { Parent: IInvocationOperation call } => BufferMethods.KeepsNothing(call.TargetMethod) && BufferMethods.EndsHere(call),
            _ => false,
        });
    }

    private static bool IsForgotten(IInvocationOperation call, HotMember member) => Uses.ParentOf(call) switch
    {
        IArrayElementReferenceOperation element => ReferenceEquals(Collections.WithoutConversions(element.ArrayReference), call),
        IForEachLoopOperation => true,
        IArgumentOperation => BufferUse.Of(call, member.Compilation, member.CancellationToken).Kind is BufferUseKind.Argument or BufferUseKind.Span,
        _ => HandedBuffer.LocalOf(call) is { } local && ShortLives.IsForgotten(local, call, member.Compilation, member.CancellationToken),
    };
}

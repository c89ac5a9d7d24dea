using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>The text itself in place of an array of its characters: text never changes, so a copy protects from nothing.</summary>
internal static class CopiedCharacters
{
    private const string Title = "Read the text itself";

    /// <summary>The rewrite for a call of <c>ToCharArray</c>; null where the text does not do the same, or is null in another way.</summary>
    public static Rewrite? Of(IInvocationOperation copy, InvocationExpressionSyntax syntax, ExpressionSyntax text, FixContext place)
    {
        var isThere = Nullness.IsNeverNull(copy.Instance!, place.Model, place.CancellationToken) && !text.IsKind(SyntaxKind.SuppressNullableWarningExpression);
        var bare = text.WithTriviaFrom(syntax);
        switch (ParentOf(copy))
        {
            case IForEachLoopOperation:
                return new Rewrite(Title, syntax, bare, (_, _) => true);
            case IArrayElementReferenceOperation { Indices: [{ Type.SpecialType: SpecialType.System_Int32 } index] } element when !OwnedLocals.IsWritten(element) && (isThere || QuietCode.Is(index, place, canThrow: false)):
                return new Rewrite(Title, syntax, bare, (_, _) => true);
            case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation query } when isThere && Sequences.IsLinq(query.TargetMethod) && syntax.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax called }:
                var before = query.TargetMethod;
                return new Rewrite(Title, called, called.ReplaceNode(syntax, bare), (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol after && IsSame(after, before));
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local, Parent: IVariableDeclarationOperation { Declarators.Length: 1, Syntax: VariableDeclarationSyntax declaration } } }
                when isThere && Functions.ReferencesTo(local, copy).All(IsRead):
                var changed = declaration.ReplaceNode(syntax, bare);
                return new Rewrite(Title, declaration, declaration.Type.IsVar ? changed : changed.WithType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.StringKeyword)).WithTriviaFrom(declaration.Type)), (_, _) => true);
            default:
                return null;
        }
    }

    private static bool IsRead(IOperation reference) => ParentOf(reference) switch
    {
        IArrayElementReferenceOperation { Type.SpecialType: SpecialType.System_Char, Indices: [{ Type.SpecialType: SpecialType.System_Int32 }] } element => ReferenceEquals(element.ArrayReference, reference) && !OwnedLocals.IsWritten(element),
        IPropertyReferenceOperation { Property.Name: "Length" } or IForEachLoopOperation => true,
        _ => false,
    };

    private static bool IsSame(IMethodSymbol one, IMethodSymbol other) =>
        SymbolEqualityComparer.Default.Equals((one.ReducedFrom ?? one).OriginalDefinition, (other.ReducedFrom ?? other).OriginalDefinition)
        || (one.Name == other.Name && Sequences.IsLinq(one) && one.OriginalDefinition.ToDisplayString() == other.OriginalDefinition.ToDisplayString());

    private static IOperation? ParentOf(IOperation value)
    {
        while (value.Parent is IConversionOperation { IsImplicit: true })
            value = value.Parent;
        return value.Parent;
    }
}

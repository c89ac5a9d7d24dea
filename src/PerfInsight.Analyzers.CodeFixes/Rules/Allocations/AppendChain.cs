using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Calls of Append that add exactly the text which a concatenation adds.</summary>
internal static class AppendChain
{
    /// <summary>The calls; null where no overload of Append gives the same text.</summary>
    /// <param name="accumulation">The concatenation.</param>
    /// <param name="builder">Name of the StringBuilder.</param>
    /// <param name="allOrNothing">An exception midway may be caught while the builder is in use.</param>
    /// <param name="reads">What becomes of reads of the string.</param>
    public static ExpressionSyntax? Write(
        StringAccumulation accumulation, string builder, bool allOrNothing, IReadOnlyDictionary<SyntaxNode, SyntaxNode> reads)
    {
        ExpressionSyntax chain = SyntaxFactory.IdentifierName(builder);
        var appended = accumulation.Appended;
        var interpolation = (accumulation.Assignment.Value as IInterpolatedStringOperation)?.Syntax as InterpolatedStringExpressionSyntax;
        if (accumulation.Assignment is ISimpleAssignmentOperation && interpolation is not null)
            return WithoutFirstHole(interpolation, appended) is { } rest && CanAppend(rest, appended, allOrNothing, reads) ? Append(chain, rest) : null;

        // Later operands must not see what earlier ones appended, and an exception must leave nothing half done.
        var inOne = appended.Length > 1
            && (appended.Skip(1).Any(part => Reads(part.Syntax, reads)) || (allOrNothing && !appended.Skip(1).All(CannotThrow)));
        if (inOne)
        {
            return accumulation.Assignment is ICompoundAssignmentOperation { Value: { Type.SpecialType: SpecialType.System_String, Syntax: ExpressionSyntax value } }
                ? Append(chain, Rewritten(value, reads))
                : null;
        }

        foreach (var part in appended)
        {
            if (part.ConstantValue is { HasValue: true, Value: null })
                continue;
            if (Piece(part, allOrNothing, reads) is not { } piece)
                return null;
            chain = Append(chain, piece);
        }

        return chain is InvocationExpressionSyntax ? chain : null;
    }

    private static ExpressionSyntax? Piece(IOperation part, bool allOrNothing, IReadOnlyDictionary<SyntaxNode, SyntaxNode> reads)
    {
        var value = part;
        while (value is IConversionOperation { IsImplicit: true, Conversion.IsUserDefined: false } conversion)
            value = conversion.Operand;
        if (value.Syntax is not ExpressionSyntax syntax || value.Type is not { TypeKind: not TypeKind.Dynamic } type || value is IConversionOperation { IsImplicit: true })
            return null;
        if (syntax is InterpolatedStringExpressionSyntax interpolated && value is IInterpolatedStringOperation { Parts: var parts })
            return CanAppend(interpolated, parts, allOrNothing, reads) ? interpolated : null;
        var expression = Rewritten(syntax, reads);

        // Append and ToString format these alike, with the current culture.
        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Object or SpecialType.System_Char or SpecialType.System_Boolean
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal)
        {
            return expression;
        }

        var receiver = expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            ? expression
            : SyntaxFactory.ParenthesizedExpression(expression);
        if (type.IsReferenceType)
        {
            return SyntaxFactory.ConditionalAccessExpression(
                receiver, SyntaxFactory.InvocationExpression(SyntaxFactory.MemberBindingExpression(SyntaxFactory.IdentifierName("ToString"))));
        }

        return IsUnchangedByToString(type) || IsTemporary(value)
            ? SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("ToString")))
            : null;
    }

    // A concatenation calls ToString on a copy.
    private static bool IsUnchangedByToString(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsUnchangedByToString(nullable.TypeArguments[0]) || nullable.TypeArguments[0].SpecialType != SpecialType.None,
        INamedTypeSymbol { IsValueType: true } structure => structure.IsReadOnly,
        _ => false,
    };

    private static bool IsTemporary(IOperation value) => value switch
    {
        ITupleOperation or IObjectCreationOperation => true,
        IInvocationOperation call => call.TargetMethod.RefKind == RefKind.None,
        IPropertyReferenceOperation property => property.Property.RefKind == RefKind.None,
        _ => false,
    };

    // A builder's own handler appends piece by piece, so no hole may look at the builder, or throw where that is caught.
    private static bool CanAppend(
        ExpressionSyntax text, IEnumerable<IOperation> parts, bool allOrNothing, IReadOnlyDictionary<SyntaxNode, SyntaxNode> reads) =>
        !Reads(text, reads)
        && !text.DescendantNodes().OfType<AwaitExpressionSyntax>().Any()
        && (!allOrNothing || parts.All(part => part is IInterpolatedStringTextOperation || CannotThrow((part as IInterpolationOperation)?.Expression ?? part)));

    private static bool CannotThrow(IOperation part)
    {
        while (part is IConversionOperation { IsImplicit: true, Conversion.IsUserDefined: false } conversion)
            part = conversion.Operand;
        return part.ConstantValue.HasValue
            || (part is ILocalReferenceOperation or IParameterReferenceOperation
                && part.Type?.SpecialType is SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Int32 or SpecialType.System_Int64);
    }

    private static ExpressionSyntax? WithoutFirstHole(InterpolatedStringExpressionSyntax text, ImmutableArray<IOperation> rest)
    {
        if (rest.Length == 1 && rest[0] is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string plain } })
            return SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(plain));

        // In a raw string the place of a line's first character counts.
        return text.StringStartToken.IsKind(SyntaxKind.InterpolatedStringStartToken) || text.StringStartToken.IsKind(SyntaxKind.InterpolatedVerbatimStringStartToken)
            ? text.WithContents(text.Contents.RemoveAt(0))
            : null;
    }

    private static bool Reads(SyntaxNode code, IReadOnlyDictionary<SyntaxNode, SyntaxNode> reads) => code.DescendantNodesAndSelf().Any(reads.ContainsKey);

    private static ExpressionSyntax Rewritten(ExpressionSyntax code, IReadOnlyDictionary<SyntaxNode, SyntaxNode> reads) =>
        code.ReplaceNodes(code.DescendantNodesAndSelf().Where(reads.ContainsKey), (original, _) => reads[original]);

    private static ExpressionSyntax Append(ExpressionSyntax chain, ExpressionSyntax piece) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, chain, SyntaxFactory.IdentifierName("Append")),
        SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(piece.WithoutTrivia()))));
}

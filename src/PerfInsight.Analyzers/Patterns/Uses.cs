using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What becomes of a value: the operation that takes it, also through a local that holds nothing else.</summary>
internal static class Uses
{
    /// <summary>The operation around a value, past conversions and parentheses.</summary>
    public static IOperation? ParentOf(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation || (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, value)))
        {
            value = parent;
            parent = parent.Parent;
        }

        return parent;
    }

    /// <summary>
    /// The calls of extension methods or methods on a value; those of the local that the value is put into and never
    /// replaced in as well.
    /// </summary>
    public static IEnumerable<IOperation> Of(IOperation value)
    {
        var parent = ParentOf(value);
        if (parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
        {
            foreach (var reference in Functions.ReferencesTo(local, value))
            {
                if (ParentOf(reference) is { } use)
                    yield return use is IArgumentOperation { Parent: { } call } ? call : use;
            }
        }
        else if (parent is not null)
        {
            yield return parent is IArgumentOperation { Parent: { } call } ? call : parent;
        }
    }

    /// <summary>
    /// True for a new collection that is only read where it is made, so that nobody needs one of his own: gone through, asked, or
    /// put into a local with which nothing else is done.
    /// </summary>
    public static bool AreReads(IOperation copy)
    {
        var use = copy;
        while (use.Parent is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation or IConditionalAccessOperation)
            use = use.Parent;
        if (use.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
            return Functions.ReferencesTo(local, copy).All(IsRead);
        return IsRead(use);
    }

    private static bool IsRead(IOperation value)
    {
        while (value.Parent is IConversionOperation { IsImplicit: true })
            value = value.Parent;
        return value.Parent switch
        {
            IForEachLoopOperation => true,
            IPropertyReferenceOperation or IArrayElementReferenceOperation => !OwnedLocals.IsWritten(value.Parent),
            IInvocationOperation call => ReferenceEquals(call.Instance, value) && !Collections.IsMutator(call.TargetMethod),
            IArgumentOperation { Parent: IInvocationOperation call } => Sequences.IsLinq(call.TargetMethod) || call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String,
            _ => false,
        };
    }

    /// <summary>True for an array that a <c>fixed</c> statement holds still: what takes its place ends with the statement.</summary>
    public static bool IsPinned(IOperation value) => value.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax
    {
        Parent: Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Parent.Parent: Microsoft.CodeAnalysis.CSharp.Syntax.FixedStatementSyntax },
    };

    /// <summary>True where a local is assigned again after its declaration.</summary>
    public static bool IsReassigned(ILocalSymbol local, IOperation code) => Functions.ReferencesTo(local, code).Any(OwnedLocals.IsWritten);

    /// <summary>The name in a call, which is the shortest that names it: <c>OrderBy</c> of <c>xs.OrderBy(…)</c>.</summary>
    public static SyntaxNode NameOf(IInvocationOperation call) => call.Syntax switch
    {
        Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax
        {
            Expression: Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax { Name: var name },
        } => name,
        Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax
        {
            Expression: Microsoft.CodeAnalysis.CSharp.Syntax.MemberBindingExpressionSyntax { Name: var name },
        } => name,
        _ => call.Syntax,
    };
}

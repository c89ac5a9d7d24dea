using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// A lambda that only some calls reach, but that uses an argument or a local of the whole member: the compiler makes the closure for it
/// where the member's block begins, so that each call pays for it.
/// </summary>
internal static class EarlyClosure
{
    /// <summary>What such a lambda captures; null for others, and where each call needs a closure anyway.</summary>
    /// <param name="lambda">The lambda.</param>
    /// <param name="member">Its member.</param>
    /// <param name="isStarted">True where it becomes a task: after a return that does without it that is what the member is for.</param>
    public static Captures? Of(IAnonymousFunctionOperation lambda, IMethodSymbol member, bool isStarted)
    {
        if (lambda.Syntax is AnonymousFunctionExpressionSyntax { Modifiers.Count: > 0 } syntax && syntax.Modifiers.Any(modifier => modifier.ValueText == "static"))
            return null;
        if (AsyncBody.IsInFunction(lambda) || RareCode.IsError(lambda) || !IsInBranch(lambda, !isStarted))
            return null;
        var captures = Captures.Of(lambda);
        if (!captures.Variables.Any(variable => IsOfWholeMember(variable, member)))
            return null;
        var root = (IOperation)lambda;
        while (root.Parent is { } parent)
            root = parent;

        // One that each call reaches shares the closure; so does a state machine of the member's own.
        return root.Descendants().Any(other => other is IAnonymousFunctionOperation or ILocalFunctionOperation && !ReferenceEquals(other, lambda) && !AsyncBody.IsInFunction(other)
            && (other is ILocalFunctionOperation || !IsInBranch(other, afterReturns: true)) && Captures.Of(other).Variables.Any(variable => IsOfWholeMember(variable, member)))
            ? null : captures;
    }

    /// <summary>True for a parameter, or a local whose scope is the member's own block: its closure is made where that begins.</summary>
    public static bool IsOfWholeMember(ISymbol variable, IMethodSymbol member)
    {
        if (variable is IParameterSymbol { RefKind: RefKind.None } parameter)
            return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member);
        if (variable is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] })
            return false;
        var statement = reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declared } => declared,

            // if (!map.TryGetValue(key, out var found)) return; the name is known after the statement as well.
            SingleVariableDesignationSyntax designation => designation.FirstAncestorOrSelf<StatementSyntax>() is IfStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax
                ? designation.FirstAncestorOrSelf<StatementSyntax>() : null,
            _ => null,
        };
        return statement?.Parent is BlockSyntax { Parent: MemberDeclarationSyntax or AccessorDeclarationSyntax };
    }

    // Under a test, or after a return that does without it; a test of an argument for null tells nothing of how often.
    private static bool IsInBranch(IOperation operation, bool afterReturns)
    {
        IOperation child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConditionalOperation { Condition: var condition } choice when !ReferenceEquals(condition, child) && !EarlyObject.IsTestOfArgument(condition) && !IsNullTest(condition) && !IsWholeBody(choice):
                case ISwitchCaseOperation or ISwitchExpressionArmOperation:
                    return true;
                case IBlockOperation block when afterReturns && block.Operations.TakeWhile(statement => !ReferenceEquals(statement, child)).Any(EarlyObject.Leaves):
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    // Where the test is all that there is, its branch is what the member is for.
    private static bool IsWholeBody(IConditionalOperation choice) => choice is { WhenFalse: null, Parent: IBlockOperation { Operations.Length: 1, Parent: not IConditionalOperation } };

    private static bool IsNullTest(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test => test.RightOperand.ConstantValue is { HasValue: true, Value: null } || Collections.WithoutConversions(test.RightOperand)?.ConstantValue is { HasValue: true, Value: null },
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation } => true,
        _ => false,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Several totals that only grow, each by a step of its own, under one lock: <c>_messages++; _bytes += size;</c>.</summary>
internal static class LockedTotals
{
    /// <summary>The names of the totals; null where the lock does more, or one of them decides anything.</summary>
    public static string? Of(HeldLock held)
    {
        if (held.Statement is null || held.Statements.Count < 2)
            return null;
        var totals = new List<IFieldSymbol>();
        foreach (var statement in held.Statements)
        {
            if (StepOf(statement) is not { } total || totals.Contains(total, SymbolEqualityComparer.Default))
                return null;
            totals.Add(total);
        }

        return totals.TrueForAll(IsTotal) ? string.Join("', '", totals.Select(static total => total.Name)) : null;
    }

    private static IFieldSymbol? StepOf(IOperation statement) => statement is not IExpressionStatementOperation { Operation: var step } ? null : step switch
    {
        // What goes from one to the other belongs together: _free--; _used++;
        IIncrementOrDecrementOperation { OperatorMethod: null, IsChecked: false, Kind: OperationKind.Increment, Target: var counted } => Countable(counted),
        ICompoundAssignmentOperation { OperatorMethod: null, IsChecked: false, OperatorKind: BinaryOperatorKind.Add, Target: var added, Value: var by } when IsOfCaller(by) => Countable(added),
        _ => null,
    };

    // Nothing that the lock could guard: what the caller has handed in, and what that has.
    private static bool IsOfCaller(IOperation value) => value.DescendantsAndSelf().All(operation => operation is ILiteralOperation or IConversionOperation or IParameterReferenceOperation or ILocalReferenceOperation
        || operation.ConstantValue.HasValue || operation is IPropertyReferenceOperation { Property.Name: "Length" or "Count" or "Ticks" or "ElapsedTicks" or "ElapsedMilliseconds" });

    private static IFieldSymbol? Countable(IOperation place) => place is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { DeclaredAccessibility: Accessibility.Private, IsReadOnly: false, IsVolatile: false } field }
        && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 ? field : null;

    // By their text, all uses step it, set it back to a constant or hand it out: none decides by it.
    private static bool IsTotal(IFieldSymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
        .Where(name => name.Identifier.ValueText == field.Name && !SingleStatement.IsBeforeOthers(name))
        .All(name => SingleStatement.Place(name).Parent switch
        {
            ExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PostIncrementExpression } => true,
            AssignmentExpressionSyntax assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression) || assignment.Right is LiteralExpressionSyntax || assignment.Right == SingleStatement.Place(name),
            ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax { RefKindKeyword.RawKind: 0 } or EqualsValueClauseSyntax or InterpolationSyntax => true,
            _ => false,
        });
}

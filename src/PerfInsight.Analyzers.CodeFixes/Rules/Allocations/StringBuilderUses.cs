using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>What becomes of each use of a string in a loop when a StringBuilder takes its place.</summary>
internal sealed class StringBuilderUses
{
    private readonly ISymbol _symbol;
    private readonly ILoopOperation _loop;
    private readonly string _builder;
    private readonly Dictionary<SyntaxNode, SyntaxNode> _reads = [];

    private StringBuilderUses(ISymbol symbol, ILoopOperation loop, string builder)
    {
        _symbol = symbol;
        _loop = loop;
        _builder = builder;
    }

    /// <summary>The nodes of the loop to replace; null where a use needs the string itself in each iteration.</summary>
    public static IReadOnlyDictionary<SyntaxNode, SyntaxNode>? Prepare(ISymbol symbol, ILoopOperation loop, string builder) =>
        new StringBuilderUses(symbol, loop, builder).Replacements();

    private Dictionary<SyntaxNode, SyntaxNode>? Replacements()
    {
        var writes = new List<IAssignmentOperation>();
        foreach (var reference in _loop.Descendants().Where(operation => Functions.IsReferenceTo(operation, _symbol)))
        {
            if (reference.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference))
                writes.Add(assignment);
            else if (!IsOnceBeforeLoop(reference) && !IsOwnOperand(reference) && !TryRead(reference))
                return null;
        }

        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var write in writes)
        {
            if (Write(write) is not { } call)
                return null;
            replacements.Add(write.Syntax, call.WithTriviaFrom(write.Syntax));
        }

        foreach (var read in _reads)
        {
            // Reads inside an appended expression are rewritten with it.
            if (!read.Key.Ancestors().TakeWhile(node => node != _loop.Syntax).Any(replacements.ContainsKey))
                replacements.Add(read.Key, read.Value);
        }

        return replacements;
    }

    // The collection of a foreach is evaluated while the string still has its first value.
    private bool IsOnceBeforeLoop(IOperation reference) => !Loops.Around(reference).Contains(_loop) && _loop is IForEachLoopOperation;

    // The `s` of `s = s + x`.
    private bool IsOwnOperand(IOperation reference)
    {
        var operation = reference.Parent;
        while (operation is not null and not IAssignmentOperation and not IExpressionStatementOperation)
            operation = operation.Parent;
        return operation is ISimpleAssignmentOperation assignment
            && StringAccumulation.Of(assignment) is { Appended.IsDefault: false } accumulation
            && !accumulation.Appended.Any(appended => appended.Syntax.Span.Contains(reference.Syntax.Span))
            && !ReferenceEquals(assignment.Target, reference);
    }

    private ExpressionSyntax? Write(IAssignmentOperation assignment)
    {
        if (assignment.Parent is not IExpressionStatementOperation || !Loops.Around(assignment).Contains(_loop))
            return null;
        if (StringAccumulation.Of(assignment) is { } accumulation)
            return accumulation.Appended.IsDefault ? null : AppendChain.Write(accumulation, _builder, IsInTry(assignment), _reads);
        return assignment is ISimpleAssignmentOperation && Nullness.IsEmptyString(assignment.Value)
            ? SyntaxFactory.ParseExpression(_builder + ".Clear()")
            : null;
    }

    private bool IsInTry(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null && !ReferenceEquals(parent, _loop); parent = parent.Parent)
        {
            if (parent is ITryOperation)
                return true;
        }

        return false;
    }

    private bool TryRead(IOperation reference)
    {
        var (node, text) = reference.Parent switch
        {
            INameOfOperation => (null, null),
            IPropertyReferenceOperation { Property.Name: "Length" } length when ReferenceEquals(length.Instance, reference) => (length.Syntax, ".Length"),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when Nullness.IsEmptyString(comparison.LeftOperand) || Nullness.IsEmptyString(comparison.RightOperand) =>
                (comparison.Syntax, comparison.OperatorKind == BinaryOperatorKind.Equals ? ".Length == 0" : ".Length != 0"),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty", ContainingType.SpecialType: SpecialType.System_String } } call } =>
                call.Parent is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not ? (not.Syntax, ".Length != 0") : (call.Syntax, ".Length == 0"),
            _ when IsReadOnce(reference) => (reference.Syntax, ".ToString()"),
            _ => (reference.Syntax, null),
        };
        if (node is null)
            return true;
        if (text is null || node is not ExpressionSyntax)
            return false;
        var expression = SyntaxFactory.ParseExpression(_builder + text);
        if (expression is BinaryExpressionSyntax && node is not BinaryExpressionSyntax)
            expression = SyntaxFactory.ParenthesizedExpression(expression).WithAdditionalAnnotations(Simplifier.Annotation);
        _reads[node] = expression.WithTriviaFrom(node);
        return true;
    }

    // The function ends with it, or the string starts anew behind it: the text is made once, not in each iteration.
    private bool IsReadOnce(IOperation reference)
    {
        if (reference.Parent is ITupleOperation or IIncrementOrDecrementOperation or IAssignmentOperation { Target: ITupleOperation })
            return false;
        var child = reference;
        for (var parent = reference.Parent; parent is not null && !ReferenceEquals(child, _loop); child = parent, parent = parent.Parent)
        {
            if (child is IReturnOperation { Kind: OperationKind.Return } or IThrowOperation)
                return true;
            if (parent is IBlockOperation block)
                return block.Operations.SkipWhile(statement => !ReferenceEquals(statement, child)).Skip(1).Any(IsReset);
        }

        return false;
    }

    private bool IsReset(IOperation statement) =>
        statement is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }
        && Functions.IsReferenceTo(assignment.Target, _symbol)
        && Nullness.IsEmptyString(assignment.Value);
}

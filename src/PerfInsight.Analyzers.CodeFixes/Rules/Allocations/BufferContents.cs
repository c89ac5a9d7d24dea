using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Shows that what was in a buffer before cannot be seen, so that it need not be cleared.</summary>
internal sealed class BufferContents(TemporaryBuffer buffer, BufferBounds bounds)
{
    /// <summary>True where each element is written before it is read.</summary>
    public bool IsOverwritten() =>
        !Functions.Around(buffer.Creation).Descendants().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.GoTo })
        && (IsFilledFirst() || buffer.Uses.All(IsReadWhereFilled));

    // The first statement after the declaration that uses it fills all of it.
    private bool IsFilledFirst()
    {
        IOperation declaration = buffer.Declarator;
        while (declaration.Parent is not null and not IBlockOperation)
            declaration = declaration.Parent;
        if (declaration.Parent is not IBlockOperation block)
            return false;
        var first = block.Operations.SkipWhile(statement => !ReferenceEquals(statement, declaration)).Skip(1)
            .FirstOrDefault(statement => buffer.Uses.Any(use => statement.Syntax.Span.Contains(use.Reference.Syntax.Span)));
        return first switch
        {
            IExpressionStatementOperation { Operation: var expression } => FillsAll(expression is IAwaitOperation awaited ? awaited.Operation : expression),
            IForLoopOperation { Body: var body } loop => FillsAll(loop, body is IBlockOperation { Operations: { Length: 1 } only } ? only[0] : body),
            _ => false,
        };
    }

    private bool FillsAll(IOperation expression)
    {
        if (expression is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task })
            expression = task;
        if (expression is not IInvocationOperation call)
            return false;
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).ToArray();
        switch (call.TargetMethod.Name)
        {
            case "ReadExactly" or "ReadExactlyAsync" when BufferMethods.IsOn(call.TargetMethod, "System.IO.Stream"):
                return IsWhole(arguments[0])
                    && (arguments[0].Parameter!.Type is not IArrayTypeSymbol || (bounds.Constant(arguments[1].Value) == 0 && bounds.IsLength(arguments[2].Value)));
            case "Fill" or "GetBytes" when BufferMethods.IsOn(call.TargetMethod, "System.Security.Cryptography.RandomNumberGenerator"):
            case "NextBytes" when BufferMethods.IsOn(call.TargetMethod, "System.Random"):
                return arguments.Length == 1 && IsWhole(arguments[0]);
            case "Fill" when BufferMethods.IsOn(call.TargetMethod, "System.Array"):
                return arguments.Length == 2 && IsWhole(arguments[0]) && !Reads(arguments[1]);
            default:
                return false;
        }
    }

    // for (int i = 0; i < buffer.Length; i++) buffer[i] = …;
    private bool FillsAll(IForLoopOperation loop, IOperation body) =>
        body is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation { Indices: { Length: 1 } indices } element } assignment }
        && Functions.IsReferenceTo(element.ArrayReference, buffer.Local)
        && indices[0] is ILocalReferenceOperation
        && BufferBounds.CountedBy(indices[0]) is { } limit
        && bounds.IsLength(limit)
        && loop.Condition is { } condition && condition.Descendants().Any(operation => ReferenceEquals(operation, limit))
        && !Reads(assignment.Value);

    private bool IsReadWhereFilled(BufferUse use)
    {
        switch (use)
        {
            case { Kind: BufferUseKind.Length }:
                return true;
            case { Kind: BufferUseKind.Element, Node: IArrayElementReferenceOperation { Indices: { Length: 1 } indices } }:
                return BufferBounds.CountedBy(indices[0]) is { } limit && IsFilledHere(limit);
            case { Kind: BufferUseKind.Argument, Node: IArgumentOperation { Parent: IInvocationOperation call } argument }:
                return IsRead(call.TargetMethod) || IsFilledRange(argument, call.Arguments);
            case { Kind: BufferUseKind.Argument, Node: IArgumentOperation { Parent: IObjectCreationOperation creation } argument }:
                return IsFilledRange(argument, creation.Arguments);
            case { Kind: BufferUseKind.Span, Node: IArgumentOperation { Parent: IInvocationOperation call } argument }:
                return IsRead(call.TargetMethod) || (call.TargetMethod.Name == "AsSpan" && IsFilledRange(argument, call.Arguments));
            default:
                return false;
        }
    }

    // …(buffer, 0, n) with n from a read into it.
    private bool IsFilledRange(IArgumentOperation argument, IEnumerable<IArgumentOperation> arguments) =>
        arguments.OrderBy(other => other.Parameter!.Ordinal).SkipWhile(other => !ReferenceEquals(other, argument)).Skip(1).ToArray() is [var offset, var count, ..]
        && offset.Parameter!.Type.SpecialType == SpecialType.System_Int32
        && bounds.Constant(offset.Value) == 0
        && IsFilledHere(count.Value);

    // The count must be of this iteration.
    private bool IsFilledHere(IOperation count) =>
        bounds.IsFilledCount(count)
        && count is ILocalReferenceOperation { Local: var local }
        && buffer.Loops.All(loop => Collections.IsDeclaredIn(local, loop) || !Collections.IsDeclaredIn(buffer.Local, loop));

    private static bool IsRead(IMethodSymbol method) =>
        method.Name is "Read" or "ReadAsync" or "ReadBlock" or "ReadExactly" or "ReadExactlyAsync" or "ReadAtLeast"
        && (BufferMethods.IsOn(method, "System.IO.Stream") || BufferMethods.IsOn(method, "System.IO.TextReader") || BufferMethods.IsOn(method, "System.IO.BinaryReader"));

    private bool IsWhole(IArgumentOperation argument)
    {
        var value = argument.Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return Functions.IsReferenceTo(value, buffer.Local);
    }

    private bool Reads(IOperation code) => code.DescendantsAndSelf().Any(operation => Functions.IsReferenceTo(operation, buffer.Local));
}

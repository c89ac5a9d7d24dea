using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>What is known of sizes, counts and indexes before the code runs.</summary>
internal sealed class BufferBounds(TemporaryBuffer buffer, SemanticModel model, CancellationToken cancellationToken)
{
    /// <summary>True where a size is known not to be negative and costs nothing to ask for again, or earlier.</summary>
    public bool IsPlainSize(IOperation size)
    {
        if (Constant(size) is { } constant)
            return constant >= 0;
        return size switch
        {
            IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: { Type.SpecialType: SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_Char } operand } =>
                operand is ILocalReferenceOperation or IParameterReferenceOperation,
            IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation or IParameterReferenceOperation } length =>
                length.Instance!.Type is IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String } && Nullness.IsNeverNull(length.Instance, model, cancellationToken),
            _ => false,
        };
    }

    /// <summary>The value of a constant, or of a local that only ever has one constant value.</summary>
    public int? Constant(IOperation value)
    {
        if (value.ConstantValue is { HasValue: true, Value: int constant })
            return constant;
        return value is ILocalReferenceOperation { Local: { } local }
            && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is { } syntax
            && model.GetOperation(syntax, cancellationToken) is IVariableDeclaratorOperation declarator
            && declarator.GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: int initial }
            && !Functions.ReferencesTo(local, value).Any(IsWritten)
                ? initial
                : null;
    }

    /// <summary>True for the number of all elements.</summary>
    public bool IsLength(IOperation value) =>
        (value is IPropertyReferenceOperation { Property.Name: "Length" } property && Functions.IsReferenceTo(property.Instance!, buffer.Local))
        || (Constant(value) is { } constant && constant == Constant(buffer.Size))
        || (value is ILocalReferenceOperation or IParameterReferenceOperation && IsSizeItself(value));

    /// <summary>True where the elements from <paramref name="offset"/>, <paramref name="count"/> many, are known to lie in the buffer.</summary>
    public bool IsRange(IOperation offset, IOperation count)
    {
        if (Constant(offset) is not { } start || start < 0)
            return false;
        if (start == 0 && (IsLength(count) || IsFilledCount(count)))
            return true;
        return Constant(count) is { } number && number >= 0 && Constant(buffer.Size) is { } size && start <= size - number;
    }

    /// <summary>True for a local that only ever has the number of elements that reads put at the start of the buffer.</summary>
    public bool IsFilledCount(IOperation value)
    {
        if (value is not ILocalReferenceOperation { Local: { } count })
            return false;
        var writes = new List<IOperation>();
        if (count.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } syntax
            || model.GetOperation(syntax, cancellationToken) is not IVariableDeclaratorOperation declarator)
        {
            return false;
        }

        if (declarator.GetVariableInitializer() is { } initializer)
            writes.Add(initializer.Value);
        foreach (var reference in Functions.ReferencesTo(count, value))
        {
            if (reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference))
                writes.Add(assignment.Value);
            else if (IsWritten(reference) || !ReferenceEquals(Functions.Around(reference), Functions.Around(buffer.Creation)))
                return false;
        }

        return writes.Count > 0 && writes.All(IsFill);
    }

    /// <summary>True where an index is known to lie in the buffer.</summary>
    public bool IsIndex(IOperation index)
    {
        while (index is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
            index = conversion.Operand;
        if (Constant(buffer.Size) is { } size)
        {
            if (index.ConstantValue is { HasValue: true, Value: int constant })
                return constant >= 0 && constant < size;
            if (index.Type?.SpecialType == SpecialType.System_Byte && size > byte.MaxValue)
                return true;
            if (index is IBinaryOperation { OperatorKind: BinaryOperatorKind.And, RightOperand.ConstantValue: { HasValue: true, Value: int mask } })
                return mask >= 0 && mask < size;
        }

        return CountedBy(index) is { } limit && (IsLength(limit) || (Constant(limit) is { } end && Constant(buffer.Size) is { } most && end <= most));
    }

    /// <summary>The end that an index counts up to from 0 in a for loop around it; null for any other index.</summary>
    public static IOperation? CountedBy(IOperation index)
    {
        if (index is not ILocalReferenceOperation { Local: { } counter })
            return null;
        for (var parent = index.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IForLoopOperation
                {
                    Before: { Length: 1 } before, AtLoopBottom: { Length: 1 } step,
                    Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, LeftOperand: ILocalReferenceOperation left } condition
                } loop
                && SymbolEqualityComparer.Default.Equals(left.Local, counter)
                && before[0] is IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations }
                && declarations[0].Declarators.Length == 1
                && SymbolEqualityComparer.Default.Equals(declarations[0].Declarators[0].Symbol, counter)
                && declarations[0].Declarators[0].GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: 0 }
                && step[0] is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }
                && loop.Body.Descendants().Any(operation => ReferenceEquals(operation, index))
                && Functions.ReferencesTo(counter, loop).Count(IsWritten) == 1)
            {
                return condition.RightOperand;
            }
        }

        return null;
    }

    // `int n = stream.Read(buffer, 0, buffer.Length)`: n elements from the start are new. Or zero of them.
    private bool IsFill(IOperation value)
    {
        if (value.ConstantValue is { HasValue: true, Value: 0 })
            return true;
        if (value is IAwaitOperation awaited)
            value = awaited.Operation;
        if (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task })
            value = task;
        return value is IInvocationOperation { TargetMethod.Name: "Read" or "ReadAsync" or "ReadBlock" or "ReadAtLeast" } call
            && (BufferMethods.IsOn(call.TargetMethod, "System.IO.Stream") || BufferMethods.IsOn(call.TargetMethod, "System.IO.TextReader") || BufferMethods.IsOn(call.TargetMethod, "System.IO.BinaryReader"))
            && call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).ToArray() is { Length: > 0 } arguments
            && buffer.Uses.Any(use => ReferenceEquals(use.Node, arguments[0]))
            && (arguments[0].Parameter!.Type is not IArrayTypeSymbol || (arguments.Length > 1 && Constant(arguments[1].Value) == 0));
    }

    private bool IsSizeItself(IOperation value)
    {
        var symbol = Patterns.Collections.SymbolOf(value);
        return symbol is not null
            && SymbolEqualityComparer.Default.Equals(symbol, Patterns.Collections.SymbolOf(buffer.Size))
            && !Functions.ReferencesTo(symbol, value).Any(IsWritten);
    }

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, reference),
        IIncrementOrDecrementOperation or ITupleOperation => true,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        IAddressOfOperation => true,
        _ => reference.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax,
    };
}

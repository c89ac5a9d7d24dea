using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A collection that is made without a size and then filled one by one from something whose size is known.</summary>
/// <param name="Creation">Where it is made.</param>
/// <param name="Loop">The loop that fills it.</param>
/// <param name="Count">The expression that tells the size, as code.</param>
/// <param name="Source">What the loop goes through; null for a counted loop.</param>
internal sealed record MissingCapacity(IObjectCreationOperation Creation, ILoopOperation Loop, string Count, IOperation? Source)
{
    private static readonly HashSet<string> Growing = new(StringComparer.Ordinal) { "List", "Dictionary", "HashSet", "Queue", "Stack", "ArrayList", "Hashtable", "StringBuilder" };

    /// <summary>The collection that a creation makes; null where its size is given, small, or not known.</summary>
    public static MissingCapacity? Of(IOperation operation)
    {
        if (operation is not IObjectCreationOperation { Type: INamedTypeSymbol type, Initializer: null } creation || !Growing.Contains(type.Name) || !FrameworkCalls.IsFramework(type)
            || !creation.Arguments.All(argument => argument.Parameter?.Type.Name is "IEqualityComparer"))
        {
            return null;
        }

        if (Holder(creation) is not var (holder, statement))
            return null;

        // if (list == null) list = new List<T>();
        if ((statement.Parent is IBlockOperation { Operations.Length: 1, Parent: IConditionalOperation outer } ? outer : statement.Parent) is IConditionalOperation { WhenFalse: null, Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } or IIsPatternOperation } test)
            statement = test;
        if (statement.Parent is not IBlockOperation block)
            return null;
        var index = block.Operations.IndexOf(statement);
        foreach (var next in block.Operations.Skip(index + 1))
        {
            if (next is ILoopOperation loop)
                return CountOf(loop) is { } count && (type.Name == "StringBuilder" ? TakesCharacters(loop, holder, count) : FillsEachTime(loop, holder)) ? new MissingCapacity(creation, loop, count.Count, count.Source) : null;

            // Another collection may be made, or a check be done, in between.
            if (type.Name != "StringBuilder" && InBranch(next, holder) is { } branch)
                return new MissingCapacity(creation, branch.Loop, branch.Count, branch.Source);
            if (next.Descendants().Any(inner => inner is ILocalReferenceOperation or IFieldReferenceOperation && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(inner), holder)))
                return null;
        }

        return null;
    }

    // if (x) { foreach (…) list.Add(…); } and the cases of a switch, where nothing fills it before.
    private static (ILoopOperation Loop, string Count, IOperation? Source)? InBranch(IOperation statement, ISymbol holder)
    {
        if (statement is not (IConditionalOperation or ISwitchOperation))
            return null;
        foreach (var inner in statement.Descendants())
        {
            if (inner is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return null;
            if (inner is ILoopOperation loop)
                return CountOf(loop) is { } count && FillsEachTime(loop, holder) ? (loop, count.Count, count.Source) : null;
            if (inner is ILocalReferenceOperation or IFieldReferenceOperation && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(inner), holder))
                return null;
        }

        return null;
    }

    private static (ISymbol Holder, IOperation Statement)? Holder(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation)
            value = value.Parent;
        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local, Parent.Parent: IVariableDeclarationGroupOperation group } }:
                return (local, group);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation }, Parent: IExpressionStatementOperation statement } assignment
                when Collections.SymbolOf(assignment.Target) is { } symbol:
                return (symbol, statement);
            default:
                return null;
        }
    }

    /// <summary>How often a loop runs its body, as code, and what it goes through; null where nobody can tell before.</summary>
    public static (string Count, IOperation? Source)? CountOf(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForEachLoopOperation { IsAsynchronous: false } each:
                var source = Sequences.Received(each.Collection);
                if (source is null || !IsPath(source) || FixedData.IsFixed(source, loop))
                    return null;
                return SizeOf(source.Type) is { } size ? ($"{source.Syntax}.{size}", source) : null;
            case IForLoopOperation { Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var counter] }] }], Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan } condition, AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }] }
                when counter.GetVariableInitializer()?.Value.ConstantValue is { HasValue: true, Value: 0 }
                && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(condition.LeftOperand), counter.Symbol)
                && Collections.WithoutConversions(condition.RightOperand) is { ConstantValue.HasValue: false } limit && IsPath(limit):
                return (limit.Syntax.ToString(), null);
            default:
                return null;
        }
    }

    // Arrays, text, and all that tells its count.
    private static string? SizeOf(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String })
            return "Length";
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (IsCounted(current))
                return "Count";
        }

        return type?.AllInterfaces.Any(IsCounted) == true && type.TypeKind == TypeKind.Interface ? "Count" : null;
    }

    private static bool IsCounted(ITypeSymbol type) =>
        type.GetMembers("Count").OfType<IPropertySymbol>().Any(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Type.SpecialType: SpecialType.System_Int32 });

    // Nothing that is worked out, or that comes from elsewhere each time it is read.
    private static bool IsPath(IOperation source) => source switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null || field.Instance is IInstanceReferenceOperation || IsPath(field.Instance),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Instance is IInstanceReferenceOperation || (property.Instance is { } owner && IsPath(owner)),
        _ => false,
    };

    /// <summary>True where a loop gives a collection one element at least in each step, whatever the step finds.</summary>
    public static bool FillsEachTime(ILoopOperation loop, ISymbol holder)
    {
        if (loop.Body.Descendants().Any(inner => Leaves(inner, loop)))
            return false;
        var statements = loop.Body is IBlockOperation block ? block.Operations : (IReadOnlyList<IOperation>)[loop.Body];
        return statements.Any(statement => Fills(statement, holder));
    }

    // One way or the other: if (x) list.Add(a); else list.Add(b);
    private static bool Fills(IOperation? statement, ISymbol holder) => statement switch
    {
        IExpressionStatementOperation { Operation: var operation } => IsFill(operation, holder),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Fills(choice.WhenTrue, holder) && Fills(otherwise, holder),
        IBlockOperation block => block.Operations.Any(inner => Fills(inner, holder)),
        _ => false,
    };

    // The break of a switch in the loop leaves the switch alone.
    private static bool Leaves(IOperation operation, ILoopOperation loop) => operation switch
    {
        IBranchOperation branch => branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel) || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel),
        IReturnOperation { Kind: OperationKind.Return } => true,
        _ => false,
    };

    // Each character of a text is appended, changed or with another one.
    private static bool TakesCharacters(ILoopOperation loop, ISymbol holder, (string Count, IOperation? Source) size) =>
        (size.Source is { Type.SpecialType: SpecialType.System_String } || (size.Source is null && IsTextLength(loop)))
        && loop.Body.Descendants().Count(operation => operation is IInvocationOperation { TargetMethod: { Name: "Append", Parameters: [{ Type.SpecialType: SpecialType.System_Char }] }, Instance: { } builder }
            && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(builder), holder)) > 0;

    private static bool IsTextLength(ILoopOperation loop) => loop is IForLoopOperation { Condition: IBinaryOperation { RightOperand: var limit } }
        && Collections.WithoutConversions(limit) is IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } };

    private static bool IsFill(IOperation operation, ISymbol holder) => operation switch
    {
        IInvocationOperation { Instance: { } list, TargetMethod.Name: "Add" or "Enqueue" or "Push" or "TryAdd" } => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(list), holder),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } } => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(indexed), holder),
        _ => false,
    };
}

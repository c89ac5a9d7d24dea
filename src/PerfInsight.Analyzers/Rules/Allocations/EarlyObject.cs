using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>An object that a member makes before it knows whether it needs one.</summary>
/// <param name="When">What it is made before, as words after "is made".</param>
/// <param name="Remedy">Where to make it.</param>
internal sealed record EarlyObject(string When, string Remedy)
{
    // Making one of these does nothing else.
    private static readonly HashSet<string> Holders = new(StringComparer.Ordinal)
    {
        "List", "Dictionary", "HashSet", "Queue", "Stack", "SortedDictionary", "SortedSet", "LinkedList", "Collection", "StringBuilder", "ArrayList", "Hashtable", "MemoryStream", "StringCollection",
    };

    /// <summary>The object that an operation makes too early; null for others, and where each way through the block uses it.</summary>
    public static EarlyObject? Of(IOperation operation, CancellationToken cancellationToken)
    {
        if (!(IsMade(operation) || operation is IArrayCreationOperation { IsImplicit: false, Initializer: null }) || Uses.ParentOf(operation) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local, Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IBlockOperation block } statement } } })
            return null;
        return Of(operation, local, block, statement, cancellationToken);
    }

    private static EarlyObject? Of(IOperation operation, ILocalSymbol local, IBlockOperation block, IOperation statement, CancellationToken cancellationToken)
    {
        var references = Functions.ReferencesTo(local, operation);
        if (references.Count == 0)
            return IsFree(operation, cancellationToken) || operation is IArrayCreationOperation ? new EarlyObject("and never used", "drop it") : null;
        if (operation is IArrayCreationOperation)
            return null;
        var function = Functions.Around(operation);
        foreach (var reference in references)
        {
            if (!ReferenceEquals(Functions.Around(reference), function) || OwnedLocals.IsWritten(reference))
                return null;
        }

        var later = block.Operations.SkipWhile(one => !ReferenceEquals(one, statement)).Skip(1).ToList();
        var index = later.FindIndex(one => one.Syntax.Span.Contains(references[0].Syntax.Span));
        if (index < 0)
            return null;
        var isFree = IsFree(operation, cancellationToken);

        // What goes into it is looked at where it is made: nothing may run between.
        if (!isFree && later.Take(index).Any(one => one is not IVariableDeclarationGroupOperation))
            return null;
        var user = later[index];
        if (!references.All(reference => user.Syntax.Span.Contains(reference.Syntax.Span)))
            return isFree && later.Take(index).Any(Leaves) ? new EarlyObject("before a return that does without it", "make it after the return") : null;
        if (IsForHandlers(user, references))
            return new EarlyObject("whether or not there is a handler", "make it only where the delegate is not null");
        if (user is IConditionalOperation choice && IsOneBranch(choice, references) && !FailsWithout(choice, references[0]))
            return new EarlyObject("before the test, and only one branch uses it", "make it in that branch");
        return isFree && later.Take(index).Any(Leaves) ? new EarlyObject("before a return that does without it", "make it after the return") : null;
    }

    // A struct is no object, but what it is made of may be.
    private static bool IsMade(IOperation operation) => operation is IObjectCreationOperation { Type: { } type } creation && !RareCode.IsException(type) && !IsReleased(type)
        && (type.IsReferenceType || creation.Arguments.Any(argument => IsMadeText(argument.Value)));

    private static bool IsMadeText(IOperation value) => Collections.WithoutConversions(value) switch
    {
        IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } => true,
        IInterpolatedStringOperation { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String } => true,
        IInvocationOperation { TargetMethod: { Name: "Substring" or "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } => true,
        _ => false,
    };

    // Its time matters: it measures, holds or signals something from the moment that it is there.
    private static bool IsReleased(ITypeSymbol type) => type.Name != "MemoryStream" && type.AllInterfaces.Any(face => face.Name is "IDisposable" or "IAsyncDisposable") || type is { SpecialType: SpecialType.System_Object } or { Name: "Stopwatch" };

    private static bool IsFree(IOperation operation, CancellationToken cancellationToken) => operation is IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol type, Constructor: { } constructor } creation
        && creation.Arguments.All(argument => argument.Value.ConstantValue.HasValue || argument.Value is IPropertyReferenceOperation { Property.IsStatic: true })
        && (FrameworkCalls.IsFramework(type) ? Holders.Contains(type.Name) : PlainConstructors.IsPlain(constructor, cancellationToken));

    // if (…) return x; that is no test of what the caller has given.
    internal static bool Leaves(IOperation statement) => statement is IConditionalOperation { WhenFalse: null, WhenTrue: var branch, Condition: var condition }
        && Last(branch) is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break } && !IsTestOfArgument(condition);

    internal static IOperation? Last(IOperation? statement)
    {
        while (statement is IBlockOperation block)
            statement = block.Operations.LastOrDefault();
        return statement;
    }

    internal static bool IsTestOfArgument(IOperation condition) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.ConditionalAnd } both => IsTestOfArgument(both.LeftOperand) && IsTestOfArgument(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => IsNull(equal.RightOperand) && IsArgument(equal.LeftOperand),
        IIsPatternOperation pattern => IsArgument(pattern.Value) && pattern.Pattern is IConstantPatternOperation { Value: var value } && IsNull(value),
        IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" } call => call.Arguments.Any(argument => IsArgument(argument.Value)),
        _ => false,
    };

    private static bool IsArgument(IOperation value) => Collections.WithoutConversions(value) is IParameterReferenceOperation;

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };

    // handler?.Invoke(args), and nothing else with the object.
    private static bool IsForHandlers(IOperation statement, IReadOnlyList<IOperation> references) => references.Count == 1
        && statement is IExpressionStatementOperation { Operation: IConditionalAccessOperation { Operation.Type.TypeKind: TypeKind.Delegate, WhenNotNull: IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call } }
        && call.Arguments.Any(argument => ReferenceEquals(Collections.WithoutConversions(argument.Value), references[0]));

    /// <summary>True where the way that does without what the branch around a place uses only throws: each call that succeeds needs it.</summary>
    internal static bool FailsWithout(IConditionalOperation choice, IOperation use)
    {
        var other = choice.WhenTrue.Syntax.Span.Contains(use.Syntax.Span) ? choice.WhenFalse : choice.WhenTrue;
        if (other is not null)
            return IsThrow(Last(other));

        // if (ok) return Use(made); throw …
        var next = choice.Parent is IBlockOperation block ? block.Operations.SkipWhile(one => !ReferenceEquals(one, choice)).Skip(1).FirstOrDefault() : null;
        return IsThrow(next) && Last(choice.WhenTrue) is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation;
    }

    internal static bool IsThrow(IOperation? statement) => statement is IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    // A loop in the branch is no reason to make it there: it would be made as often.
    private static bool IsOneBranch(IConditionalOperation choice, IReadOnlyList<IOperation> references)
    {
        var branch = choice.WhenTrue.Syntax.Span.Contains(references[0].Syntax.Span) ? choice.WhenTrue : choice.WhenFalse;
        return branch is not null && !IsTestOfArgument(choice.Condition) && references.All(reference => branch.Syntax.Span.Contains(reference.Syntax.Span));
    }
}

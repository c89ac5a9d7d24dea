using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Whether an expression has the same value each time that a loop or query evaluates it, as far as the code shows.</summary>
internal static class Invariance
{
    // A method whose name starts so changes what it is called on, or moves on in it.
    private static readonly string[] Changing =
    [
        "Add", "Insert", "Remove", "Clear", "Set", "Push", "Pop", "Enqueue", "Dequeue", "Delete", "Update", "Append", "Prepend", "Write", "Read", "Move",
        "Next", "Try", "Sort", "Reverse", "Take", "Register", "Merge", "Fill", "Replace", "Load", "Reset", "UnionWith", "ExceptWith", "IntersectWith", "Swap",
        "Consume", "Advance", "Seek", "Parse", "Increment", "Decrement", "Create", "New", "Wait", "Process", "Apply", "Resolve", "Save", "Shift", "Trim",
    ];

    /// <summary>True where an expression reads nothing that <paramref name="region"/> declares, and leads to the same object each time.</summary>
    public static bool IsSameObject(IOperation expression, IOperation region)
    {
        foreach (var operation in expression.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IInvalidOperation:
                    return false;
                case ILocalReferenceOperation or IParameterReferenceOperation:
                    if (Collections.SymbolOf(operation) is not { } symbol || Collections.IsDeclaredIn(symbol, expression))
                        break;
                    if (IsDeclaredBy(symbol, region) || IsAssignedIn(CollectionPath.Of(symbol), region))
                        return false;
                    break;
                case IFieldReferenceOperation { Field.IsConst: false } or IPropertyReferenceOperation { Arguments.IsEmpty: true }:
                    if (CollectionPath.Of(operation) is { } path && IsAssignedIn(path, region))
                        return false;
                    break;
                case IConditionalAccessInstanceOperation when ReceiverOf(operation, expression) is { } receiver && !IsSameObject(receiver, region):
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    // type?.GetProperty(name): what stands before the question mark is no part of the call's own operation.
    private static IOperation? ReceiverOf(IOperation placeholder, IOperation expression)
    {
        IOperation child = placeholder;
        for (var parent = placeholder.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, child))
                return expression.Syntax.Span.Contains(access.Syntax.Span) ? null : access.Operation;
        }

        return null;
    }

    /// <summary>True where, moreover, nothing in <paramref name="region"/> seems to change what the expression reads.</summary>
    public static bool Holds(IOperation expression, IOperation region)
    {
        if (!IsSameObject(expression, region))
            return false;
        var paths = new List<CollectionPath>();
        foreach (var operation in expression.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call && !Sequences.IsLinq(call.TargetMethod) && !FrameworkCalls.IsFramework(call.TargetMethod.ContainingType)
                && IsChanging(call.TargetMethod.Name))
            {
                return false;
            }

            if (operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Field.IsConst: false } or IPropertyReferenceOperation
                && CollectionPath.Of(operation) is { } path && !Collections.IsDeclaredIn(path.Root, expression))
            {
                paths.Add(path);
            }
        }

        var isOfThis = paths.Any(path => path.Root is IFieldSymbol or IPropertySymbol) || ReadsThis(expression);
        var asksThis = expression.DescendantsAndSelf().Any(operation => operation is IInvocationOperation { Instance: IInstanceReferenceOperation }
            || (operation is IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } && CostlyMember.Is(property)));
        foreach (var operation in CodeOrder.EffectsIn(region))
        {
            if (expression.Syntax.Span.Contains(operation.Syntax.Span))
                continue;
            switch (operation)
            {
                case IAssignmentOperation { Target: var target } when asksThis && IsOfThis(target):
                    return false;
                case IInvocationOperation { Instance: { } list, TargetMethod.Name: var name } when asksThis && Collections.IsMutator(name) && IsOfThis(list):
                    return false;
                case IAssignmentOperation { Target: var target } when paths.Any(path => Touches(path, target)):
                    return false;
                case IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var own } when isOfThis
                    && (own.ReturnsVoid || IsChanging(own.Name)):
                    return false;
                case IInvocationOperation { Instance: { } instance, TargetMethod: var method } when !Sequences.IsLinq(method)
                    && (IsChanging(method.Name) || (method.ReturnsVoid && !FrameworkCalls.IsFramework(method.ContainingType)))
                    && !PureCalls.IsImmutable(method.ContainingType) && paths.Any(path => Touches(path, instance)):
                    return false;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var receiver } } argument
                    when (IsChanging(receiver.Name) || receiver.ReturnsVoid) && !FrameworkCalls.IsFramework(receiver.ContainingType)
                    && paths.Any(path => path.Is(CollectionPath.Of(argument.Value)) && !PureCalls.IsImmutable(argument.Value.Type)):
                    return false;
                default:
                    break;
            }
        }

        return paths.All(path => !Collections.IsChangedIn(path, region));
    }

    /// <summary>True where an expression reads something that is another one each time.</summary>
    public static bool Varies(IOperation expression, IOperation region) => expression.DescendantsAndSelf().Any(operation => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => Collections.SymbolOf(operation) is { } symbol
            && (IsDeclaredBy(symbol, region) || Collections.IsChangedIn(symbol, region)),
        IFieldReferenceOperation or IPropertyReferenceOperation => CollectionPath.Of(operation) is { } path && IsAssignedIn(path, region),
        _ => false,
    });

    /// <summary>True where a name says that a method changes its object.</summary>
    public static bool IsChanging(string name) => Changing.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    // Also the locals and parameters of a local function that the region calls.
    private static bool IsDeclaredBy(ISymbol symbol, IOperation region) => Collections.IsDeclaredIn(symbol, region)
        || (symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.LambdaMethod } function
            && function.DeclaringSyntaxReferences.Any(reference => !reference.Span.Contains(region.Syntax.Span)));

    private static bool IsAssignedIn(CollectionPath path, IOperation region)
    {
        foreach (var operation in CodeOrder.WritesOf(path.Root, region))
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                _ => null,
            };
            if (target is ITupleOperation tuple ? tuple.Elements.Any(element => path.StartsWith(CollectionPath.Of(element))) : target is not null && path.StartsWith(CollectionPath.Of(target)))
                return true;
        }

        return false;
    }

    private static bool Touches(CollectionPath path, IOperation target)
    {
        var written = Collections.WrittenPlace(target);
        var other = written switch
        {
            IArrayElementReferenceOperation element => CollectionPath.Of(element.ArrayReference),
            IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer => CollectionPath.Of(indexer.Instance),
            _ => CollectionPath.Of(written),
        };
        return path.StartsWith(other) || other?.StartsWith(path) == true;
    }

    private static bool IsOfThis(IOperation operation) => CollectionPath.Of(Collections.WrittenPlace(operation)) is { Root: IFieldSymbol or IPropertySymbol };

    private static bool ReadsThis(IOperation expression) => expression.DescendantsAndSelf().Any(operation => operation is IInstanceReferenceOperation);
}

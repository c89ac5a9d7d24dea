using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// The operations of a member in the order of the code, and which of them write and jump. Of loops inside loops is asked again and
/// again what they write and where they are left: where each question walks the loop, the cost is the fourth power of the depth.
/// </summary>
internal sealed class CodeOrder
{
    private static readonly ConditionalWeakTable<IOperation, CodeOrder> Instances = new();

    private readonly Dictionary<ISymbol, PlacesInCode> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, PlacesInCode> _branches = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, PlacesInCode> _localCalls = new(SymbolEqualityComparer.Default);
    private readonly PlacesInCode _gotos = new();
    private readonly PlacesInCode _exits = new();
    private readonly PlacesInCode _effects = new();

    private CodeOrder(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
            Add(operation);
    }

    /// <summary>The operations in <paramref name="code"/> that may write <paramref name="root"/>, or what is reached from it.</summary>
    public static IEnumerable<IOperation> WritesOf(ISymbol root, IOperation code) => Of(code)._writes.TryGetValue(root, out var writes) ? writes.In(code) : [];

    /// <summary>The assignments, calls, and arguments of calls in <paramref name="code"/>.</summary>
    public static IEnumerable<IOperation> EffectsIn(IOperation code) => Of(code)._effects.In(code);

    /// <summary>The calls of a local function in its member.</summary>
    public static IEnumerable<IOperation> CallsOf(ILocalFunctionOperation function) =>
        Of(function)._localCalls.TryGetValue(function.Symbol, out var calls) ? calls.All : [];

    /// <summary>True where <paramref name="code"/> jumps to a label, or to one that somebody wrote.</summary>
    public static bool MayJumpTo(ILabelSymbol label, IOperation code)
    {
        var order = Of(code);
        return order._gotos.AnyIn(code) || order.BranchesTo(label, code);
    }

    /// <summary>True where a loop may end before its condition says so.</summary>
    public static bool MayLeave(ILoopOperation loop)
    {
        var order = Of(loop);
        return order._exits.AnyIn(loop) || order.BranchesTo(loop.ExitLabel, loop);
    }

    private static CodeOrder Of(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return Instances.GetValue(operation, static root => new CodeOrder(root));
    }

    private bool BranchesTo(ILabelSymbol label, IOperation code) => _branches.TryGetValue(label, out var branches) && branches.AnyIn(code);

    private void Add(IOperation operation)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                _effects.Add(operation);
                AddTarget(assignment.Target, operation);
                break;
            case IIncrementOrDecrementOperation increment:
                AddTarget(increment.Target, operation);
                break;
            case IArgumentOperation argument:
                if (argument.Parent is IInvocationOperation)
                    _effects.Add(operation);
                if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
                    AddTarget(argument.Value, operation);
                break;
            case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } reference when reference.GetVariableInitializer() is { } initializer:
                AddTarget(initializer.Value, operation);
                break;
            case IInvocationOperation call:
                _effects.Add(operation);
                foreach (var place in Collections.MayWriteInto(call))
                    AddPlace(place, operation);
                if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
                    Add(_localCalls, call.TargetMethod.OriginalDefinition, operation);
                break;
            case IMethodReferenceOperation { Instance: { } instance }:
                AddPlace(instance, operation);
                break;
            case IBranchOperation branch:
                if (branch.BranchKind == BranchKind.GoTo)
                    _gotos.Add(operation);
                Add(_branches, branch.Target, operation);
                break;
            case IReturnOperation or IThrowOperation:
                _exits.Add(operation);
                break;
            default:
                break;
        }
    }

    private void AddTarget(IOperation target, IOperation operation)
    {
        AddPlace(target, operation);
        switch (Collections.WrittenPlace(target))
        {
            case IArrayElementReferenceOperation element:
                AddPlace(element.ArrayReference, operation);
                break;
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer:
                AddPlace(indexer.Instance, operation);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    AddTarget(element, operation);
                break;
            default:
                break;
        }
    }

    private void AddPlace(IOperation? place, IOperation operation)
    {
        if (CollectionPath.Of(place) is { } path)
            Add(_writes, path.Root, operation);
    }

    private static void Add(Dictionary<ISymbol, PlacesInCode> lists, ISymbol key, IOperation operation)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = new PlacesInCode());
        list.Add(operation);
    }
}

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

    private readonly List<IOperation> _operations = [];
    private readonly List<int> _ends = [];
    private readonly Dictionary<IOperation, int> _positions = [];
    private readonly Dictionary<ISymbol, List<int>> _writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<int>> _branches = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<int>> _localCalls = new(SymbolEqualityComparer.Default);
    private readonly List<int> _gotos = [];
    private readonly List<int> _exits = [];
    private readonly List<int> _effects = [];

    private CodeOrder(IOperation root)
    {
        var open = new Stack<int>();
        foreach (var operation in root.DescendantsAndSelf())
        {
            while (open.Count > 0 && !ReferenceEquals(_operations[open.Peek()], operation.Parent))
                _ends[open.Pop()] = _operations.Count;
            var position = _operations.Count;
            _operations.Add(operation);
            _ends.Add(0);
            _positions[operation] = position;
            open.Push(position);
            Add(operation, position);
        }

        foreach (var position in open)
            _ends[position] = _operations.Count;
    }

    /// <summary>The operations in <paramref name="code"/> that may write <paramref name="root"/>, or what is reached from it.</summary>
    public static IEnumerable<IOperation> WritesOf(ISymbol root, IOperation code)
    {
        var order = Of(code);
        return order._writes.TryGetValue(root, out var writes) ? order.Within(writes, code) : [];
    }

    /// <summary>The assignments, calls, and arguments of calls in <paramref name="code"/>.</summary>
    public static IEnumerable<IOperation> EffectsIn(IOperation code)
    {
        var order = Of(code);
        return order.Within(order._effects, code);
    }

    /// <summary>The calls of a local function in its member.</summary>
    public static IEnumerable<IOperation> CallsOf(ILocalFunctionOperation function)
    {
        var order = Of(function);
        return order._localCalls.TryGetValue(function.Symbol, out var calls) ? calls.Select(position => order._operations[position]) : [];
    }

    /// <summary>True where <paramref name="code"/> jumps to a label, or to one that somebody wrote.</summary>
    public static bool MayJumpTo(ILabelSymbol label, IOperation code)
    {
        var order = Of(code);
        return order.Within(order._gotos, code).Any() || order.BranchesTo(label, code);
    }

    /// <summary>True where a loop may end before its condition says so.</summary>
    public static bool MayLeave(ILoopOperation loop)
    {
        var order = Of(loop);
        return order.Within(order._exits, loop).Any() || order.BranchesTo(loop.ExitLabel, loop);
    }

    private static CodeOrder Of(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return Instances.GetValue(operation, static root => new CodeOrder(root));
    }

    private bool BranchesTo(ILabelSymbol label, IOperation code) => _branches.TryGetValue(label, out var branches) && Within(branches, code).Any();

    private IEnumerable<IOperation> Within(List<int> positions, IOperation code)
    {
        var start = _positions[code];
        var end = _ends[start];
        var first = positions.BinarySearch(start);
        for (var i = first < 0 ? ~first : first; i < positions.Count && positions[i] < end; i++)
            yield return _operations[positions[i]];
    }

    private void Add(IOperation operation, int position)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                _effects.Add(position);
                AddTarget(assignment.Target, position);
                break;
            case IIncrementOrDecrementOperation increment:
                AddTarget(increment.Target, position);
                break;
            case IArgumentOperation argument:
                if (argument.Parent is IInvocationOperation)
                    _effects.Add(position);
                if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
                    AddTarget(argument.Value, position);
                break;
            case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } reference when reference.GetVariableInitializer() is { } initializer:
                AddTarget(initializer.Value, position);
                break;
            case IInvocationOperation call:
                _effects.Add(position);
                Collections.WritesInto(call, place =>
                {
                    AddPlace(place, position);
                    return false;
                });
                if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
                    Add(_localCalls, call.TargetMethod.OriginalDefinition, position);
                break;
            case IMethodReferenceOperation { Instance: { } instance }:
                AddPlace(instance, position);
                break;
            case IBranchOperation branch:
                if (branch.BranchKind == BranchKind.GoTo)
                    _gotos.Add(position);
                Add(_branches, branch.Target, position);
                break;
            case IReturnOperation or IThrowOperation:
                _exits.Add(position);
                break;
            default:
                break;
        }
    }

    private void AddTarget(IOperation target, int position)
    {
        AddPlace(target, position);
        switch (Collections.WrittenPlace(target))
        {
            case IArrayElementReferenceOperation element:
                AddPlace(element.ArrayReference, position);
                break;
            case IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer:
                AddPlace(indexer.Instance, position);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    AddTarget(element, position);
                break;
            default:
                break;
        }
    }

    private void AddPlace(IOperation? place, int position)
    {
        if (CollectionPath.Of(place) is { } path)
            Add(_writes, path.Root, position);
    }

    private static void Add(Dictionary<ISymbol, List<int>> lists, ISymbol key, int position)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        if (list.Count == 0 || list[list.Count - 1] != position)
            list.Add(position);
    }
}

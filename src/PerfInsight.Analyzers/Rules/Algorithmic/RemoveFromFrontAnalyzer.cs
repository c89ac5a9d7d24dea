using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2004: elements are taken from, or put at, the front of a list, which moves all others.</summary>
public sealed class RemoveFromFrontAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly string[] Moves = ["System.Buffer.Memmove*", "System.Buffer.BulkMoveWithWriteBarrier*", "System.Array.Copy*", "System.SpanHelpers.Memmove"];

    private static readonly string[] Others = ["Linked", "Queue", "Deque", "Ring", "Circular", "Set", "Dictionary", "Map", "Tree", "Heap"];

    // A cache line or eight.
    private const int MaxWindow = 64;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.RemoveFromFront,
        "List moves all elements to add or remove one",
        "'{1}' moves the elements behind it {2}; it {0}: {3}",
        "A list has its elements in a row: to insert or remove one in front moves all others. A Queue or LinkedList does not, RemoveAll moves each "
        + "element once, an index moves none.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var call in member.Invocations())
        {
            if (call is not { Instance: { } instance } || RemedyOf(call) is not { } remedy || !(IsList(instance.Type) || IsOwnList(instance.Type))
                || RepeatedCode.IsExceptional(call))
            {
                continue;
            }

            var list = Sequences.Received(instance);
            if (list is null || WhereOf(call, list, member) is not { } where)
                continue;
            var proof = Proof.Callee(SampleKind.Cpu, ["System.Collections.Generic.List`1." + call.TargetMethod.Name, CalleeName.Of(call.TargetMethod), .. Moves]);
            if (member.Assess(call.Syntax, proof) is { } assessment && (assessment.Confidence == Confidence.Confirmed || !NeedsProof(call, list, member)))
                member.Report(call.Syntax, assessment, CodeText.Of(call.Syntax), where, remedy);
        }
    }

    // Who registers or unregisters does so once for each object: that the list is long, only the profile can tell. Who asks whether it was there means a set.
    // What an iteration awaits takes longer than to move what is in memory, and a window that a constant bounds has little to move.
    private static bool NeedsProof(IInvocationOperation call, IOperation list, HotMember member)
    {
        if (RepeatedCode.Around(call).FirstOrDefault() is not { } region)
            return call.TargetMethod.Name is "Insert" or "InsertRange" or "Remove" && Uses.ParentOf(call) is IExpressionStatementOperation;
        return region is ILoopOperation loop && (IsAwaiting(loop) || IsShortWindow(loop, list, member));
    }

    private static bool IsAwaiting(ILoopOperation loop) => loop is IForEachLoopOperation { IsAsynchronous: true } || HeldLock.Now(loop.Body).Any(operation => operation is IAwaitOperation);

    // _last.Add(x); while (_last.Count > 30) _last.RemoveAt(0); or also where the first is too old.
    private static bool IsShortWindow(ILoopOperation loop, IOperation list, HotMember member) => loop is IWhileLoopOperation { Condition: { } condition } && CollectionPath.Of(list) is { } path
        && condition.DescendantsAndSelf().Any(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual, RightOperand.ConstantValue: { HasValue: true, Value: int limit } } comparison
            && limit is > 1 and <= MaxWindow
            && comparison.LeftOperand is IPropertyReferenceOperation { Property.Name: "Count", Instance: { } counted } && path.Is(CollectionPath.Of(counted))
            && comparison.Parent is not IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd })
        && member.Operations().Any(operation => Collections.IsGrowth(operation, path) && operation is IInvocationOperation { TargetMethod.Name: "Add" } && !RepeatedCode.Around(operation).Any());

    private static string? WhereOf(IInvocationOperation call, IOperation list, HotMember member)
    {
        if (RepeatedCode.Around(call).FirstOrDefault() is { } region)
            return Invariance.IsSameObject(list, region) ? "in each iteration" : null;
        return CollectionPath.Of(list) is { Root: IFieldSymbol or IPropertySymbol } && IsList(list.Type)
            && member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
                ? "at each call"
                : null;
    }

    private static string? RemedyOf(IInvocationOperation call)
    {
        var first = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        var isLoop = RepeatedCode.Around(call).Any();
        return call.TargetMethod.Name switch
        {
            "RemoveAt" when IsZero(first) => "use a Queue, or an index that moves on",
            "RemoveAt" when isLoop && !IsLast(first) => "collect what stays, or use RemoveAll",
            "RemoveRange" when IsZero(first) => "keep an index of the first element, or use a Queue",
            "Insert" when IsZero(first) => "add at the end and reverse once, or use a Stack or LinkedList",
            "InsertRange" when IsZero(first) => "add at the end, or build the list once",
            "Remove" when isLoop || !IsTested(call) => "use a HashSet, a LinkedList or RemoveAll",
            _ => null,
        };
    }

    private static bool IsTested(IInvocationOperation call) => call.Parent is IReturnOperation;

    private static bool IsZero(IOperation? index) => index?.ConstantValue is { HasValue: true, Value: 0 };

    private static bool IsLast(IOperation? index) => Collections.WithoutConversions(index) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, LeftOperand: IPropertyReferenceOperation { Property.Name: "Count" } } => true,
        ILocalReferenceOperation local => OwnedLocals.InitializerOf(local.Local, local) is IBinaryOperation { LeftOperand: IPropertyReferenceOperation { Property.Name: "Count" } }
            && !Uses.IsReassigned(local.Local, local),
        _ => false,
    };

    private static bool IsList(ITypeSymbol? type) => type is INamedTypeSymbol named && FrameworkCalls.IsFramework(named)
        && named.Name is "List" or "IList" or "Collection" or "ObservableCollection" or "ArrayList";

    // Lists of the project's own, which are arrays inside; those that are something else are called so.
    private static bool IsOwnList(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && !FrameworkCalls.IsFramework(type) && !Sequences.IsHashed(type)
        && type.AllInterfaces.Any(one => one is { Name: "IList" } && FrameworkCalls.IsFramework(one)) && !Others.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A text that a member puts together before it knows whether it needs one: <c>var where = $"{path}/ref"; … if (bad) Report(where);</c>.</summary>
internal static class EarlyText
{
    /// <summary>The text that an operation makes too early; null for others, and where each way uses it.</summary>
    public static EarlyObject? Of(IOperation operation)
    {
        if (!IsPutTogether(operation)
            || Uses.ParentOf(operation) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local, Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IBlockOperation block } } } })
        {
            return null;
        }

        var references = Functions.ReferencesTo(local, operation);
        var branches = new List<(IOperation Choice, IOperation Branch)>();
        foreach (var reference in references)
        {
            if (OwnedLocals.IsWritten(reference) || !ReferenceEquals(Functions.Around(reference), Functions.Around(operation)) || BranchOf(reference, block) is not { } branch)
                return null;
            branches.Add(branch);
        }

        // Where one way or the other of a choice uses it, each call does.
        if (branches.Count == 0 || branches.GroupBy(one => one.Choice).Any(choice => IsUsedByEach(choice.Key, choice.Select(one => one.Branch).Distinct().ToList())))
            return null;
        return branches.Select(one => one.Branch).Distinct().Count() == 1
            ? new EarlyObject("before the test, and only one branch uses it", "make it in that branch")
            : new EarlyObject("before the tests, and only some branches use it", "make it where it is used");
    }

    // Of values that are still the same when the branch is reached, as far as this can be seen.
    private static bool IsPutTogether(IOperation operation) => operation switch
    {
        IInterpolatedStringOperation { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String } => true,
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", IsStatic: true, ContainingType.SpecialType: SpecialType.System_String } } => true,
        _ => false,
    } && operation.DescendantsAndSelf().All(part => part switch
    {
        IInvocationOperation { TargetMethod: var method } => method.ContainingType.SpecialType == SpecialType.System_String || method is { Name: "ToString", Parameters.IsEmpty: true } || method.ContainingType is { Name: "Path" },
        IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IAnonymousFunctionOperation => false,
        _ => true,
    });

    // The outermost choice of which only one way leads to the use; a loop would make it again and again there.
    private static (IOperation Choice, IOperation Branch)? BranchOf(IOperation reference, IBlockOperation block)
    {
        (IOperation, IOperation)? found = null;
        IOperation child = reference;
        for (var parent = reference.Parent; parent is not null && !ReferenceEquals(parent, block); child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case ILoopOperation or ILockOperation:
                    return null;
                case IConditionalOperation choice when !ReferenceEquals(choice.Condition, child):
                case ICatchClauseOperation:
                    found = (parent, child);
                    break;
                case ISwitchOperation choice when !ReferenceEquals(choice.Value, child):
                    found = (parent, child);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    // Where the ways of a choice that do without it do not succeed, each call that does needs it.
    private static bool IsUsedByEach(IOperation choice, List<IOperation> branches) => choice switch
    {
        IConditionalOperation both => branches.Count > 1 || EarlyObject.FailsWithout(both, branches[0]),
        ISwitchOperation { Cases: var cases } => cases.Any(one => one.Clauses.Any(clause => clause.CaseKind == CaseKind.Default))
            && cases.All(one => branches.Contains(one) || EarlyObject.IsThrow(EarlyObject.Last(one.Body.LastOrDefault()))),
        _ => false,
    };
}

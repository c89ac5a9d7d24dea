using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// A method of the same file that sends one query, and that a loop calls for each item: <c>foreach (var order in orders)
/// order.Lines = LinesOf(order.Id);</c>. One call deep.
/// </summary>
internal static class QueryBehindCall
{
    // What queries are sent by; most methods are told by their text that they send none.
    private static readonly string[] Sends = ["Execute", "Query", "SaveChanges", "Find", "First", "Single", "Any", "Count", "ToList", "ToArray", "Sum", "Max", "Load", "String", "Hash", "Key", "Send", "Download", "Upload", "GetResponse"];

    /// <summary>What serves instead of the query; null where the method sends none, or asks first what it knows already.</summary>
    public static string? RemedyOf(IInvocationOperation call, ILoopOperation loop, HotMember member, Func<IInvocationOperation, string?> remedyOf) =>
        RemedyOf(call, value => LoopSteps.IsOfItem(value, loop), loop, member, remedyOf);

    /// <summary>The same for the lambda of a query that comes to each item: <c>orders.Where(order =&gt; IsOpen(order.Id)).ToList()</c>.</summary>
    public static string? RemedyOfQuery(IInvocationOperation call, HotMember member, Func<IInvocationOperation, string?> remedyOf) =>
        call.Instance is null or IInstanceReferenceOperation && call.TargetMethod.MethodKind == MethodKind.Ordinary
        && Loops.PerElementCall(call) is { TargetMethod: { Name: "Select" or "SelectMany" or "Where" or "ForEach" or "ToDictionary" or "ToLookup" or "Count" or "Sum" or "OrderBy" or "GroupBy", ContainingType.Name: not "Parallel" } } query && !EndsAtFirst(query)
        && Functions.Around(call) is IAnonymousFunctionOperation lambda
            ? RemedyOf(call, value => LoopSteps.IsOfItem(value, lambda), null, member, remedyOf)
            : null;

    // .Select(id => Load(id)).First(): the others are not asked for.
    private static bool EndsAtFirst(IOperation query)
    {
        for (var parent = query.Parent; parent is IArgumentOperation or IConversionOperation or IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" }; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "First" or "FirstOrDefault" or "Any" or "All" or "Take" or "TakeWhile" or "Contains" or "ElementAt" })
                return true;
        }

        return false;
    }

    private static string? RemedyOf(IInvocationOperation call, Func<IOperation, bool> isOfItem, ILoopOperation? loop, HotMember member, Func<IInvocationOperation, string?> remedyOf)
    {
        if (call is not { Instance: null or IInstanceReferenceOperation, TargetMethod: { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false } method }
            || method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != member.SemanticModel.SyntaxTree
            || reference.GetSyntax(member.CancellationToken) is not MethodDeclarationSyntax declaration || declaration.Span.Contains(call.Syntax.Span)
            || !call.Arguments.Any(argument => isOfItem(argument.Value))
            || !declaration.DescendantNodes().Any(node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && Array.Exists(Sends, start => name.StartsWith(start, StringComparison.Ordinal)))
            || loop?.Body.Descendants().Any(operation => operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break }) == true
            || member.SemanticModel.OperationOf(declaration, member.CancellationToken) is not { } body)
        {
            return null;
        }

        string? remedy = null;
        foreach (var operation in body.Descendants())
        {
            if (operation is not IInvocationOperation inner)
                continue;
            if (inner.TargetMethod.Name is "TryGetValue" or "ContainsKey" or "GetOrAdd" || inner.TargetMethod.Name.IndexOf("Cache", StringComparison.Ordinal) >= 0)
                return null;
            if (remedy is null && !RarePaths.IsRare(inner) && !IsConditional(inner) && !Loops.Around(inner).Any())
                remedy = remedyOf(inner);
        }

        return remedy;
    }

    private static bool IsConditional(IOperation operation)
    {
        for (IOperation? child = operation, parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation choice && !ReferenceEquals(choice.Condition, child) || parent is ICoalesceOperation or ICoalesceAssignmentOperation or ISwitchOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }
}

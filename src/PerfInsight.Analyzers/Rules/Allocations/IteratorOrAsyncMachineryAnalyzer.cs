using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1018: an iterator or async method where a plain one serves.</summary>
public sealed class IteratorOrAsyncMachineryAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.IteratorOrAsyncMachinery,
        "State machine where a plain method serves",
        "'{1}' {2}, which {0}: {3}",
        "An iterator and an async method are objects with a state, made anew in each call. A method that only hands on what another one "
        + "gives, or gives one element, needs none.");

    private protected override void Analyze(HotMember member)
    {
        var method = member.Symbol;
        if (RareCode.IsRareMember(method))
            return;
        AnalyzeLambdas(member);
        if (method.IsAsync)
            AnalyzeAsync(member, method);
        else if (method.ReturnType is INamedTypeSymbol { Name: "IEnumerable" })
            AnalyzeIterator(member, method);
    }

    private void AnalyzeAsync(HotMember member, IMethodSymbol method)
    {
        var operations = member.Operations();
        var body = AsyncBody.Of(operations);
        if (body.Waits.Count != 1 || body.Waits[0] is not IAwaitOperation wait || body.Returns.Count > 1 || !IsTail(wait) || !IsSameTask(wait.Operation, method.ReturnType))
            return;
        foreach (var operation in operations)
        {
            if (operation is ITryOperation or IUsingOperation or IUsingDeclarationOperation or ILockOperation or IReturnOperation { ReturnedValue: null } && !AsyncBody.IsInFunction(operation))
                return;
        }

        if (member.Assess(wait.Syntax, Proof.AllocatedType("System.Runtime.CompilerServices.AsyncTaskMethodBuilder*", CalleeName.OfType(method.ContainingType.OriginalDefinition) + "+<" + method.Name + ">d__*")) is { } assessment)
            member.Report(wait.Syntax, assessment, method.Name, "only waits for another task and hands its result on", "return that task, without async and await");
    }

    // async () => await X() is a state machine around X().
    private static void AnalyzeLambdas(HotMember member)
    {
        foreach (var function in member.Operations<IAnonymousFunctionOperation>())
        {
            if (function is { Symbol: { IsAsync: true } lambda, Body.Operations: { Length: 1 or 2 } body } && TailOf(body[0]) is { } wait
                && (body.Length == 1 || body[1].IsImplicit) && IsSameTask(wait.Operation, lambda.ReturnType) && !RareCode.IsRare(function)
                && member.Assess(wait.Syntax, Proof.AllocatedType("System.Runtime.CompilerServices.AsyncTaskMethodBuilder*")) is { } assessment)
            {
                member.Report(wait.Syntax, assessment, CodeText.Of(function.Syntax), "only waits for another task and hands its result on", "return that task, without async and await");
            }
        }
    }

    private static IAwaitOperation? TailOf(IOperation statement) => statement switch
    {
        IReturnOperation { ReturnedValue: { } value } => Collections.WithoutConversions(value) as IAwaitOperation,
        IExpressionStatementOperation { Operation: IAwaitOperation wait } => wait,
        _ => null,
    };

    private void AnalyzeIterator(HotMember member, IMethodSymbol method)
    {
        var yields = new List<IReturnOperation>();
        foreach (var result in member.Operations<IReturnOperation>())
        {
            if (result is { Kind: OperationKind.YieldReturn, ReturnedValue: not null } && !AsyncBody.IsInFunction(result))
                yields.Add(result);
        }

        if (yields.Count == 0)
            return;
        var proof = Proof.AllocatedType(CalleeName.OfType(method.ContainingType.OriginalDefinition) + "+<" + method.Name + ">d__*");
        foreach (var result in yields)
        {
            if (HandedOn(result) is { } loop && Collections.WithoutConversions(loop.Collection) is { } collection)
            {
                var (what, remedy) = IsCallOf(collection, method) ? ("makes an iterator for each level of its recursion, and hands each element up through all of them", "keep a stack, or add to a list that is passed down")
                    : yields.Count == 1 && IsWhole(loop) && collection.Type is not null && member.Compilation.ClassifyCommonConversion(collection.Type, method.ReturnType).IsImplicit ? ("only hands another sequence on", "return that sequence") : default;
                if (what is not null)
                    Tell(loop.Collection.Syntax, what, remedy);
            }
        }

        if (yields.All(result => result.ReturnedValue!.ConstantValue.HasValue && result.Parent is IBlockOperation { Parent: null or IMethodBodyBaseOperation }))
            Tell(yields[0].Syntax, "yields the same elements in each call", "return an array that is kept in a static readonly field");
        else if (yields.Count == 1 && !Loops.Around(yields[0]).Any() && !RareCode.IsRare(yields[0]))
            Tell(yields[0].Syntax, "is an iterator for one element", "return an array of it");

        void Tell(SyntaxNode place, string what, string remedy)
        {
            if (member.Assess(place, proof) is { } assessment)
                member.Report(place, assessment, method.Name, what, remedy);
        }
    }

    // The loop whose only work is this yield of its variable.
    private static IForEachLoopOperation? HandedOn(IReturnOperation result)
    {
        var parent = result.Parent;
        if (parent is IBlockOperation { Operations.Length: 1 })
            parent = parent.Parent;
        return parent is IForEachLoopOperation { IsAsynchronous: false } loop
            && Collections.WithoutConversions(result.ReturnedValue) is ILocalReferenceOperation { Local: var local } && loop.Locals.Contains(local, SymbolEqualityComparer.Default)
            ? loop
            : null;
    }

    private static bool IsWhole(IForEachLoopOperation loop) => loop.Parent is IBlockOperation { Operations.Length: 1, Parent: null or IMethodBodyBaseOperation };

    private static bool IsCallOf(IOperation collection, IMethodSymbol method) =>
        collection is IInvocationOperation call
        && SymbolEqualityComparer.Default.Equals((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, method.OriginalDefinition);

    private static bool IsTail(IAwaitOperation wait)
    {
        IOperation? parent = wait.Parent;
        while (parent is IConversionOperation { IsImplicit: true, Type: var type } && SymbolEqualityComparer.Default.Equals(type, wait.Type))
            parent = parent.Parent;
        return parent switch
        {
            IReturnOperation { Parent: IBlockOperation { Parent: null or IMethodBodyBaseOperation } } => true,
            IExpressionStatementOperation { Parent: IBlockOperation { Parent: null or IMethodBodyBaseOperation } block } statement =>
                ReferenceEquals(block.Operations.LastOrDefault(operation => !operation.IsImplicit), statement),
            _ => false,
        };
    }

    private static bool IsSameTask(IOperation awaited, ITypeSymbol expected)
    {
        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task })
            awaited = task;
        return SymbolEqualityComparer.Default.Equals(awaited.Type, expected);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1015: a task is allocated for a result that is there already.</summary>
public sealed class CompletedTaskAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly Proof TaskProof = Proof.AllocatedType("System.Threading.Tasks.Task`1")
        .Or(Proof.Callee(SampleKind.AllocSpace, "System.Threading.Tasks.Task.FromResult", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1.SetResult"));

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.CompletedTask,
        "Task is allocated for a result that is there",
        "'{1}' {2}, which {0}: {3}",
        "A method that mostly has its result at once still allocates a Task<T> in each call. A ValueTask<T> or a cached task does not.");

    private protected override void Analyze(HotMember member)
    {
        var method = member.Symbol;
        if (RareCode.IsRareMember(method) || IsAnswer(method.ReturnType))
            return;
        if (method.IsAsync)
            AnalyzeAsync(member, method);
        else if (IsTask(method.ReturnType))
            AnalyzeFromResult(member, method);
        if (method is { IsAsync: false, ReturnType: { Name: "Task", ContainingNamespace.Name: "Tasks" } })
            AnalyzeSources(member);
    }

    // The answer to a request: what the framework does for it costs a hundred times what the task does, and what does not wait is most often the answer to a bad one.
    private static bool IsAnswer(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [{ Name: "ActionResult" or "IActionResult" or "IHttpActionResult" }] };

    // var source = new TaskCompletionSource<int>(); source.SetResult(1); return source.Task;
    private static void AnalyzeSources(HotMember member)
    {
        foreach (var creation in member.Operations<IObjectCreationOperation>())
        {
            if (creation is not { Type: { Name: "TaskCompletionSource", ContainingNamespace.Name: "Tasks" }, Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } }
                || AsyncBody.IsInFunction(creation) || Functions.ReferencesTo(local, creation) is not [{ Parent: IInvocationOperation { TargetMethod.Name: "SetResult" or "TrySetResult", Parent: IExpressionStatementOperation set } }, { Parent: IPropertyReferenceOperation { Property.Name: "Task" } task }]
                || Uses.ParentOf(task) is not IReturnOperation returned || !ReferenceEquals(set.Parent, returned.Parent) || AsyncBody.IsInFunction(set) || RareCode.IsRare(creation))
            {
                continue;
            }

            if (member.Assess(creation.Syntax, TaskProof) is { } assessment)
                member.Report(creation.Syntax, assessment, CodeText.Of(creation.Syntax), "makes a source and a task that is done when it is returned", "return Task.CompletedTask, Task.FromResult or a task that is kept");
        }
    }

    private void AnalyzeFromResult(HotMember member, IMethodSymbol method)
    {
        foreach (var call in member.Invocations())
        {
            if (call is not { TargetMethod: { Name: "FromResult", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } } }
                || call.Arguments.Length != 1 || !IsReturned(call) || RareCode.IsRare(call))
            {
                continue;
            }

            var value = Collections.WithoutConversions(call.Arguments[0].Value);
            var isFixed = value?.ConstantValue.HasValue == true || value is IDefaultValueOperation || (value is not null && IsEmptyOne(value));
            if (isFixed ? value!.ConstantValue.HasValue && CachesTasks(member.Compilation, value) || value is IDefaultValueOperation && KeepsTasks(member.Compilation) : Signatures.IsGiven(method) || (IsOfBool(method) && KeepsTasks(member.Compilation)))
                continue;
            if (member.Assess(call.Syntax, TaskProof) is { } assessment && (assessment.Confidence == Confidence.Confirmed || !IsMadeHere(value, call)))
            {
                member.Report(
                    call.Syntax, assessment, CodeText.Of(call.Syntax), "makes a task in each call",
                    isFixed ? "keep the task in a static readonly field" : $"return a {Name(method, member)}");
            }
        }
    }

    // What each call makes anew costs as much as the task, or more.
    private static bool IsMadeHere(IOperation? value, IOperation call) => value switch
    {
        IObjectCreationOperation { Type.IsReferenceType: true } => true,
        IInvocationOperation { TargetMethod: var method } => Sequences.IsLinq(method) && method.Name != "Empty",
        ILocalReferenceOperation { Local: var local } => OwnedLocals.InitializerOf(local, call) is { } made and not ILocalReferenceOperation && IsMadeHere(made, call),
        _ => false,
    };

    private void AnalyzeAsync(HotMember member, IMethodSymbol method)
    {
        // The builder of async methods keeps the two tasks of bools.
        if (!IsTask(method.ReturnType) || IsOfBool(method) || member.Declaration is not MethodDeclarationSyntax { ReturnType: { } place })
            return;
        var body = AsyncBody.Of(member.Operations());
        var what = body.Waits.Count == 0
            ? body.Returns.Any(result => !RareCode.IsRare(result)) ? "never waits, yet makes a task in each call" : null
            : body.Waits.All(body.IsAvoidable) || body.Returns.Any(result => IsFastPath(result, body.Waits[0])) ? "can return without waiting, yet makes a task in each call" : null;
        if (what is null || Signatures.IsGiven(method) || member.Assess(place, TaskProof) is not { } assessment)
            return;
        member.Report(place, assessment, method.Name, what, $"return a {Name(method, member)}");
    }

    private static bool IsReturned(IInvocationOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation)
            parent = parent.Parent;
        return parent is IReturnOperation && !AsyncBody.IsInFunction(call);
    }

    // A return before the first wait that is no check of the arguments: it has a result.
    private static bool IsFastPath(IReturnOperation result, IOperation firstWait) =>
        result.Syntax.Span.End <= firstWait.Syntax.SpanStart
        && Collections.WithoutConversions(result.ReturnedValue) is { ConstantValue.HasValue: false } value and not (IDefaultValueOperation or IAwaitOperation or IObjectCreationOperation)
        && !IsEmptyOne(value)
        && !RareCode.IsRare(result);

    private static bool IsEmptyOne(IOperation value) => value switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true } } or IPropertyReferenceOperation { Property.IsStatic: true } => true,
        IInvocationOperation { TargetMethod.Name: "Empty" } => true,
        _ => false,
    };

    // Since .NET 6 Task.FromResult keeps tasks of null, of bools and of small numbers.
    private static bool CachesTasks(Compilation compilation, IOperation value) =>
        KeepsTasks(compilation)
        && (value is IDefaultValueOperation || value.ConstantValue.Value is null or bool or 0 or 1 or -1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or '\0');

    private static bool KeepsTasks(Compilation compilation) => compilation.GetTypeByMetadataName("System.DateOnly") is not null;

    private static bool IsOfBool(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static bool IsTask(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task", TypeArguments.Length: 1, ContainingNamespace.Name: "Tasks" };

    private static string Name(IMethodSymbol method, HotMember member) =>
        "ValueTask<" + ((INamedTypeSymbol)method.ReturnType).TypeArguments[0].ToMinimalDisplayString(member.SemanticModel, member.Declaration.SpanStart) + ">";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4001: a thread waits for a task.</summary>
public sealed class BlockingOnAsyncAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BlockingOnAsync,
        "Thread waits for a task",
        "'{1}' blocks a thread until the task ends and {0}: {2}",
        "A thread that waits for a task does nothing else, and the pool must start another one to run the task's continuation.");

    private static readonly string[] Requests = ["Get", "Send", "Load", "Download", "Read", "Fetch", "Query", "Post", "Put", "Upload", "Search", "Find"];

    private static readonly Proof Waits = Proof.Callee(
        SampleKind.Blocked,
        "System.Threading.Tasks.Task.*", "System.Threading.Tasks.Task`1.*", "System.Threading.ManualResetEventSlim.Wait*",
        "System.Runtime.CompilerServices.TaskAwaiter*", "System.Runtime.CompilerServices.ConfiguredTaskAwaitable*", "Microsoft.VisualStudio.Threading.*");

    private static readonly OperationKinds LookedAt = new(OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.Invalid);

    private protected override void AnalyzeWaits(HotMember member)
    {
        if (RarePaths.IsOnce(member.Symbol) || IsForWaiting(member.Symbol) || IsSetUp(member.Symbol))
            return;
        IReadOnlyList<IOperation>? signs = null;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (Waited(operation) is not { } wait || IsWatched(operation) || FirstUse.Is(operation)
                || (wait.Task is { } task
                    && (Tasks.IsDone(task, signs ??= Tasks.SignsOfEnd(member.Operations())) || IsDisposal(task, operation, member) || IsOfCaller(task, operation, member))))
            {
                continue;
            }

            Report(member, operation, Waits, wait.Name, Remedy(member, operation, wait));
        }
    }

    // An awaiter, EndRead(IAsyncResult), Await(task): whoever calls them wants to wait, and what can change is there.
    private static bool IsForWaiting(IMethodSymbol method) => method.Name is "GetResult" or "Await" or "Wait" or "RunSync" or "WaitAndUnwrap" or "WaitAndUnwrapException" or "Unwrap"
        || method.ContainingType.Name.EndsWith("Awaiter", StringComparison.Ordinal)
        || (method.Name.StartsWith("End", StringComparison.Ordinal) && method.Parameters.Any(parameter => parameter.Type.Name == "IAsyncResult"));

    // Constructors, and what puts a program together before it runs: app.MapProxy().
    private static bool IsSetUp(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        || method.IsExtensionMethod && method.Parameters[0].Type.Name is "IEndpointRouteBuilder" or "IApplicationBuilder" or "IServiceCollection" or "IHostBuilder" or "IWebHostBuilder" or "IHost" or "WebApplication" or "WebApplicationBuilder";

    // while (!_stop) { if (task.Wait(500)) break; … } looks at something else in between.
    private static bool IsWatched(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitOne", Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }, ..] or [{ Type.Name: "TimeSpan" }, ..] } }
        && Loops.Around(operation).FirstOrDefault() is IWhileLoopOperation;

    // static void WaitWithThrow(this Task task): whoever has the task could await it.
    private static bool IsOfCaller(IOperation task, IOperation wait, HotMember member) =>
        task is IParameterReferenceOperation { Parameter: var parameter } && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member.Symbol) && parameter.Ordinal == 0 && !member.Symbol.IsAsync
        && Functions.Around(wait) is not (IAnonymousFunctionOperation or ILocalFunctionOperation);

    // Who must dispose synchronously of what can only be disposed of asynchronously has no other way.
    private static bool IsDisposal(IOperation task, IOperation wait, HotMember member) =>
        task is IInvocationOperation { TargetMethod.Name: "DisposeAsync" or "DisposeAsyncCore" } && !IsAsync(member, wait);

    private static bool IsAsync(HotMember member, IOperation operation) => Functions.Around(operation) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        ILocalFunctionOperation local => local.Symbol.IsAsync,
        _ => member.Symbol.IsAsync,
    };

    private static (string Name, IOperation? Task)? Waited(IOperation operation)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.Name: "Result", Instance: { } task } when Tasks.IsTask(task.Type):
                return (".Result", Tasks.Unwrapped(task));
            case IInvocationOperation { TargetMethod: { } method, Instance: { } waited } call:
                if (method.Name == "Wait" && Tasks.IsTask(waited.Type) && !call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: 0 }))
                    return (".Wait()", Tasks.Unwrapped(waited));
                if (method.Name == "WaitOne" && waited is IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle" })
                    return ("AsyncWaitHandle.WaitOne()", null);
                if (method.Name == "GetResult" && method.ContainingType?.Name is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter")
                    return ("GetAwaiter().GetResult()", Tasks.Unwrapped(waited));
                return method.ContainingType?.Name switch
                {
                    "JoinableTaskFactory" when method.Name == "Run" => ("JoinableTaskFactory.Run", null),
                    "JoinableTask" when method.Name == "Join" => ("JoinableTask.Join", null),
                    _ => null,
                };
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } call:
                if (Tasks.IsStatic(call, "WaitAll") || Tasks.IsStatic(call, "WaitAny"))
                    return ("Task." + method.Name, null);
                return method is { Name: "Run" or "RunSync" or "Await", ContainingType.Name: "AsyncContext" or "AsyncHelper" or "AsyncHelpers" or "AsyncUtil" or "AsyncPump" or "TaskUtil" or "TaskHelper" }
                    ? (method.ContainingType.Name + "." + method.Name, null)
                    : null;
            case IInvalidOperation:
                return Unbound(operation.Syntax);
            default:
                return null;
        }
    }

    // Where the code does not compile yet, the name tells what is waited for: DownloadAsync(…).Wait().
    private static (string Name, IOperation? Task)? Unbound(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: InvocationExpressionSyntax call } when IsNamedAsync(call) => (".Result", null),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: InvocationExpressionSyntax call } } when IsNamedAsync(call) => (".Wait()", null),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: IdentifierNameSyntax name } when IsOfRequest(name) => (".Result", null),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult", Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } } } } =>
            ("GetAwaiter().GetResult()", null),
        _ => null,
    };

    // var index = client.GetFile(url); … index.Result: what was asked for a moment ago.
    private static bool IsOfRequest(IdentifierNameSyntax name) => name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
        .FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } }
        && Requests.Any(start => method.StartsWith(start, StringComparison.Ordinal));

    private static bool IsNamedAsync(InvocationExpressionSyntax call) => (call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    }).EndsWith("Async", StringComparison.Ordinal);

    private static string Remedy(HotMember member, IOperation operation, (string Name, IOperation? Task) wait)
    {
        var instead = wait.Name switch
        {
            "Task.WaitAll" => "await Task.WhenAll",
            "Task.WaitAny" => "await Task.WhenAny",
            "AsyncWaitHandle.WaitOne()" => "await Task.Factory.FromAsync",
            _ => "await the task",
        };
        if (!IsAsync(member, operation) && !member.Symbol.ContainingType.GetMembers(member.Symbol.Name + "Async").IsEmpty)
            return "let its callers await " + member.Symbol.Name + "Async";
        return IsAsync(member, operation) ? instead : "make the member async and " + instead;
    }
}

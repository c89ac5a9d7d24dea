using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A delegate that is made on each pass.</summary>
/// <param name="Function">The lambda or method group.</param>
/// <param name="Delegate">The delegate's type.</param>
/// <param name="Captures">What it takes along.</param>
/// <param name="Use">What becomes of it.</param>
/// <param name="IsEarly">True where it is seldom made, but the closure that holds the member's arguments in each call.</param>
internal sealed record CapturingLambda(IOperation Function, ITypeSymbol Delegate, Captures Captures, FunctionUse Use, bool IsEarly)
{
    private static readonly Captures OnlyThis = new(true, []);
    private static readonly Captures Nothing = new(false, []);

    private static readonly HashSet<string> StateParameters = new(StringComparer.Ordinal)
    {
        "state", "arg", "args", "argument", "factoryArgument", "factoryArg", "factoryState", "context",
    };

    // Their own cost is far beyond that of a delegate, or they keep what they are given.
    private static readonly HashSet<string> Starters = new(StringComparer.Ordinal)
    {
        "Task", "TaskFactory", "Thread", "Parallel", "Timer", "Assert", "Dispatcher",
    };

    // Of members with such names a call or two is the rule.
    private static readonly string[] Makers = ["Init", "Configure", "Setup", "SetUp", "Register", "Subscribe", "Load", "Create", "Build", "Attach", "Bind", "Use", "With", "Connect"];

    private static readonly string[] Keepers = ["Register", "Subscribe", "Configure", "Setup", "Add", "Bind"];

    /// <summary>The delegate that an operation makes on each pass, null where it makes none or needs it.</summary>
    public static CapturingLambda? Of(IOperation operation, IMethodSymbol member)
    {
        if (operation is not (IAnonymousFunctionOperation or IMethodReferenceOperation) || operation.Parent is not IDelegateCreationOperation { Type: { } type })
            return null;
        var use = FunctionUse.Of(operation);
        if (RareCode.IsRare(operation))
            return OfRare(operation, member, type, use);
        return OfMade(operation, member, type, use)
            ?? (operation is IAnonymousFunctionOperation early && use.Kind == FunctionUseKind.Argument && !(use.Call is IInvocationOperation query && LinqChain.IsLinq(query.TargetMethod)) && EarlyClosure.Of(early, member, use.Call is IInvocationOperation { TargetMethod.ContainingType.Name: var starter } call && (Starters.Contains(starter) || call.Type?.Name is "Task" or "ValueTask")) is { } held ? new CapturingLambda(operation, type, held, use, IsEarly: true) : null);
    }

    private static CapturingLambda? OfMade(IOperation operation, IMethodSymbol member, ITypeSymbol type, FunctionUse use)
    {
        if ((use.Kind == FunctionUseKind.Stored && !IsHandlerOfOther(operation, member) && !IsStoredPerCall(operation, member)) || (use.Kind == FunctionUseKind.Argument && IsKeptBy(use.Call!) && !IsForNewObject(operation, use.Call!, member)))
            return null;
        var captures = operation switch
        {
            IAnonymousFunctionOperation lambda => Captures.Of(lambda),
            IMethodReferenceOperation group => OfGroup(group),
            _ => Nothing,
        };
        var isFresh = !captures.IsEmpty || (operation is IMethodReferenceOperation fresh && IsAllocatedThoughStatic(fresh));
        if (!isFresh || IsInsideOther(operation))
            return null;
        if (use is { Kind: FunctionUseKind.Argument, Call: IInvocationOperation taker } && StateOverload(taker) is null && KeptArgument.Is(ParameterFor(operation, taker)))
            return null;

        // A method that makes a function of its arguments is there for that.
        if (use.Kind == FunctionUseKind.Returned && (captures.Variables.Count > 0 || member.MethodKind == MethodKind.Constructor))
            return null;
        return new CapturingLambda(operation, type, captures, use, IsEarly: false);
    }

    // The closure for the arguments of the member is made when the member begins, whether the lambda is reached or not.
    private static CapturingLambda? OfRare(IOperation operation, IMethodSymbol member, ITypeSymbol type, FunctionUse use)
    {
        if (operation is not IAnonymousFunctionOperation lambda || member.IsAsync || AsyncBody.IsInFunction(operation) || RareCode.IsError(operation))
            return null;
        var captures = Captures.Of(lambda);
        return captures.Variables.Any(variable => EarlyClosure.IsOfWholeMember(variable, member))
            && member.MethodKind != MethodKind.Constructor
            ? new CapturingLambda(operation, type, captures, use, IsEarly: true)
            : null;
    }

    /// <summary>What to do instead.</summary>
    public string Remedy()
    {
        if (IsEarly)
            return "move this code into a method of its own, so that only a call that gets here makes the closure";
        if (Use.Call is IInvocationOperation call && StateOverload(call) is { } overload)
            return $"pass what it needs as '{overload}' of {call.TargetMethod.Name} to a static lambda";
        if (Captures.Variables.Count == 0)
            return "make the delegate once and keep it in a field";
        if (Use.Kind == FunctionUseKind.Called)
            return "make it a local function";
        return Use.Call is IInvocationOperation { TargetMethod: { } method } && (method.Name == "ForEach" || IsCollection(method.ContainingType))
            ? "write it as a loop"
            : "pass what it needs as an argument to a static lambda, or write the code in line";
    }

    private static Captures OfGroup(IMethodReferenceOperation group)
    {
        if (group.Method.MethodKind == MethodKind.LocalFunction)
            return Captures.LocalFunction(group.Method, group) is { } body ? Captures.Of(body) : Nothing;
        return group.Instance switch
        {
            null => Nothing,
            IInstanceReferenceOperation => OnlyThis,
            ILocalReferenceOperation local => new Captures(false, [local.Local]),
            IParameterReferenceOperation parameter => new Captures(false, [parameter.Parameter]),
            _ => OnlyThis,
        };
    }

    // Before C# 11 each conversion of a static method makes a delegate.
    private static bool IsAllocatedThoughStatic(IMethodReferenceOperation group) =>
        group is { Method: { IsStatic: true, MethodKind: MethodKind.Ordinary }, Syntax.SyntaxTree.Options: CSharpParseOptions options }
        && options.LanguageVersion is < LanguageVersion.CSharp11 and not LanguageVersion.Default;

    // The outermost is made on each pass; what it makes itself is a matter of whoever runs it, unless that is known: for each element.
    private static bool IsInsideOther(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation outer && !Captures.Of(outer).IsEmpty && RepeatedCode.RunnerOf(outer) is null)
                return true;
        }

        return false;
    }

    // Of a lambda in a local too: the first argument of the delegate's type takes it.
    private static IParameterSymbol? ParameterFor(IOperation function, IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Value.Syntax.Span.Contains(function.Syntax.Span))?.Parameter
        ?? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)?.Parameter;

    private static bool IsKeptBy(IOperation call)
    {
        if (call is not IInvocationOperation invocation)
            return call is not IObjectCreationOperation { Type.Name: "Lazy", Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "GetOrAdd" } } };
        var method = invocation.TargetMethod;
        if (LinqChain.IsLinq(method) || method.Name is "Sort" or "Add" or "Enqueue" or "Push" or "TryAdd" or "Insert" or "TryWrite")
            return true;
        if (StateOverload(invocation) is not null)
            return false;
        return Starters.Contains(method.ContainingType?.Name ?? "")
            || Keepers.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal) && (method.Name.Length == name.Length || char.IsUpper(method.Name[name.Length])));
    }

    // block.Done += OnDone: each object that comes by gets a delegate of its own to the same method of this one.
    private static bool IsHandlerOfOther(IOperation function, IMethodSymbol member) =>
        function is IMethodReferenceOperation { Instance: IInstanceReferenceOperation, Method.MethodKind: MethodKind.Ordinary, Parent: IDelegateCreationOperation { Parent: IEventAssignmentOperation { Adds: true } added } }
        && added.EventReference is IEventReferenceOperation { Instance: { } other } && (other is IParameterReferenceOperation || IsGivenLocal(other)) && member.MethodKind == MethodKind.Ordinary;

    // _factory = () => Make(name); each call leaves another delegate in the same field, for what it was called with.
    private static bool IsStoredPerCall(IOperation function, IMethodSymbol member) => member is { MethodKind: MethodKind.Ordinary or MethodKind.PropertySet } && !Makers.Any(name => member.Name.StartsWith(name, StringComparison.Ordinal))
        && function is IAnonymousFunctionOperation lambda && RareCode.UseOf(function) is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } }
        && Captures.Of(lambda).Variables.Any(variable => variable is IParameterSymbol);

    // if (block is Heading heading), foreach (var block in blocks)
    private static bool IsGivenLocal(IOperation value) => value is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declared] }
        && declared.GetSyntax() is SingleVariableDesignationSyntax or ForEachStatementSyntax;

    // new Response(IsExcluded, …): each object keeps a delegate of its own that is the same for all. What ends in a field is made once.
    private static bool IsForNewObject(IOperation function, IOperation call, IMethodSymbol member) =>
        (function is IMethodReferenceOperation { Instance: IInstanceReferenceOperation, Method.MethodKind: MethodKind.Ordinary }
            || (function is IAnonymousFunctionOperation lambda && Captures.Of(lambda) is { IsEmpty: false, Variables.Count: 0 }))
        && call is IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.IsEmpty: false } } creation
        && member.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
        && Uses.ParentOf(creation) is IVariableInitializerOperation or IReturnOperation
        && (Uses.ParentOf(creation) is IReturnOperation || Uses.Of(creation).All(use => use is not ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation }));

    private static bool IsCollection(INamedTypeSymbol? type) => type is { Name: "List" or "Array" or "ImmutableList" or "ImmutableArray" };

    // The parameter by which the method, or one of the same name, hands state to the delegate.
    private static string? StateOverload(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is not { } type || type.Name is "Parallel")
            return null;
        foreach (var candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (!candidate.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate))
                continue;
            foreach (var parameter in candidate.Parameters)
            {
                if (StateParameters.Contains(parameter.Name) && parameter.Type is ITypeParameterSymbol or { SpecialType: SpecialType.System_Object })
                    return parameter.Name;
            }
        }

        return null;
    }
}

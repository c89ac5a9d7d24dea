using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>What a call leaves behind in something that lives longer.</summary>
/// <param name="What">What happens, after the code.</param>
/// <param name="Remedy">What takes it back.</param>
internal sealed record LeftBehind(string What, string Remedy)
{
    private static readonly HashSet<string> Growing = new(StringComparer.Ordinal) { "List", "Queue", "Stack", "ConcurrentBag", "ConcurrentQueue", "ConcurrentStack", "LinkedList", "ArrayList", "HashSet" };

    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal) { "Add", "Enqueue", "Push", "AddLast", "AddFirst", "AddRange" };

    private static readonly string[] LongLived = ["Service", "Settings", "Options", "Configuration", "Registry", "Application", "Model", "Workspace", "Store", "Host", "Environment"];

    private static readonly HashSet<string> Takers = new(StringComparer.Ordinal)
    {
        "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveFirst", "RemoveLast", "RemoveWhere", "Clear", "Dequeue", "TryDequeue", "Pop", "TryPop", "TryTake", "ExceptWith", "IntersectWith",
    };

    /// <summary>What an operation leaves behind; null where it leaves nothing, or the code takes it back.</summary>
    public static LeftBehind? Of(IOperation operation, HotMember member) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "CreateLinkedTokenSource", ContainingType.Name: "CancellationTokenSource" } } linked when HasLongLived(linked) && IsDropped(linked) =>
            new LeftBehind("registers with the tokens it is linked to, and is never disposed of", "dispose of the source: 'using var'"),
        IObjectCreationOperation { Type: { Name: "CancellationTokenSource", ContainingNamespace.Name: "Threading" }, Arguments.IsEmpty: false } timed when IsDropped(timed) =>
            new LeftBehind("starts a timer that lives until it fires, and is never disposed of", "dispose of the source: 'using var'"),
        IInvocationOperation { TargetMethod: { Name: "Register" or "UnsafeRegister", ContainingType.Name: "CancellationToken" }, Parent: IExpressionStatementOperation, Instance: { } token } when IsOfOthers(token) =>
            new LeftBehind("adds to what the token calls, and its registration is dropped", "keep the registration and dispose of it when the work ends"),
        IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { IsStatic: true } source } } add when !IsUnsubscribed(source, add, member) =>
            new LeftBehind("adds a handler to a static event, which nothing in this type removes", "remove it with '-=', or subscribe once"),
        IInvocationOperation { Instance: IFieldReferenceOperation { Field: { IsStatic: true, DeclaredAccessibility: Accessibility.Private } field } } add
            when Adders.Contains(add.TargetMethod.Name) && Growing.Contains(field.Type.Name) && FrameworkCalls.IsFramework(field.Type) && !IsTakenFrom(field, member) =>
            new LeftBehind("adds to a static collection, from which nothing in this type takes anything", "bound it, or keep what belongs to a call in the call"),
        IInvocationOperation { TargetMethod: { Name: "Delay", Parameters.Length: 1, ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } } } delay when IsLong(delay) && IsRaced(delay) =>
            new LeftBehind("starts a timer that lives until it fires, even where the other task ends at once", "hand it a token and cancel that when the other task has ended, or use WaitAsync"),
        IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } }, Arguments: [{ Value: var time }, { Value: var token }] } wait
            when IsEndless(time) && Collections.WithoutConversions(token) is IParameterReferenceOperation or IFieldReferenceOperation && IsRaced(wait) =>
            new LeftBehind("leaves a task with the token, which lives until that is cancelled, even where the other task ends at once", "use WaitAsync with the token, or race a TaskCompletionSource whose registration is disposed of"),
        IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { IsStatic: false } source, Instance: { } publisher } } add
            when member.Symbol.MethodKind == MethodKind.Constructor && IsLongLived(publisher.Type) && IsGiven(publisher) && IsOfThis(add) && !IsUnsubscribed(source, add, member) =>
            new LeftBehind("adds a handler of the new object to an object that was there before, which nothing in this type removes", "remove it with '-=' when the object has ended, or let the handler hold it weakly"),
        IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { IsStatic: false } source, Instance: IPropertyReferenceOperation { Property: { IsStatic: true, Name: "CurrentDomain" or "Current" or "Instance" or "Default" or "Shared" } } } } add
            when IsOfThis(add) && !IsUnsubscribed(source, add, member) =>
            new LeftBehind("adds a handler to an object that lives as long as the program, which nothing in this type removes", "remove it with '-=', or subscribe once"),
        IInvocationOperation { TargetMethod.Name: "Add", Instance: IFieldReferenceOperation { Field: { IsStatic: false, DeclaredAccessibility: Accessibility.Private, Type: INamedTypeSymbol { Name: "List", TypeArguments: [{ Name: "WeakReference" }] } } field } } weak when !IsTakenFrom(field, member) =>
            new LeftBehind("adds a weak reference, and nothing in this type takes out those whose objects are gone", "leave out the dead ones now and then, or use a ConditionalWeakTable"),
        _ => null,
    };

    // Task.WhenAny(work, Task.Delay(timeout)), also by a local.
    private static bool IsRaced(IOperation delay)
    {
        for (var parent = delay.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IArrayInitializerOperation or IArrayCreationOperation or IArgumentOperation:
                    continue;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }:
                    return Functions.ReferencesTo(local, delay).Any(IsRaced);
                default:
                    return parent is IInvocationOperation { TargetMethod: { Name: "WhenAny", ContainingType.Name: "Task" } };
            }
        }

        return false;
    }

    private static bool IsEndless(IOperation time) => time.ConstantValue is { HasValue: true, Value: -1 } || time is IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan", ContainingType.Name: "Timeout" } };

    // A second is over before many of them gather.
    private static bool IsLong(IInvocationOperation delay) => delay.Arguments[0].Value switch
    {
        { ConstantValue: { HasValue: true, Value: int milliseconds } } => milliseconds > 1000,
        IInvocationOperation { TargetMethod: { Name: "FromMilliseconds", ContainingType.Name: "TimeSpan" }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: double or long or int } of }, ..] } => Convert.ToDouble(of.Value, System.Globalization.CultureInfo.InvariantCulture) > 1000,
        IInvocationOperation { TargetMethod: { Name: "FromSeconds", ContainingType.Name: "TimeSpan" }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: double or long or int } of }, ..] } => Convert.ToDouble(of.Value, System.Globalization.CultureInfo.InvariantCulture) > 1,
        _ => true,
    };

    // What is given to one object often ends with it; a thing of these names serves the whole program.
    private static bool IsLongLived(ITypeSymbol? type) => type is not null && !type.Name.EndsWith("ViewModel", StringComparison.Ordinal) && Array.Exists(LongLived, end => type.Name.EndsWith(end, StringComparison.Ordinal));

    // What the constructor is given, not what it makes.
    private static bool IsGiven(IOperation publisher) => Collections.WithoutConversions(publisher) switch
    {
        IParameterReferenceOperation => true,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } => IsSetFromParameter(field, publisher),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } => IsSetFromParameter(property, publisher),
        _ => false,
    };

    private static bool IsSetFromParameter(ISymbol place, IOperation use)
    {
        var root = use;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Any(operation => operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member }, Value: var value } && SymbolEqualityComparer.Default.Equals(member, place)
            && Collections.WithoutConversions(value) is IParameterReferenceOperation or ICoalesceOperation { Value: IParameterReferenceOperation });
    }

    // A method group or lambda that holds the new object.
    private static bool IsOfThis(IEventAssignmentOperation add) => add.HandlerValue is IDelegateCreationOperation { Target: var target } && target switch
    {
        IMethodReferenceOperation group => group.Instance is IInstanceReferenceOperation,
        IAnonymousFunctionOperation lambda => Captures.Of(lambda).This,
        _ => false,
    };

    // A source linked to none, or to a token of this call, holds nothing.
    private static bool HasLongLived(IInvocationOperation linked) => linked.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf())
        .Any(value => value is IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Instance: IInstanceReferenceOperation or IFieldReferenceOperation });

    private static bool IsOfOthers(IOperation token) => Collections.WithoutConversions(token) switch
    {
        IFieldReferenceOperation or IParameterReferenceOperation => true,
        IPropertyReferenceOperation { Property.Name: "Token", Instance: var source } => source is IFieldReferenceOperation,
        IPropertyReferenceOperation => true,
        _ => false,
    };

    // A local whose token is used, and that is never disposed of, handed on, stored or returned.
    private static bool IsDropped(IOperation source)
    {
        var use = Uses.ParentOf(source);
        if (use is IPropertyReferenceOperation { Property.Name: "Token" })
            return true;
        if (use is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }
            || declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation || declarator.Parent?.Parent is IUsingOperation)
        {
            return false;
        }

        return Functions.ReferencesTo(local, source).All(reference => Uses.ParentOf(reference) switch
        {
            IPropertyReferenceOperation property => property.Property.Name is "Token" or "IsCancellationRequested",
            IInvocationOperation call => ReferenceEquals(call.Instance, reference) && call.TargetMethod.Name is "Cancel" or "CancelAfter" or "CancelAsync",
            _ => false,
        });
    }

    private static bool IsUnsubscribed(IEventSymbol source, IEventAssignmentOperation add, HotMember member) =>
        add.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
        || type.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(one => one.IsKind(SyntaxKind.SubtractAssignmentExpression) && NameOf(one.Left) == source.Name)
        || member.Symbol.MethodKind is MethodKind.EventAdd;

    private static bool IsTakenFrom(IFieldSymbol field, HotMember member) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax(member.CancellationToken).DescendantNodes())
        .Any(node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => Takers.Contains(access.Name.Identifier.ValueText) && NameOf(access.Expression) == field.Name,
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => Takers.Contains(binding.Name.Identifier.ValueText),
            AssignmentExpressionSyntax assignment => NameOf(assignment.Left) == field.Name,
            ArgumentSyntax argument => NameOf(argument.Expression) == field.Name,
            ReturnStatementSyntax { Expression: { } returned } => NameOf(returned) == field.Name,
            ArrowExpressionClauseSyntax arrow => NameOf(arrow.Expression) == field.Name,
            EqualsValueClauseSyntax value => NameOf(value.Value) == field.Name,
            _ => false,
        });

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}

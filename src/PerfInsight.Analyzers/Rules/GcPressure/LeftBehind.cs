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
        _ => null,
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

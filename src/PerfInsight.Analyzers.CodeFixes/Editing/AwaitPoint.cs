using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// Shows that an async function may give its thread back at a place where it blocked it. Its caller must not be able to tell:
/// the function has awaited before, so the caller has its task already. And no other code may come in between what belongs
/// together: the function does not use state that others could change both before and after the place, and holds nothing that
/// belongs to a thread.
/// </summary>
internal static class AwaitPoint
{
    private static readonly HashSet<string> OfThread = new(StringComparer.Ordinal)
    {
        "Monitor", "Mutex", "ReaderWriterLock", "ReaderWriterLockSlim", "SpinLock", "Lock", "Thread", "ThreadLocal", "TransactionScope", "Transaction",
        "EventWaitHandle", "AutoResetEvent", "SynchronizationContext",
    };

    /// <summary>True where the place may become an await.</summary>
    public static bool IsAllowedAt(IOperation blocking)
    {
        var function = Functions.Around(blocking);
        return IsAsync(function, blocking)
            && OwnAwaits(function).Where(wait => IsBefore(wait, blocking)).OrderBy(wait => wait.Syntax.SpanStart).LastOrDefault() is { } last
            && !function.Descendants().Any(operation => IsByReference(operation, blocking))
            && !function.Descendants().Any(operation => !ReferenceEquals(operation, blocking) && BelongsToThread(operation))
            && !IsBetweenSharedState(function, last, blocking);
    }

    /// <summary>An await of a call; with ConfigureAwait(false) where all others of the function have it.</summary>
    public static ExpressionSyntax Await(ExpressionSyntax task, IOperation blocking)
    {
        var waits = OwnAwaits(Functions.Around(blocking)).ToList();
        var bare = task.WithoutTrivia();
        if (waits.TrueForAll(wait => wait is IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: false } }] } }))
        {
            bare = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, bare, SyntaxFactory.IdentifierName("ConfigureAwait")),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)))));
        }

        ExpressionSyntax wait = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), bare);
        if (blocking.Syntax.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax or InvocationExpressionSyntax)
            wait = SyntaxFactory.ParenthesizedExpression(wait);
        return wait.WithTriviaFrom(blocking.Syntax);
    }

    private static bool IsAsync(IOperation function, IOperation operation) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol.IsAsync,
        ILocalFunctionOperation local => local.Symbol.IsAsync,
        _ => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { IsAsync: true },
    };

    private static IEnumerable<IOperation> OwnAwaits(IOperation function) =>
        function.Descendants().Where(operation => operation is IAwaitOperation && ReferenceEquals(Functions.Around(operation), function));

    // In a statement of its own before, that is certainly run: beside the place, or beside a statement around it.
    private static bool IsBefore(IOperation wait, IOperation blocking)
    {
        var statement = wait.Syntax.FirstAncestorOrSelf<StatementSyntax>();
        return statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax
            && IsUnconditional(wait.Syntax, statement)
            && statement.Span.End <= blocking.Syntax.SpanStart
            && statement.Parent is BlockSyntax block && block.Span.Contains(blocking.Syntax.Span);
    }

    private static bool IsUnconditional(SyntaxNode node, StatementSyntax statement)
    {
        for (var parent = node.Parent; parent is not null && parent != statement; parent = parent.Parent)
        {
            if (parent is ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax
                || (parent is AssignmentExpressionSyntax assignment && assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)))
            {
                return false;
            }
        }

        return true;
    }

    // A span or a reference cannot be kept across an await.
    private static bool IsByReference(IOperation operation, IOperation blocking) => operation.Type?.IsRefLikeType == true
        || operation is ILocalReferenceOperation { Local.RefKind: not RefKind.None }
        || (operation is IArgumentOperation { Parameter.RefKind: not RefKind.None, Parent: { } call } && call.Syntax.Span.Contains(blocking.Syntax.Span));

    private static bool BelongsToThread(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: not "Sleep" } method } => OfThread.Contains(method.ContainingType?.Name ?? ""),
        IPropertyReferenceOperation { Property.ContainingType.Name: var type } => OfThread.Contains(type),
        IObjectCreationOperation { Type.Name: "TransactionScope" } => true,
        IFieldReferenceOperation { Field: { IsStatic: true } field } => field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute"),
        _ => false,
    };

    // What was found out before the place, but after the last await, may no longer be so after it; in a loop without an await,
    // what stands after it comes before it as well.
    private static bool IsBetweenSharedState(IOperation function, IOperation last, IOperation blocking)
    {
        var settled = last.Syntax.FirstAncestorOrSelf<StatementSyntax>()!.SpanStart;
        var loop = Loops.Around(blocking).LastOrDefault(around => ReferenceEquals(Functions.Around(around), function) && !around.Syntax.Span.Contains(last.Syntax.Span));
        var (before, after) = (false, false);
        foreach (var operation in function.Descendants().Where(IsShared))
        {
            var span = operation.Syntax.Span;
            if (blocking.Syntax.Span.Contains(span))
            {
                // A task that is waited for has its own times anyway.
                before |= !Tasks.IsTask(operation.Type);
                continue;
            }

            var isInLoop = loop?.Syntax.Span.Contains(span) == true;
            before |= isInLoop || (span.Start >= settled && span.Start < blocking.Syntax.SpanStart && !last.Syntax.Span.Contains(span) && !IsTarget(operation, blocking));
            after |= isInLoop || span.End > blocking.Syntax.Span.End || IsTarget(operation, blocking);
        }

        return before && after;
    }

    // _text = File.ReadAllText(path): written after it.
    private static bool IsTarget(IOperation operation, IOperation blocking) => operation.Parent is ISimpleAssignmentOperation assignment
        && ReferenceEquals(assignment.Target, operation) && assignment.Value.Syntax.Span.Contains(blocking.Syntax.Span);

    private static bool IsShared(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: var field } => !field.IsConst && !(field.IsReadOnly && IsFixed(field.Type)),
        IPropertyReferenceOperation { Property: var property, Instance: null or IInstanceReferenceOperation } =>
            !(property.SetMethod is null or { IsInitOnly: true } && (CollectionStability.IsAutomatic(property.OriginalDefinition) || FrameworkCalls.IsFramework(property.ContainingType)) && IsFixed(property.Type)),
        IInvocationOperation { TargetMethod: var method } => !FrameworkCalls.IsFramework(method.ContainingType),
        IPropertyReferenceOperation { Property: var property } => property.SetMethod is { IsInitOnly: false } && !FrameworkCalls.IsFramework(property.ContainingType),
        IObjectCreationOperation { Constructor.IsImplicitlyDeclared: false, Type: { IsRecord: false } type } => !FrameworkCalls.IsFramework(type),
        IEventReferenceOperation or IDynamicInvocationOperation => true,
        _ => false,
    };

    // A semaphore is made for being held across awaits.
    private static bool IsFixed(ITypeSymbol type) => PureCalls.IsImmutable(type) || type.Name is "SemaphoreSlim" or "HttpClient" || type.Name.Contains("Logger");
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code that holds a lock.</summary>
/// <param name="Gate">The field, property, local or parameter that is locked, or the type for <c>lock (this)</c>; null for anything else.</param>
/// <param name="Wait">The expression at which threads wait.</param>
/// <param name="Statements">What runs under the lock.</param>
/// <param name="Statement">The lock statement; null where the lock is taken by a call.</param>
internal sealed record HeldLock(ISymbol? Gate, SyntaxNode Wait, IReadOnlyList<IOperation> Statements, LockStatementSyntax? Statement)
{
    /// <summary>True where code may hold a lock, by its text.</summary>
    public static bool MayBeIn(SyntaxNode code) => code.DescendantNodesAndSelf().Any(node => node is LockStatementSyntax || IsTakenBy(node) is not null);

    /// <summary>
    /// True where each key, item or object has a lock of its own: <c>lock (_locks.GetOrAdd(key, …))</c>, <c>lock (_stripes[i])</c>.
    /// </summary>
    public bool IsPerKey(IReadOnlyList<IOperation> operations)
    {
        if (Gate is ILocalSymbol local)
        {
            var value = operations.OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local))?.GetVariableInitializer()?.Value;
            return Collections.WithoutConversions(value) is not (IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true });
        }

        return Gate is IParameterSymbol
            || (Gate is null && (Statement?.Expression is InvocationExpressionSyntax or ElementAccessExpressionSyntax || IsOfLocal(operations)));
    }

    // lock (entry.Gate)
    private bool IsOfLocal(IReadOnlyList<IOperation> operations) => Statement?.Expression is MemberAccessExpressionSyntax expression
        && operations.FirstOrDefault(operation => operation.Syntax == expression) is IMemberReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation };

    /// <summary>True where a member takes a lock for the whole of its body.</summary>
    public static bool MayBeOfWhole(IMethodSymbol member) => (member.MethodImplementationFlags & System.Reflection.MethodImplAttributes.Synchronized) != 0;

    /// <summary>The lock that a member takes for the whole of its body: <c>[MethodImpl(MethodImplOptions.Synchronized)]</c>.</summary>
    public static HeldLock? OfWhole(IMethodSymbol member, SyntaxNode declaration, IReadOnlyList<IOperation> operations)
    {
        if (!MayBeOfWhole(member)
            || operations.FirstOrDefault(operation => operation is IMethodBodyOperation or IConstructorBodyOperation) is not { } whole
            || whole.ChildOperations.OfType<IBlockOperation>().FirstOrDefault() is not { } body)
        {
            return null;
        }

        var lists = declaration switch
        {
            MemberDeclarationSyntax method => method.AttributeLists,
            AccessorDeclarationSyntax accessor => accessor.AttributeLists,
            _ => default,
        };
        var mark = lists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.Name.ToString().Contains("MethodImpl"));
        return mark is null ? null : new HeldLock(member.ContainingType, mark, StatementsOf(body), null);
    }

    /// <summary>The kinds of the operations that take a lock.</summary>
    public static OperationKinds Kinds { get; } = new(OperationKind.Lock, OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.Try);

    /// <summary>The locks that operations take.</summary>
    public static IEnumerable<HeldLock> In(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case ILockOperation { Syntax: LockStatementSyntax statement } locked:
                    yield return Of(locked, statement);
                    break;
                case IUsingOperation { Resources: var resources } scope when EnterScope(resources) is { } enter:
                    yield return new HeldLock(GateOf(enter.Instance), enter.Syntax, StatementsOf(scope.Body), null);
                    break;
                case IUsingDeclarationOperation { Parent: { } block } declaration when EnterScope(declaration.DeclarationGroup) is { } enter:
                    yield return new HeldLock(GateOf(enter.Instance), enter.Syntax, Behind(block, declaration), null);
                    break;
                case IUsingOperation { Resources: var resources } scope when LockScope.Of(resources) is { } scoped:
                    yield return new HeldLock(GateOf(LockScope.GateOf(scoped)), scoped.Syntax, StatementsOf(scope.Body), null);
                    break;
                case IUsingDeclarationOperation { Parent: { } block } declaration when LockScope.Of(declaration.DeclarationGroup) is { } scoped:
                    yield return new HeldLock(GateOf(LockScope.GateOf(scoped)), scoped.Syntax, Behind(block, declaration), null);
                    break;
                case ITryOperation { Finally: { } final } attempt when Released(final) is { } release && GateOfCall(release) is { } gate && Taken(attempt, gate, release.TargetMethod.Name) is { } taken:
                    yield return new HeldLock(gate, taken.Syntax, StatementsOf(attempt.Body), null);
                    break;
            }
        }
    }

    /// <summary>
    /// The same lock with the code of the one method that it calls: <c>lock (_gate) { return Find(key); }</c>; null where it
    /// does anything else, or the method is not in this file or may be another's.
    /// </summary>
    public HeldLock? OfCallee(SemanticModel model, CancellationToken cancellationToken)
    {
        var value = Statements switch
        {
            [IReturnOperation { ReturnedValue: { } returned }] => returned,
            [IExpressionStatementOperation { Operation: var only }] => only,
            _ => null,
        };
        if (Collections.WithoutConversions(value) is not IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false, IsOverride: false, IsAsync: false } method, Instance: null or IInstanceReferenceOperation }
            || method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != model.SyntaxTree
            || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax { Body: { } body }
            || body.Span.Contains(Wait.Span) || model.OperationOf(body, cancellationToken) is not IBlockOperation block)
        {
            return null;
        }

        return this with { Statements = StatementsOf(block) };
    }

    /// <summary>The lock of a lock statement.</summary>
    public static HeldLock Of(ILockOperation locked, LockStatementSyntax statement) =>
        new(GateOf(locked.LockedValue), statement.Expression, StatementsOf(locked.Body), statement);

    /// <summary>All that runs while the lock is held: what lambdas and local functions do runs when they are called.</summary>
    public static IEnumerable<IOperation> Now(IOperation code)
    {
        // A recursive iterator would hand on each operation once for each level above it.
        var open = new Stack<IOperation>();
        open.Push(code);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                    open.Push(child);
            }
        }
    }

    /// <summary>What a locked expression reads; see <see cref="Gate"/>.</summary>
    public static ISymbol? GateOf(IOperation? value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value switch
        {
            IInstanceReferenceOperation { Type: { } type } => type,
            IPropertyReferenceOperation { Property.Name: "SyncRoot", Instance: { } collection } => GateOf(collection),
            _ => Collections.SymbolOf(value),
        };
    }

    /// <summary>The locked expression where a node takes a lock by a call or statement, by its text alone.</summary>
    public static ExpressionSyntax? IsTakenBy(SyntaxNode node) => node switch
    {
        LockStatementSyntax statement => statement.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var scope } access } when scope == "EnterScope" || LockScope.IsName(scope) => access.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter", Expression: IdentifierNameSyntax { Identifier.ValueText: "Monitor" } },
            ArgumentList.Arguments: [var gate, ..],
        } => gate.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Enter" or "TryEnter" } access, ArgumentList.Arguments.Count: <= 1 } => access.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAsync" or "EnterWriteLock" or "EnterUpgradeableReadLock" or "AcquireWriterLock" or "WaitOne" } access } => access.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } access } => access.Expression,
        _ => null,
    };

    private static IReadOnlyList<IOperation> StatementsOf(IOperation body) => body is IBlockOperation block ? block.Operations : new[] { body };

    private static IReadOnlyList<IOperation> Behind(IOperation block, IOperation declaration) =>
        [.. block.ChildOperations.SkipWhile(child => !ReferenceEquals(child, declaration)).Skip(1)];

    private static IInvocationOperation? EnterScope(IOperation resources) =>
        resources.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => call.TargetMethod.Name == "EnterScope" && IsLock(call.TargetMethod.ContainingType));

    // The call by which a finally block lets a gate go.
    private static IInvocationOperation? Released(IOperation final) => final.Descendants().OfType<IInvocationOperation>()
        .FirstOrDefault(call => call.TargetMethod.Name is "Exit" or "Release" or "ExitWriteLock" or "ExitUpgradeableReadLock" or "ReleaseMutex" or "ReleaseWriterLock" && GateOfCall(call) is not null);

    // The call that took it: the last one before the try block, or in it.
    // One lock may be taken in two ways, the one in the other: for readers who may write, and then to write.
    private static IInvocationOperation? Taken(ITryOperation attempt, ISymbol gate, string release) => Functions.Around(attempt).Descendants()
        .TakeWhile(operation => operation.Syntax.SpanStart < attempt.Finally!.Syntax.SpanStart)
        .OfType<IInvocationOperation>()
        .LastOrDefault(call => call.TargetMethod.Name is "Enter" or "TryEnter" or "Wait" or "WaitAsync" or "EnterWriteLock" or "EnterUpgradeableReadLock" or "WaitOne" or "AcquireWriterLock"
            && (release is not ("ExitWriteLock" or "ExitUpgradeableReadLock") || call.TargetMethod.Name == "Enter" + release.Substring(4)) && SymbolEqualityComparer.Default.Equals(GateOfCall(call), gate));

    private static ISymbol? GateOfCall(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if (type is { Name: "Monitor", ContainingNamespace.Name: "Threading" })
            return GateOf(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value);
        if (type is { Name: "SemaphoreSlim", ContainingNamespace.Name: "Threading" })
            return GateOf(call.Instance) is { } semaphore && !Semaphores.LetsSeveralIn(semaphore) ? semaphore : null;
        return IsLock(type) || type is { Name: "ReaderWriterLockSlim" or "ReaderWriterLock" or "SpinLock" or "Mutex", ContainingNamespace.Name: "Threading" } || call.TargetMethod is { Name: "WaitOne", ContainingType.Name: "WaitHandle" } && call.Instance?.Type?.Name == "Mutex"
            ? GateOf(call.Instance)
            : null;
    }

    private static bool IsLock(INamedTypeSymbol type) => type is { Name: "Lock", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };
}

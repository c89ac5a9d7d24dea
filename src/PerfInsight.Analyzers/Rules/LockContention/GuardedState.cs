using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>What code that holds a lock changes: all code of the type that takes the same lock.</summary>
internal sealed class GuardedState
{
    private const int MaxDepth = 4;

    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _changed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    private GuardedState(SemanticModel model, CancellationToken cancellationToken) => (_model, _cancellationToken) = (model, cancellationToken);

    /// <summary>True where everything that can run under the lock has been seen.</summary>
    public bool IsKnown { get; private set; } = true;

    /// <summary>The state that a lock guards.</summary>
    public static GuardedState Of(HeldLock held, SemanticModel model, CancellationToken cancellationToken)
    {
        var state = new GuardedState(model, cancellationToken);
        if (held.Gate is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } gate)
        {
            state.IsKnown = false;
            state.AddAll(held);
            return state;
        }

        foreach (var reference in gate.ContainingType.DeclaringSyntaxReferences)
        {
            var type = reference.GetSyntax(cancellationToken);
            if (type.SyntaxTree != model.SyntaxTree)
            {
                state.IsKnown = false;
                continue;
            }

            foreach (var member in type.DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax))
            {
                if (!HeldLock.MayBeIn(member) || model.OperationOf(member, cancellationToken) is not { } body)
                    continue;
                foreach (var other in HeldLock.In(body.DescendantsAndSelf()).Where(other => SymbolEqualityComparer.Default.Equals(other.Gate, gate)))
                    state.AddAll(other);
            }

            // A gate that is handed on is locked by code that nobody sees.
            state.IsKnown &= type.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == gate.Name)
                .All(IsTakenOrInitialised);
        }

        return state;
    }

    /// <summary>True where what the code reads may be changed by another thread under the lock.</summary>
    public bool MayChange(LocalWork work) =>
        work.Reads.Any(_written.Contains)
        || work.ReadCollections.Any(read => _changed.Any(changed =>
            _model.Compilation.ClassifyCommonConversion(read, changed).Exists || _model.Compilation.ClassifyCommonConversion(changed, read).Exists));

    private static bool IsTakenOrInitialised(IdentifierNameSyntax name)
    {
        ExpressionSyntax expression = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;
        return expression.Parent switch
        {
            LockStatementSyntax => true,
            AssignmentExpressionSyntax assignment => assignment.Left == expression,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText is "EnterScope" or "Enter" or "TryEnter" or "Exit",
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Monitor" } } } } => true,
            _ => false,
        };
    }

    private void AddAll(HeldLock held)
    {
        foreach (var statement in held.Statements)
            Add(statement, depth: 0);
    }

    private void Add(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Add1(operation, depth);
        }
    }

    private void Add1(IOperation operation, int depth)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                AddWrite(assignment.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                AddWrite(increment.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                AddWrite(argument.Value);
                break;
            case IInvocationOperation call:
                AddCall(call, depth);
                break;
            case IObjectCreationOperation { Constructor: { } constructor, Type: { } type }:
                IsKnown &= FrameworkCalls.IsFramework(type) || PlainConstructors.IsPlain(constructor, _cancellationToken);
                break;
            case IPropertyReferenceOperation property when !FrameworkCalls.IsFramework(property.Property.ContainingType) && !IsAutomatic(property.Property):
                AddBody(property.Property.GetMethod, depth);
                AddBody(property.Property.SetMethod, depth);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IRaiseEventOperation or IFunctionPointerInvocationOperation:
                IsKnown = false;
                break;
        }
    }

    private void AddWrite(IOperation target)
    {
        switch (Collections.WrittenPlace(target))
        {
            case IFieldReferenceOperation field:
                _written.Add(field.Field.OriginalDefinition);
                break;
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                _written.Add(property.Property.OriginalDefinition);
                break;
            case IPropertyReferenceOperation { Instance.Type: { } type }:
                _changed.Add(type);
                break;
            case IArrayElementReferenceOperation { ArrayReference.Type: { } type }:
                _changed.Add(type);
                break;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    AddWrite(element);
                break;
        }
    }

    private void AddCall(IInvocationOperation call, int depth)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            IsKnown = false;
        }
        else if (FrameworkCalls.IsFramework(method.ContainingType))
        {
            if (PureCalls.IsPure(method) || method.ContainingType is { Name: "Enumerable" or "Monitor" })
                return;
            if (call.Instance?.Type is { } receiver && !PureCalls.IsImmutable(receiver))
                _changed.Add(receiver);
            foreach (var argument in call.Arguments)
            {
                if (Collections.WithoutConversions(argument.Value)?.Type is IArrayTypeSymbol array)
                    _changed.Add(array);
            }
        }
        else
        {
            AddBody(method, depth);
        }
    }

    private void AddBody(IMethodSymbol? method, int depth)
    {
        if (method is null)
            return;
        method = method.OriginalDefinition;
        if (!_visited.Add(method))
            return;
        if (depth < MaxDepth && !method.IsVirtual && !method.IsAbstract && !method.IsOverride
            && method.DeclaringSyntaxReferences is [var reference]
            && reference.SyntaxTree == _model.SyntaxTree
            && _model.OperationOf(reference.GetSyntax(_cancellationToken), _cancellationToken) is { } body)
        {
            Add(body, depth + 1);
        }
        else
        {
            IsKnown = false;
        }
    }

    private static bool IsAutomatic(IPropertySymbol property) => property.OriginalDefinition.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition)) || property.ContainingType.IsAnonymousType;
}

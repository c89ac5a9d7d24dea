using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A field that is only ever counted, set or read, one statement at a time, under one lock.</summary>
/// <param name="Field">The field.</param>
/// <param name="Gate">The field that is locked.</param>
/// <param name="Accesses">What each lock statement around it does.</param>
/// <param name="HasOthers">True where code without the lock stores or reads it as well: no less safely beside an atomic operation.</param>
internal sealed record LockedCounter(IFieldSymbol Field, ISymbol Gate, IReadOnlyDictionary<LockStatementSyntax, CounterAccess> Accesses, bool HasOthers)
{
    /// <summary>True for a field that is set and read, but not counted.</summary>
    public bool IsFlag => Field.Type.SpecialType == SpecialType.System_Boolean;

    /// <summary>The counter that a lock guards, null where it guards more or the field is used otherwise as well.</summary>
    public static LockedCounter? Of(HeldLock held, SemanticModel model, CancellationToken cancellationToken)
    {
        if (held.Statement is null || held.Gate is not { } gate || gate is not (IFieldSymbol or INamedTypeSymbol)
            || CounterAccess.Of(held, model, cancellationToken)?.Field is not { } field || !IsCountable(field))
        {
            return null;
        }

        var hasOthers = false;
        var accesses = new Dictionary<LockStatementSyntax, CounterAccess>();
        foreach (var reference in field.ContainingType.DeclaringSyntaxReferences)
        {
            var names = reference.GetSyntax(cancellationToken).DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => name.Identifier.ValueText == field.Name);
            foreach (var name in names)
            {
                // A rule may ask for the meaning of its own file only.
                if (name.SyntaxTree != model.SyntaxTree)
                    return null;
                if (SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition, field.OriginalDefinition)
                    && !IsBeforeOthers(name, field)
                    && !TryAdd(name, field, gate, accesses, model, cancellationToken))
                {
                    if (!IsPlainStore(name))
                        return null;
                    hasOthers = true;
                }
            }
        }

        // A flag that is also read and set again is a decision; one that is stored as it comes is none.
        return new LockedCounter(field, gate, accesses, hasOthers);
    }

    private static bool TryAdd(
        SimpleNameSyntax name, IFieldSymbol field, ISymbol gate, Dictionary<LockStatementSyntax, CounterAccess> accesses, SemanticModel model, CancellationToken cancellationToken)
    {
        if (name.Ancestors().Any(node => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }))
            return true;
        if (name.FirstAncestorOrSelf<LockStatementSyntax>() is not { } around)
            return false;
        if (accesses.ContainsKey(around))
            return true;
        if (model.OperationOf(around, cancellationToken) is not ILockOperation locked
            || HeldLock.Of(locked, around) is not { } held
            || !SymbolEqualityComparer.Default.Equals(held.Gate, gate)
            || CounterAccess.Of(held, model, cancellationToken) is not { } access
            || !SymbolEqualityComparer.Default.Equals(access.Field, field)
            || IsHeldAlready(around, gate, model, cancellationToken))
        {
            return false;
        }

        accesses.Add(around, access);
        return true;
    }

    // _next = start; without any lock.
    private static bool IsPlainStore(SimpleNameSyntax name)
    {
        ExpressionSyntax place = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;
        return place.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } store && store.Left == place
            && name.FirstAncestorOrSelf<LockStatementSyntax>() is null;
    }

    // The lock around it makes the access part of something larger.
    private static bool IsHeldAlready(LockStatementSyntax statement, ISymbol gate, SemanticModel model, CancellationToken cancellationToken) =>
        statement.Ancestors().OfType<LockStatementSyntax>().Any(outer => model.OperationOf(outer, cancellationToken) is ILockOperation locked
            && SymbolEqualityComparer.Default.Equals(HeldLock.GateOf(locked.LockedValue), gate));

    private static bool IsCountable(IFieldSymbol field) =>
        field is { DeclaredAccessibility: Accessibility.Private, IsVolatile: false, IsReadOnly: false, IsConst: false, RefKind: RefKind.None, ContainingType.TypeKind: TypeKind.Class }
        && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Boolean
        && field.GetAttributes().IsEmpty;

    // Nobody else has the object while its constructor runs, nor the type while its static one does.
    private static bool IsBeforeOthers(SyntaxNode node, IFieldSymbol field)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return false;
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(modifier => modifier.ValueText == "static") == field.IsStatic;
                case MemberDeclarationSyntax member:
                    return member is FieldDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.ValueText == "static") == field.IsStatic;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// One number, flag or point in time that is only ever stepped, stored or read as a whole: under <c>Monitor.Enter</c>, in
/// members that are synchronized as a whole, or of a type that no counter has.
/// </summary>
internal static class LockedNumber
{
    /// <summary>The field and what serves instead of its lock; null where the lock does more, or the field is used otherwise as well.</summary>
    public static (IFieldSymbol Field, string Remedy)? Of(HeldLock held)
    {
        var statements = held.Statements.Where(statement => !IsEnter(statement)).ToList();
        if (statements is not [var only] || FieldOf(only) is not { DeclaredAccessibility: Accessibility.Private, IsVolatile: false, IsReadOnly: false } field || RemedyOf(field, held) is not { } remedy)
            return null;
        var uses = field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Where(name => name.Identifier.ValueText == field.Name && !SingleStatement.IsBeforeOthers(name));
        return uses.All(name => SingleStatement.IsAll(name) || (IsReal(field) && IsAtomic(name))) ? (field, remedy) : null;
    }

    private static bool IsReal(IFieldSymbol field) => field.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    // Interlocked.Exchange(ref _value, x), Volatile.Read(ref _value)
    private static bool IsAtomic(IdentifierNameSyntax name) => SingleStatement.Place(name).Parent is ArgumentSyntax { RefKindKeyword.ValueText: "ref", Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Interlocked" or "Volatile" } } } };

    private static bool IsEnter(IOperation statement) => statement is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Enter" or "TryEnter", ContainingType.Name: "Monitor" or "SpinLock" } } };

    private static IFieldSymbol? FieldOf(IOperation statement)
    {
        var operation = statement switch
        {
            IExpressionStatementOperation expression => expression.Operation,
            IReturnOperation { ReturnedValue: { } value } => Collections.WithoutConversions(value),
            _ => null,
        };
        return operation switch
        {
            IIncrementOrDecrementOperation { OperatorMethod: null, IsChecked: false, Target: var counted } => Own(counted),
            ICompoundAssignmentOperation { OperatorMethod: null, IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract, Target: var added, Value: var by } when IsPlain(by) => Own(added),
            ISimpleAssignmentOperation { IsRef: false, Target: var set, Value: var stored } when IsPlain(stored) => Own(set),
            IFieldReferenceOperation read => Own(read),
            _ => null,
        };
    }

    private static IFieldSymbol? Own(IOperation place) => place is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } ? field : null;

    // Needs nothing that the lock could guard: numbers, parameters, the clock.
    private static bool IsPlain(IOperation value) => value.DescendantsAndSelf().All(operation => operation switch
    {
        IFieldReferenceOperation { Field: var field } => field.IsConst || field.IsReadOnly,
        IPropertyReferenceOperation { Instance: null, Property.ContainingType: { } type } => type.Name is "DateTime" or "DateTimeOffset" or "Environment",
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "Stopwatch" or "Math" or "Environment" } } => true,
        IPropertyReferenceOperation or IInvocationOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IObjectCreationOperation => false,
        _ => true,
    });

    private static string? RemedyOf(IFieldSymbol field, HeldLock held)
    {
        if (field.Type.Name is "DateTime" or "TimeSpan" && FrameworkCalls.IsFramework(field.Type))
            return "keep its Ticks in a long, and use Volatile or Interlocked";

        // No instruction adds them.
        if (IsReal(field))
            return "add in a loop with Interlocked.CompareExchange, and read and store with Volatile";

        // Those of a lock statement have a rule that looks closer.
        if (held.Statement is not null)
            return null;
        return field.Type.SpecialType switch
        {
            SpecialType.System_Boolean => "use a volatile field",
            SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => "use Interlocked",
            _ => null,
        };
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A lock that works out the next value of one number from the last one, and touches nothing else:
/// <c>var now = Clock(); if (now &lt;= _last) now = _last + 1; _last = now; return now;</c>.
/// </summary>
internal static class LockedUpdate
{
    // More than this is worked out anew too often where another thread was faster.
    private const int MaxSteps = 5;

    /// <summary>The number; null where the lock does more, or the number is stored elsewhere as well.</summary>
    public static LockedExchange? Of(HeldLock held)
    {
        if (held.Statement is null || held.Statements.Count is < 2 or > MaxSteps)
            return null;
        IFieldSymbol? number = null;
        var isWritten = false;
        foreach (var operation in held.Statements.SelectMany(HeldLock.Now))
        {
            switch (operation)
            {
                case IFieldReferenceOperation { Field: var field } when field.IsConst || (field.IsReadOnly && PureCalls.IsImmutable(field.Type)):
                    break;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } reference:
                    if ((number is not null && !SymbolEqualityComparer.Default.Equals(number, field)) || !IsNumber(field))
                        return null;
                    number = field;
                    isWritten |= OwnedLocals.IsWritten(reference);
                    break;
                case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math" or "Stopwatch" or "Environment" or "TimeSpan" or "DateTime" } type } } when FrameworkCalls.IsFramework(type):
                case IPropertyReferenceOperation { Property.ContainingType: { Name: "DateTime" or "DateTimeOffset" or "TimeSpan" or "Environment" } clock } when FrameworkCalls.IsFramework(clock):
                    break;
                case IMemberReferenceOperation or IInvocationOperation or IObjectCreationOperation or ILoopOperation or IAwaitOperation or IAnonymousFunctionOperation or ILockOperation or IArrayElementReferenceOperation or IInvalidOperation:
                    return null;
            }
        }

        return number is not null && isWritten && LockedSteps.IsOnlyHere(number, held)
            ? new LockedExchange(number, "store the next value with Interlocked.CompareExchange, and work it out again where another thread was faster")
            : null;
    }

    private static bool IsNumber(IFieldSymbol field) => field is { DeclaredAccessibility: Accessibility.Private, IsReadOnly: false, IsVolatile: false }
        && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64;
}

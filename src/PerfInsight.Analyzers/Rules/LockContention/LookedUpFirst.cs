using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>A lock that looks a key up, does something where it is missing, and hands out what is there: a hit only looks.</summary>
internal static class LookedUpFirst
{
    /// <summary>
    /// What is looked up in <c>if (!_d.ContainsKey(key)) { … } return _d[key];</c> and
    /// <c>if (!_d.TryGetValue(key, out var found)) { … } return found;</c>; null for all else.
    /// </summary>
    public static ISymbol? Of(HeldLock held)
    {
        var statements = held.Statements.Where(statement => statement is not IVariableDeclarationGroupOperation declared || declared.Descendants().Any(inner => inner is IMemberReferenceOperation or IInvocationOperation)).ToList();
        if (statements is not [IConditionalOperation { WhenFalse: null, Condition: var condition, WhenTrue: var miss }, IReturnOperation { ReturnedValue: { } returned }] || Missing(condition) is not { Instance: { } receiver, Arguments: [{ Value: var key }, ..] } look
            || Collections.SymbolOf(receiver) is not (IFieldSymbol or IPropertySymbol) || Collections.SymbolOf(receiver) is not { } table || !IsKeyed(receiver.Type))
        {
            return null;
        }

        // What a miss does, it does for this key: it calls somebody, or stores.
        if (!miss.DescendantsAndSelf().Any(operation => operation is IInvocationOperation or IObjectCreationOperation))
            return null;
        return Collections.WithoutConversions(returned) switch
        {
            IPropertyReferenceOperation { Arguments: [{ Value: var asked }], Instance: { } owner } => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(owner), table)
                && Collections.SymbolOf(asked) is { } one && SymbolEqualityComparer.Default.Equals(one, Collections.SymbolOf(key)) ? table : null,
            ILocalReferenceOperation { Local: var found } => look.Arguments.Length > 1 && look.Arguments[1].Value.DescendantsAndSelf().Any(given => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(given), found)) ? table : null,
            _ => null,
        };
    }

    // !_d.TryGetValue(key, out found), perhaps && more
    private static IInvocationOperation? Missing(IOperation condition) => Collections.WithoutConversions(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var asked } => Collections.WithoutConversions(asked) is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Contains" } look ? look : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, LeftOperand: var first } => Missing(first),

        // What stands behind && does not compile yet.
        IInvalidOperation { Syntax: BinaryExpressionSyntax { OperatorToken.ValueText: "&&" } } broken => broken.ChildOperations.FirstOrDefault() is { } first ? Missing(first) : null,
        _ => null,
    };

    // A map of the project's own is known by what it can do.
    private static bool IsKeyed(ITypeSymbol? type) => type is not null && (type.Name is "IDictionary" or "Dictionary" || type.GetMembers("ContainsKey").Length > 0);
}

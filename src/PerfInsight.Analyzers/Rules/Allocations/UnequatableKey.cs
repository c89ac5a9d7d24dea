using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A struct of the program that is looked up in a table, and that the table's own comparer can only compare as an object.</summary>
internal static class UnequatableKey
{
    private static readonly HashSet<string> Tables = new(StringComparer.Ordinal) { "Dictionary", "HashSet", "ConcurrentDictionary" };

    private static readonly HashSet<string> LookUps = new(StringComparer.Ordinal) { "TryGetValue", "ContainsKey", "Contains", "TryAdd", "GetOrAdd", "AddOrUpdate", "Add", "Remove", "TryRemove", "IndexOf" };

    /// <summary>The boxes that a look-up makes of its key; null for others, and where the table may have a comparer of its own.</summary>
    public static BoxedValue? Of(IOperation operation)
    {
        var (instance, key) = operation switch
        {
            IInvocationOperation { Instance: { } called, Arguments: [{ Value: var first }, ..] } call when LookUps.Contains(call.TargetMethod.Name) => (called, first),
            IPropertyReferenceOperation { Instance: { } indexed, Arguments: [{ Value: var index }] } => (indexed, index),
            _ => ((IOperation?)null, (IOperation?)null),
        };
        if (instance?.Type is not INamedTypeSymbol { IsGenericType: true, TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } type, ..] } table
            || key?.Type is null || !SymbolEqualityComparer.Default.Equals(key.Type, type) || type.AllInterfaces.Any(face => face is { Name: "IEquatable", Arity: 1 }) || !FrameworkCalls.IsFramework(table)
            || !(Tables.Contains(table.Name) ? IsMadeWithoutComparer(instance) : IsSearch(table, operation)))
        {
            return null;
        }

        var hashes = Tables.Contains(table.Name) && !type.GetMembers("GetHashCode").OfType<IMethodSymbol>().Any(method => method.IsOverride);
        return new BoxedValue(key, type, operation, $"implement IEquatable<{type.Name}>" + (hashes ? " and override GetHashCode" : ""));
    }

    // list.Contains(point): each element is compared as an object. Add compares nothing.
    private static bool IsSearch(INamedTypeSymbol table, IOperation operation) => table.Name == "List" && operation is IInvocationOperation { TargetMethod.Name: "Contains" or "IndexOf" or "Remove" };

    // readonly Dictionary<Point, Cell> _cells = new();
    private static bool IsMadeWithoutComparer(IOperation table)
    {
        var made = Collections.SymbolOf(table) switch
        {
            IFieldSymbol { IsReadOnly: true, DeclaringSyntaxReferences: [var reference] } => (reference.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
            IFieldSymbol { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences: [var reference] } => (reference.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
            ILocalSymbol { DeclaringSyntaxReferences: [var reference] } => (reference.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
            _ => null,
        };
        return made is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } };
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that is put together only to be the key of a look-up: <c>_cache.TryGetValue($"{a}:{b}", out …)</c>.</summary>
internal static class TextKey
{
    /// <summary>The text that an operation makes; null for others, and where it serves for more than a key.</summary>
    public static TextCopy? Of(IOperation operation, Compilation compilation, CancellationToken cancellationToken) =>
        IsPutTogether(operation) ? OfText(operation, compilation, cancellationToken) : null;

    private static TextCopy? OfText(IOperation operation, Compilation compilation, CancellationToken cancellationToken)
    {
        var uses = Uses.Of(operation).ToList();
        return uses.Count > 0 && uses.All(use => DictionaryOf(use) is { } dictionary && IsOwn(dictionary, compilation, cancellationToken)) && uses.Any(IsLookup)
            ? new TextCopy("find a key", "make the key of the dictionary a tuple or a struct of the parts")
            : null;
    }

    // Two parts at least that differ from call to call, or a value that is no text.
    private static bool IsPutTogether(IOperation operation) => operation switch
    {
        IInterpolatedStringOperation { ConstantValue.HasValue: false } text => operation.Type?.SpecialType == SpecialType.System_String && text.Parts.OfType<IInterpolationOperation>().Count() >= 2,
        IInvocationOperation { TargetMethod: { Name: "Format" or "Concat", IsStatic: true, ContainingType.SpecialType: SpecialType.System_String } } call => call.Arguments.Length >= 3,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } sum =>
            sum.Parent is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } && PartsOf(sum).Count(part => !part.ConstantValue.HasValue) >= 2,
        _ => false,
    };

    private static IEnumerable<IOperation> PartsOf(IOperation sum) => Collections.WithoutConversions(sum) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } add
        ? PartsOf(add.LeftOperand).Concat(PartsOf(add.RightOperand))
        : [sum];

    private static IOperation? DictionaryOf(IOperation use) => use switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } when IsDictionary(indexed.Type) => indexed,
        IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "GetOrAdd" or "TryAdd" or "Add" or "Remove" or "TryRemove", Instance: { } called } when IsDictionary(called.Type) => called,
        _ => null,
    };

    private static bool IsLookup(IOperation use) => use is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "GetOrAdd" } or IPropertyReferenceOperation { Parent: not IAssignmentOperation };

    private static bool IsDictionary(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Dictionary" or "ConcurrentDictionary" or "IDictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, _] };

    // Whose keys are this type's own business, or end with the function.
    private static bool IsOwn(IOperation dictionary, Compilation compilation, CancellationToken cancellationToken) => Collections.SymbolOf(dictionary) switch
    {
        IFieldSymbol { DeclaredAccessibility: Accessibility.Private } => true,
        ILocalSymbol local => ReferenceEquals(MadeFor(local, dictionary) is { } made ? Functions.Around(made) : null, Functions.Around(dictionary)) && ShortLives.IsForgotten(local, dictionary, compilation, cancellationToken),
        _ => false,
    };

    private static IOperation? MadeFor(ILocalSymbol local, IOperation dictionary)
    {
        var root = dictionary;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<IVariableDeclaratorOperation>().FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local))?.GetVariableInitializer()?.Value is IObjectCreationOperation made ? made : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Code that looks at all elements of a collection for those with a certain key: a query or a loop.</summary>
/// <param name="Search">The call or the loop.</param>
/// <param name="Source">The expression that is searched.</param>
/// <param name="Path">What holds it.</param>
/// <param name="Element">Type of the elements.</param>
/// <param name="Key">The comparison.</param>
/// <param name="Condition">The whole condition under which an element is taken.</param>
internal sealed record KeySearch(
    IOperation Search, IOperation Source, CollectionPath Path, ITypeSymbol Element, KeyComparison Key, IOperation Condition)
{
    private static readonly HashSet<string> Queries = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Count", "LongCount", "Where",
        "Find", "FindLast", "FindIndex", "FindLastIndex", "FindAll", "Exists",
    };

    /// <summary>The call, null for a loop.</summary>
    public IInvocationOperation? Query => Search as IInvocationOperation;

    /// <summary>True where the key comparison is all that decides.</summary>
    public bool IsKeyAlone => Condition.Syntax.Span.Contains(Key.Comparison.Syntax.Span) && !Condition.DescendantsAndSelf()
        .Any(operation => operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr });

    /// <summary>The search that an operation makes, null where it makes none.</summary>
    public static KeySearch? Of(IOperation operation) => operation switch
    {
        IInvocationOperation call => OfQuery(call),
        IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var element } } each => OfEach(each, element),
        IForLoopOperation counted => OfCountedLoop(counted),
        _ => null,
    };

    /// <summary>See <see cref="Searches.RepeatedBy"/>; the key must be another one each time.</summary>
    public IOperation? RepeatedBy()
    {
        var repeating = Searches.RepeatedBy(Search, Path, (path, code) => !Collections.IsChangedIn(path, code));
        return repeating is not null && Varies(repeating) ? repeating : null;
    }

    private bool Varies(IOperation repeating) => Key.OtherKey.DescendantsAndSelf().Any(operation =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
        && Collections.SymbolOf(operation) is { } symbol
        && (Collections.IsDeclaredIn(symbol, repeating) || Collections.IsChangedIn(symbol, repeating)));

    private static KeySearch? OfEach(IForEachLoopOperation each, ILocalSymbol element) => OfLoop(each, each.Collection, each.Body, reference => IsReference(reference, element));

    private static KeySearch? OfQuery(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!Queries.Contains(method.Name) || !IsOfLists(method))
            return null;
        IOperation? source = null;
        IAnonymousFunctionOperation? predicate = null;
        foreach (var argument in call.Arguments)
        {
            var value = argument.Value is IDelegateCreationOperation creation ? creation.Target : argument.Value;
            if (value is IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } lambda)
                predicate = lambda;
            else if (argument.Parameter?.Ordinal == 0)
                source = argument.Value;
        }

        source = Collections.WithoutConversions(call.Instance ?? source);
        if (predicate is null || source?.Type is not { } type || ElementOf(type) is not { } element || CollectionPath.Of(source) is not { } path)
            return null;
        var parameter = predicate.Symbol.Parameters[0];
        if (predicate.Body.Operations is not [IReturnOperation { ReturnedValue: { } condition }, ..])
            return null;
        return KeyOf(condition, parameter) is { } key && IsVariable(key.OtherKey)
            ? new KeySearch(call, source, path, element, key, condition)
            : null;
    }

    private static KeyComparison? KeyOf(IOperation condition, IParameterSymbol parameter) => KeyComparison.In(condition, reference => IsReference(reference, parameter));

    private static KeySearch? OfCountedLoop(IForLoopOperation loop)
    {
        if (loop.Locals is not [{ } index])
            return null;

        // The one collection that is indexed by the loop's variable.
        CollectionPath? path = null;
        IOperation? source = null;
        foreach (var operation in loop.Body.Descendants())
        {
            if (IndexedBy(operation, index) is not { } indexed)
                continue;
            if (CollectionPath.Of(indexed) is not { } found || (path is not null && !found.Is(path)))
                return null;
            (path, source) = (found, indexed);
        }

        if (source is null)
            return null;
        var element = loop.Body is IBlockOperation { Operations: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [var declared] }] }, ..] }
            && declared.GetVariableInitializer() is { Value: var initial } && IndexedBy(Collections.WithoutConversions(initial)!, index) is not null
                ? declared.Symbol
                : null;
        return OfLoop(loop, source, loop.Body, reference => IndexedBy(reference, index) is not null || (element is not null && IsReference(reference, element)), element is null ? 0 : 1);
    }

    private static KeySearch? OfLoop(ILoopOperation loop, IOperation collection, IOperation body, Func<IOperation, bool> isElement, int skipped = 0)
    {
        var source = Collections.WithoutConversions(collection);
        if (source?.Type is not { } type || ElementOf(type) is not { } element || CollectionPath.Of(source) is not { } path)
            return null;

        // Nothing may be done for elements that do not match.
        var statements = body is IBlockOperation block ? block.Operations.Skip(skipped).ToList() : [body];
        if (statements is not [IConditionalOperation { WhenFalse: null } choice, ..])
            return null;
        KeyComparison? key;
        if (statements.Count == 1)
            key = KeyComparison.In(choice.Condition, isElement);
        else
            key = IsContinue(choice.WhenTrue, loop) ? KeyComparison.InNegated(choice.Condition, isElement) : null;
        return key is not null && IsVariable(key.OtherKey) ? new KeySearch(loop, source, path, element, key, choice.Condition) : null;
    }

    private static bool IsContinue(IOperation statement, ILoopOperation loop) => statement switch
    {
        IBlockOperation { Operations: [var only] } => IsContinue(only, loop),
        IBranchOperation branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel),
        _ => false,
    };

    // Lists, and what may be one: a set or dictionary behind an interface is searched element by element as well.
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => ListTypes.ElementOf(type)
        ?? (type is INamedTypeSymbol { TypeArguments: [var element] } named && CalleeName.OfType(named.OriginalDefinition) is
            "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IReadOnlyCollection`1"
            or "System.Collections.Generic.HashSet`1"
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : null);

    private static bool IsOfLists(IMethodSymbol method) => CalleeName.OfType(method.ContainingType.OriginalDefinition) is
        "System.Linq.Enumerable" or "System.Collections.Generic.List`1" or "System.Array" or "System.Collections.Immutable.ImmutableList`1"
        or "System.Linq.ImmutableArrayExtensions";

    private static bool IsVariable(IOperation key) => !key.ConstantValue.HasValue;

    private static bool IsReference(IOperation operation, ISymbol symbol) => operation is ILocalReferenceOperation or IParameterReferenceOperation
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), symbol);

    private static IOperation? IndexedBy(IOperation operation, ILocalSymbol index) => operation switch
    {
        IArrayElementReferenceOperation { Indices: [var only] } element when IsReference(Collections.WithoutConversions(only)!, index) =>
            Collections.WithoutConversions(element.ArrayReference),
        IPropertyReferenceOperation { Arguments: [var only], Instance: { } instance } when IsReference(Collections.WithoutConversions(only.Value)!, index) =>
            Collections.WithoutConversions(instance),
        _ => null,
    };
}

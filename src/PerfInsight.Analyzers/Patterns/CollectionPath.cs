using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// A chain of reads that leads to a collection: a local, a parameter or a member of <c>this</c>, then members of it
/// (<c>catalog.Skus</c>). Two equal paths read the same collection as long as nothing on the path is assigned.
/// </summary>
internal sealed class CollectionPath
{
    private readonly ImmutableArray<ISymbol> _symbols;

    private CollectionPath(ImmutableArray<ISymbol> symbols) => _symbols = symbols;

    /// <summary>What the path starts from.</summary>
    public ISymbol Root => _symbols[0];

    /// <summary>What holds the collection.</summary>
    public ISymbol Holder => _symbols[_symbols.Length - 1];

    /// <summary>True for a local, a parameter or a member of <c>this</c>, read without a detour.</summary>
    public bool IsDirect => _symbols.Length == 1;

    /// <summary>The path of one symbol.</summary>
    public static CollectionPath Of(ISymbol symbol) => new(ImmutableArray.Create(symbol));

    /// <summary>The path that an expression reads; null for anything that is not a path.</summary>
    public static CollectionPath? Of(IOperation? operation)
    {
        // Most paths are one symbol long: a list is made for the others alone.
        ISymbol? first = null;
        List<ISymbol>? chain = null;
        while (true)
        {
            ISymbol symbol;
            IOperation? instance;
            switch (Collections.WithoutConversions(operation))
            {
                case ILocalReferenceOperation local:
                    symbol = local.Local;
                    instance = null;
                    break;
                case IParameterReferenceOperation parameter:
                    symbol = parameter.Parameter;
                    instance = null;
                    break;
                case IFieldReferenceOperation field:
                    symbol = field.Field;
                    instance = field.Instance;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                    symbol = property.Property;
                    instance = property.Instance;
                    break;
                case IConditionalAccessInstanceOperation placeholder when ReceiverOf(placeholder) is { } receiver:
                    operation = receiver;
                    continue;
                default:
                    return null;
            }

            if (first is null)
            {
                first = symbol;
            }
            else
            {
                chain ??= [first];
                chain.Add(symbol);
            }

            if (instance is null or IInstanceReferenceOperation)
            {
                if (chain is null)
                    return Of(symbol);
                chain.Reverse();
                return new CollectionPath(ImmutableArray.CreateRange(chain));
            }

            operation = instance;
        }
    }

    /// <summary>True where both read the same.</summary>
    public bool Is(CollectionPath? other) => other is not null && other._symbols.Length == _symbols.Length && StartsWith(other);

    /// <summary>True where an assignment to <paramref name="other"/> makes this path lead elsewhere.</summary>
    public bool StartsWith(CollectionPath? other)
    {
        if (other is null || other._symbols.Length > _symbols.Length)
            return false;
        for (var i = 0; i < other._symbols.Length; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(_symbols[i], other._symbols[i]))
                return false;
        }

        return true;
    }

    // The "a" that the ".B" of "a?.B" reads from.
    private static IOperation? ReceiverOf(IConditionalAccessInstanceOperation placeholder)
    {
        IOperation child = placeholder;
        for (var parent = placeholder.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, child))
                return access.Operation;
        }

        return null;
    }
}

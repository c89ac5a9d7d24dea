using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>The function that an operation belongs to, and where it uses a local or parameter.</summary>
internal static class Functions
{
    /// <summary>The nearest lambda, local function or member body around an operation.</summary>
    public static IOperation Around(IOperation operation)
    {
        var found = operation;
        while (found.Parent is { } parent)
        {
            found = parent;
            if (found is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return found;
    }

    /// <summary>All reads and writes of a local or parameter in the member of <paramref name="operation"/>, lambdas included.</summary>
    public static IReadOnlyList<IOperation> ReferencesTo(ISymbol symbol, IOperation operation) => LocalIndex.Of(operation).ReferencesTo(symbol);

    /// <summary>True for a read or write of a local or parameter.</summary>
    public static bool IsReferenceTo(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        _ => false,
    };
}

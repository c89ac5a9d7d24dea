using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Where a member declares and uses its locals and parameters. One walk of the member serves all questions: one for each makes a
/// long member cost the square of its length.
/// </summary>
internal sealed class LocalIndex
{
    private static readonly ConditionalWeakTable<IOperation, LocalIndex> Instances = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IVariableDeclaratorOperation> _declarators = new(SymbolEqualityComparer.Default);

    private LocalIndex(IOperation root)
    {
        foreach (var operation in root.Descendants())
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    Add(local.Local, local);
                    break;
                case IParameterReferenceOperation parameter:
                    Add(parameter.Parameter, parameter);
                    break;
                case IVariableDeclaratorOperation declarator:
                    if (!_declarators.ContainsKey(declarator.Symbol))
                        _declarators.Add(declarator.Symbol, declarator);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The index of the member that an operation stands in.</summary>
    public static LocalIndex Of(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return Instances.GetValue(operation, static root => new LocalIndex(root));
    }

    /// <summary>All reads and writes of a local or parameter, lambdas included, in order of the code.</summary>
    public IReadOnlyList<IOperation> ReferencesTo(ISymbol symbol) => _references.TryGetValue(symbol, out var references) ? references : [];

    /// <summary>The declaration of a local; null for one of a pattern, a loop or an out argument.</summary>
    public IVariableDeclaratorOperation? DeclaratorOf(ILocalSymbol local) => _declarators.TryGetValue(local, out var declarator) ? declarator : null;

    private void Add(ISymbol symbol, IOperation reference)
    {
        if (!_references.TryGetValue(symbol, out var references))
            _references.Add(symbol, references = []);
        references.Add(reference);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>What a lambda takes along from around it.</summary>
/// <param name="This">True where it uses the instance.</param>
/// <param name="Variables">The locals and parameters that it uses.</param>
internal sealed record Captures(bool This, IReadOnlyList<ISymbol> Variables)
{
    /// <summary>True where it takes nothing along: the compiler makes one delegate for all calls.</summary>
    public bool IsEmpty => !This && Variables.Count == 0;

    /// <summary>What a lambda, or a local function that becomes a delegate, takes along.</summary>
    public static Captures Of(IOperation function)
    {
        var variables = new List<ISymbol>();
        var instance = false;
        var calledFunctions = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        Collect(function, function, variables, ref instance, calledFunctions);
        return new Captures(instance, variables);
    }

    private static void Collect(IOperation code, IOperation function, List<ISymbol> variables, ref bool instance, HashSet<ISymbol> functions)
    {
        foreach (var operation in code.Descendants())
        {
            switch (operation)
            {
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                    instance = true;
                    break;
                case ILocalReferenceOperation { Local.IsConst: false } local:
                    Add(local.Local);
                    break;
                case IParameterReferenceOperation parameter:
                    Add(parameter.Parameter);
                    break;
                case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction, IsStatic: false } called }:
                    Follow(called, ref instance);
                    break;
                case IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction, IsStatic: false } called }:
                    Follow(called, ref instance);
                    break;
                default:
                    break;
            }
        }

        void Add(ISymbol symbol)
        {
            if (!Collections.IsDeclaredIn(symbol, function) && !Collections.IsDeclaredIn(symbol, code) && !variables.Contains(symbol, SymbolEqualityComparer.Default))
                variables.Add(symbol);
        }

        void Follow(IMethodSymbol called, ref bool instance)
        {
            if (functions.Add(called) && LocalFunction(called, function) is { } body)
                Collect(body, function, variables, ref instance, functions);
        }
    }

    /// <summary>The code of a local function of the same member.</summary>
    public static ILocalFunctionOperation? LocalFunction(IMethodSymbol called, IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation.Descendants().OfType<ILocalFunctionOperation>()
            .FirstOrDefault(local => SymbolEqualityComparer.Default.Equals(local.Symbol, called.OriginalDefinition));
    }

    /// <summary>What is captured, for a message.</summary>
    public string Words
    {
        get
        {
            var names = Variables.Select(variable => "'" + variable.Name + "'").ToList();
            if (This)
                names.Add("'this'");
            return names.Count switch
            {
                0 => "nothing",
                <= 3 => string.Join(", ", names),
                _ => string.Join(", ", names.Take(2)) + " and others",
            };
        }
    }
}

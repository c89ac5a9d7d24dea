using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Parameters of the program's own methods that must be objects: they are stored as one, or go on to somebody who takes an object.
/// With a type parameter instead the value would be boxed a step later.
/// </summary>
internal static class NeededObject
{
    private const int MaxSteps = 2;

    /// <summary>True where the method of a parameter keeps it, or hands it on as an object.</summary>
    public static bool Is(IParameterSymbol? parameter, Compilation compilation) => Is(parameter, compilation, MaxSteps);

    private static bool Is(IParameterSymbol? parameter, Compilation compilation, int steps)
    {
        if (KeptArgument.Is(parameter))
            return true;
        if (steps == 0 || parameter?.OriginalDefinition is not { IsParams: false, ContainingSymbol: IMethodSymbol { DeclaringSyntaxReferences: [var reference] } } original)
            return false;
        SemanticModel? model = null;
        foreach (var node in reference.GetSyntax().DescendantNodes())
        {
            if (node is not ArgumentSyntax { Expression: IdentifierNameSyntax name, Parent: BaseArgumentListSyntax list } argument || name.Identifier.ValueText != original.Name)
                continue;
            model ??= compilation.GetSemanticModel(reference.SyntaxTree);
            if (list.Parent is not null && model.GetSymbolInfo(list.Parent).Symbol is IMethodSymbol taker && TakesObject(taker, list.Arguments.IndexOf(argument), compilation, steps))
                return true;
        }

        return false;
    }

    // Text is made of a value as well as of its box, and so is a comparison.
    private static bool TakesObject(IMethodSymbol taker, int place, Compilation compilation, int steps)
    {
        if (place >= taker.Parameters.Length || taker.Parameters[place] is not { Type.SpecialType: SpecialType.System_Object } parameter
            || TextMethods.IsFormatting(taker) || TextMethods.IsLogging(taker) || taker.ContainingType?.SpecialType == SpecialType.System_Object)
        {
            return false;
        }

        return taker.DeclaringSyntaxReferences.IsEmpty || taker.IsVirtual || taker.IsAbstract || taker.IsOverride || Is(parameter, compilation, steps - 1);
    }
}

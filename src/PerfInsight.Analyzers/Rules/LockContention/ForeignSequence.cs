using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A lazy sequence of the caller that is gone through under a lock: each element runs code that has nothing to do with what the
/// lock guards, and may take any time.
/// </summary>
internal static class ForeignSequence
{
    private static readonly string[] Fillers = ["Add", "Import", "Remove", "Enqueue", "Insert", "Set", "Update", "Load", "Merge", "Append", "Push", "Register", "Init"];

    /// <summary>The parameter that is gone through; null where there is none.</summary>
    public static IParameterSymbol? Of(HeldLock held)
    {
        // Whoever calls AddRange has a list; what an own method of the type is given may come from anybody's code.
        if (held.Statements.FirstOrDefault()?.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || method.Modifiers.Any(modifier => modifier.ValueText is "public" or "internal") || Fillers.Any(start => method.Identifier.ValueText.StartsWith(start, StringComparison.Ordinal)))
        {
            return null;
        }

        // Who waits for a pulse, or gives one, wants the whole to come at once.
        if (held.Statements.SelectMany(HeldLock.Now).Any(operation => operation is IInvocationOperation { TargetMethod.ContainingType: { Name: "Monitor", ContainingNamespace.Name: "Threading" } }))
            return null;
        foreach (var statement in held.Statements)
        {
            if (statement is IForEachLoopOperation { IsAsynchronous: false, Collection: var items } loop && Collections.WithoutConversions(items) is IParameterReferenceOperation { Parameter: { } sequence }
                && sequence.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } && !IsSearch(loop) && !IsMadeBefore(sequence, loop))
            {
                return sequence;
            }
        }

        return null;
    }

    // if (items is not List<T>) items = items.ToList(); and other looks at what it is.
    private static bool IsMadeBefore(IParameterSymbol sequence, IOperation loop) => Functions.ReferencesTo(sequence, loop).Any(reference =>
        OwnedLocals.IsWritten(reference) || reference.Parent is IIsTypeOperation or IIsPatternOperation or IConversionOperation { IsImplicit: false });

    private static bool IsSearch(ILoopOperation loop) => loop.Descendants().Any(operation => operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break });
}

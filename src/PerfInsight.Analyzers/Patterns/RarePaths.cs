using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code that runs seldom whatever the profile says of its member: errors, and what is made once.</summary>
internal static class RarePaths
{
    /// <summary>True in a catch clause or filter, under a throw, and in the factory of a Lazy.</summary>
    public static bool IsRare(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case ICatchClauseOperation or IThrowOperation:
                    return true;
                case IObjectCreationOperation { Type.Name: "Lazy" or "AsyncLazy" }:
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for members that end an object's life or start the program: they run once.</summary>
    public static bool IsOnce(IMethodSymbol method) =>
        method.Name is "Dispose" or "DisposeAsync" or "DisposeCore" or "Finalize" || method.MethodKind is MethodKind.Destructor or MethodKind.StaticConstructor
        || method is { IsStatic: true, Name: "Main" or "<Main>$" };
}

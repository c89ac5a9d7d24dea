using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// A collection of the object that each call copies to go through it, because what it calls might change it:
/// <c>foreach (var observer in _observers.ToArray())</c>. One copy serves all calls until something changes it.
/// </summary>
internal static class SnapshotPerCall
{
    /// <summary>The copy; null for others, and where the loop itself, or a method of the object that it calls, may change the collection.</summary>
    public static NeedlessCopy? Of(IOperation copy)
    {
        if (SourceOf(copy) is not IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private, Type: INamedTypeSymbol type } field, Instance: null or IInstanceReferenceOperation } source
            || type is not { Name: "List" or "HashSet" or "Dictionary" or "LinkedList" or "SortedDictionary" or "SortedSet" or "IList" or "ISet" or "ICollection" or "IDictionary", ContainingNamespace: { Name: "Generic" } }
            || Uses.ParentOf(copy) is not IForEachLoopOperation { IsAsynchronous: false } loop || !ReferenceEquals(Sequences.Received(loop.Collection), copy) || ChangesIt(loop.Body, field))
        {
            return null;
        }

        return new NeedlessCopy(source, "go through it unchanged", "keep the copy until something is added or removed");
    }

    private static IOperation? SourceOf(IOperation copy) => copy switch
    {
        IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" } call when Sequences.IsCopy(call) => Owner(Sequences.SourceOf(call)),
        IObjectCreationOperation { Type: { Name: "List" }, Initializer: null, Arguments: [{ Parameter.Type.Name: "IEnumerable", Value: var copied }] } => Owner(Sequences.Received(copied)),
        _ => null,
    };

    private static IOperation? Owner(IOperation? source) => source is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } keyed } ? Sequences.Received(keyed) : source;

    private static bool ChangesIt(IOperation body, IFieldSymbol field)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IFieldReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Field, field):
                    return true;
                case IInvocationOperation { Instance: IInstanceReferenceOperation }:
                    return true;
                case IInvocationOperation { TargetMethod: { } method } when SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, field.ContainingType.OriginalDefinition) && Mentions(method, field.Name):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static bool Mentions(IMethodSymbol method, string field) => method.OriginalDefinition.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax().DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == field));
}

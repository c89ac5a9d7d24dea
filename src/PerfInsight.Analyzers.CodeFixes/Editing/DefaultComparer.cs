using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Editing;

/// <summary>Shows that a dictionary compares its keys as <c>==</c> and the default comparer do.</summary>
internal static class DefaultComparer
{
    /// <summary>
    /// True for a local, or a read-only or private field, that only ever holds a framework dictionary made without a comparer,
    /// whose keys hash as they compare.
    /// </summary>
    public static bool IsOf(IOperation dictionary, FixContext place)
    {
        var value = Collections.WithoutConversions(dictionary)!;
        if (value.Type is not INamedTypeSymbol { Name: "Dictionary" or "ConcurrentDictionary", TypeArguments: [var key, _] } type
            || !FrameworkCalls.IsFramework(type) || !Equality.HashesLikeItCompares(key))
        {
            return false;
        }

        return value switch
        {
            ILocalReferenceOperation { Local: var local } => !Functions.ReferencesTo(local, value).Any(OwnedLocals.IsWritten) && OwnedLocals.InitializerOf(local, value) is { } made && IsPlain(made),
            IFieldReferenceOperation { Field: var field } => FieldValues.OnlyValueOf(field, place.Model, place.CancellationToken) is { } made && IsPlain(made),
            _ => false,
        };
    }

    private static bool IsPlain(IOperation made) => made is IObjectCreationOperation { Constructor: { } constructor } creation
        && FrameworkCalls.IsFramework(constructor.ContainingType) && constructor.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Int32)
        && creation.Initializer?.Initializers.IsEmpty != false;
}

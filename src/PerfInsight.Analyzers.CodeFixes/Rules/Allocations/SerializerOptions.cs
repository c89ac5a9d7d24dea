using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Options of System.Text.Json that are the same each time; the first use makes them read-only.</summary>
internal static class SerializerOptions
{
    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal)
    {
        "WriteIndented", "PropertyNameCaseInsensitive", "AllowTrailingCommas", "IncludeFields", "IgnoreReadOnlyProperties", "IgnoreReadOnlyFields",
    };

    /// <summary>
    /// True for new options with nothing but switches and the framework's own naming policies. Since .NET 8 equal options share what they
    /// know of types anyway, so converters are kept no longer than before.
    /// </summary>
    public static bool AreFixed(IObjectCreationOperation creation) =>
        creation is { Type: { } type, Arguments: [] or [{ Value.ConstantValue: { HasValue: true, Value: int } }], Initializer.Initializers: { Length: > 0 } parts }
        && FrameworkCalls.IsFramework(type) && !type.GetMembers("MakeReadOnly").IsEmpty && parts.All(IsFixed);

    private static bool IsFixed(IOperation part) => part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value } && name switch
    {
        "PropertyNamingPolicy" or "DictionaryKeyPolicy" => Collections.WithoutConversions(value) is IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType: { Name: "JsonNamingPolicy" } policy } } && FrameworkCalls.IsFramework(policy),

        // Always is refused.
        "DefaultIgnoreCondition" => value is IFieldReferenceOperation { Field.Name: "Never" or "WhenWritingDefault" or "WhenWritingNull" },
        _ => Switches.Contains(name) && value.ConstantValue is { HasValue: true, Value: bool },
    };
}

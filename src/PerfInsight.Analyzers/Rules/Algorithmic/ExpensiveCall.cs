using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Calls whose cost grows with their input, or that look something up by reflection.</summary>
internal static class ExpensiveCall
{
    private static readonly HashSet<string> Aggregates = new(StringComparer.Ordinal)
    {
        "Count", "LongCount", "Max", "Min", "Sum", "Average", "MaxBy", "MinBy", "Aggregate", "Last", "LastOrDefault", "SequenceEqual", "All",
    };

    // Stop at the first element, unless they have a condition or a query before them.
    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal) { "Any", "First", "FirstOrDefault", "Single", "SingleOrDefault", "ElementAt" };

    private static readonly HashSet<string> ListSearches = new(StringComparer.Ordinal) { "Find", "FindAll", "FindIndex", "FindLast", "Exists", "TrueForAll" };

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Split", "Replace", "Normalize", "Join", "Format",
    };

    private static readonly HashSet<string> Lookups = new(StringComparer.Ordinal)
    {
        "GetCustomAttributes", "GetCustomAttribute", "GetProperties", "GetProperty", "GetMethods", "GetMethod", "GetFields", "GetField", "GetMembers",
        "GetMember", "GetConstructors", "GetConstructor", "GetInterfaces", "GetTypes", "GetExportedTypes", "GetRuntimeProperties", "GetRuntimeMethods",
        "IsDefined", "MakeGenericType", "MakeGenericMethod",
    };

    private static readonly HashSet<string> Statics = new(StringComparer.Ordinal)
    {
        "System.Enum.GetValues", "System.Enum.GetNames", "System.Type.GetType", "System.Environment.GetEnvironmentVariable",
        "System.IO.Path.GetInvalidFileNameChars", "System.IO.Path.GetInvalidPathChars", "System.Text.Encoding.GetEncoding",
        "System.TimeZoneInfo.FindSystemTimeZoneById", "System.Diagnostics.Process.GetCurrentProcess", "System.Text.RegularExpressions.Regex.Escape",
        "System.Reflection.Assembly.GetExecutingAssembly", "System.Reflection.Assembly.GetEntryAssembly", "System.AppDomain.GetAssemblies",
        "System.Net.Dns.GetHostName", "System.Globalization.CultureInfo.GetCultures",
    };

    // Looked at first: the whole name is made of parts.
    private static readonly HashSet<string> StaticNames = new(Statics.Select(static name => name.Substring(name.LastIndexOf('.') + 1)), StringComparer.Ordinal);

    /// <summary>True for a call or creation worth keeping in a local.</summary>
    public static bool Is(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Type is { Name: "Regex" or "XmlSerializer" },
        IInvocationOperation call => IsExpensive(call) || CostlyMember.Is(call.TargetMethod) || IsWholeForOne(call),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } => CostlyMember.Is(property),
        _ => false,
    };

    /// <summary>True where the result is a collection of the caller's own, which it may change.</summary>
    public static bool MakesCopy(IOperation operation) => Sequences.IsCopy(operation)
        || operation is IInvocationOperation { TargetMethod.Name: "Split" or "FindAll" };

    // GetValues(row)[i]: all of them are made for one.
    private static bool IsWholeForOne(IInvocationOperation call) => call.TargetMethod is { ReturnType: IArrayTypeSymbol, Name: var name } method
        && name.StartsWith("Get", StringComparison.Ordinal) && !FrameworkCalls.IsFramework(method.ContainingType) && !call.Arguments.IsEmpty
        && call.Parent is IArrayElementReferenceOperation { Indices: [{ ConstantValue.HasValue: false }] } element && ReferenceEquals(element.ArrayReference, call);

    private static bool IsExpensive(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (type.SpecialType == SpecialType.System_String)
            return Texts.Contains(method.Name) && (call.Instance is not null || method.Name is "Join" or "Format");
        if (method.IsStatic && ((method.Name is "Parse" or "ParseExact" && FrameworkCalls.IsFramework(type)) || (type.Name == "Convert" && method.Name.StartsWith("To", StringComparison.Ordinal)))
            && call.Arguments is [{ Value: { Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } }, ..])
        {
            return true;
        }

        if ((method.IsStatic || type.Name == "AppDomain") && StaticNames.Contains(method.Name) && Statics.Contains(CalleeName.Of(method)))
            return true;

        if (Lookups.Contains(method.Name) && FrameworkCalls.IsFramework(type))
            return type.Name is "Type" or "CustomAttributeExtensions" or "Attribute" or "Assembly" || type.ContainingNamespace?.Name == "Reflection";
        var source = Sequences.SourceOf(call);
        if (!Sequences.IsLinq(method))
            return ListSearches.Contains(method.Name) && type.Name is "List" or "Array" && FrameworkCalls.IsFramework(type) && call.Arguments.Length > 0;
        if (Sequences.IsQueryable(source?.Type))
            return false;
        var hasFunction = call.Arguments.Any(argument => argument.Value is IDelegateCreationOperation);
        var isQuery = Sequences.IsLazyOperator(source);
        if (Sequences.IsCopy(call))
            return true;
        if (Starts.Contains(method.Name))
            return hasFunction || (isQuery && Sequences.OperatorsOf(source).Any(one => one.TargetMethod.Name is not ("Select" or "Cast" or "AsEnumerable" or "Skip" or "Take")));
        if (!Aggregates.Contains(method.Name))
            return false;
        return method.Name switch
        {
            "Count" or "LongCount" => hasFunction || !Sequences.IsCounted(source?.Type),
            "Last" or "LastOrDefault" => hasFunction || !Sequences.IsIndexed(source?.Type),
            _ => true,
        };
    }
}

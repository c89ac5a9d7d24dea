using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Framework members that compute from their arguments alone, and types whose values never change.</summary>
internal static class PureCalls
{
    // Values of these types never change, and their methods are safe for threads.
    private static readonly HashSet<string> ImmutableTypes = new(StringComparer.Ordinal)
    {
        "System.String", "System.Char", "System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32",
        "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal", "System.Half", "System.Int128",
        "System.UInt128", "System.IntPtr", "System.UIntPtr", "System.Guid", "System.TimeSpan", "System.DateTime", "System.DateTimeOffset",
        "System.DateOnly", "System.TimeOnly", "System.Version", "System.Uri", "System.Type", "System.Index", "System.Range",
        "System.Globalization.CultureInfo", "System.StringComparer", "System.Text.RegularExpressions.Regex",
        "System.Text.RegularExpressions.Match", "System.Text.RegularExpressions.Group", "System.Text.UTF8Encoding",
    };

    // Static members compute from their arguments. (Encodings have fall-back objects, but those are made per call.)
    private static readonly HashSet<string> PureTypes = new(StringComparer.Ordinal)
    {
        "System.Math", "System.MathF", "System.Convert", "System.BitConverter", "System.Text.Encoding", "System.IO.Path", "System.HashCode",
        "System.Numerics.BitOperations", "System.Globalization.CultureInfo", "System.StringComparer", "System.Text.RegularExpressions.Regex",
        "System.Enum", "System.Net.WebUtility", "System.Uri", "System.TimeSpan", "System.Web.HttpUtility", "System.Text.Encoding.Extensions",
    };

    // The time is another one after the lock, and random numbers come from shared state.
    private static readonly HashSet<string> Impure = new(StringComparer.Ordinal)
    {
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.IO.Path.GetTempFileName", "System.IO.Path.Exists", "System.IO.Path.GetFullPath", "System.String.Intern", "System.String.CopyTo",
        "System.String.TryCopyTo", "System.Globalization.CultureInfo.CurrentCulture", "System.Globalization.CultureInfo.DefaultThreadCurrentCulture",
    };

    // Too cheap to be worth a word about where they run.
    private static readonly HashSet<string> Trivial = new(StringComparer.Ordinal)
    {
        "System.Math.Min", "System.Math.Max", "System.Math.Abs", "System.String.IsNullOrEmpty", "System.String.op_Equality", "System.Object.ReferenceEquals",
        "System.String.Equals", "System.Int32.Equals", "System.Threading.Interlocked.Increment",
    };

    private static readonly HashSet<string> HashesOfData = new(StringComparer.Ordinal) { "HashData", "TryHashData" };

    /// <summary>True for a value that nobody can change.</summary>
    public static bool IsImmutable(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        if (type.TypeKind == TypeKind.Enum || ImmutableTypes.Contains(CalleeName.OfType(type.OriginalDefinition)))
            return true;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return IsImmutable(nullable.TypeArguments[0]);
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.All(element => IsImmutable(element.Type));
        return type is INamedTypeSymbol { ContainingNamespace: { Name: "Immutable" or "Frozen", ContainingNamespace.Name: "Collections" } } collection
            && collection.Name != "Builder" && collection.TypeArguments.All(IsImmutable);
    }

    /// <summary>True where the result depends on the arguments and the receiver alone, and nothing is changed; the arguments are another question.</summary>
    public static bool IsPure(IMethodSymbol method)
    {
        var type = CalleeName.OfType(method.ContainingType.OriginalDefinition);
        if (IsImpure(type, method.AssociatedSymbol?.Name ?? method.Name))
            return false;
        if (type.StartsWith("System.Security.Cryptography.", StringComparison.Ordinal))
            return method.IsStatic && HashesOfData.Contains(method.Name);
        return (method.IsStatic && PureTypes.Contains(type)) || IsImmutable(method.ContainingType) || type is "System.Text.Encoding" or "System.Nullable`1";
    }

    /// <summary>True for a static property whose value stays the same.</summary>
    public static bool IsPure(IPropertySymbol property)
    {
        var type = CalleeName.OfType(property.ContainingType.OriginalDefinition);
        return property is { IsStatic: true, SetMethod: null } && !IsImpure(type, property.Name)
            && (PureTypes.Contains(type) || ImmutableTypes.Contains(type) || (type == "System.Environment" && property.Name is "NewLine" or "ProcessorCount"));
    }

    /// <summary>True for calls that cost about nothing.</summary>
    public static bool IsTrivial(IMethodSymbol method) => Trivial.Contains(CalleeName.Of(method));

    private static bool IsImpure(string type, string member) => Impure.Contains(type + "." + member);
}

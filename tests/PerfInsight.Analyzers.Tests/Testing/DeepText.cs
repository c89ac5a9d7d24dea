using System.Collections;
using System.Globalization;
using System.Reflection;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A value in words, its elements and fields included, so that two values of different assemblies can be compared.</summary>
internal static class DeepText
{
    private const int MaxDepth = 8;

    public static string Of(object? value) => Of(value, depth: 0);

    private static string Of(object? value, int depth)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return "\"" + text + "\"";
            case double or float:
                // The sign of zero tells values apart that compare as equal.
                return ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture);
            case IEnumerable items when depth < MaxDepth:
                return "[" + string.Join(", ", items.Cast<object?>().Select(item => Of(item, depth + 1))) + "]";
        }

        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is IFormattable || depth >= MaxDepth)
            return Convert.ToString(value, CultureInfo.InvariantCulture)!;
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return type.Name + "{" + string.Join(", ", fields.Select(field => Of(field.GetValue(value), depth + 1))) + "}";
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A call or throw whose exception is the answer to a question that another method answers with a result.</summary>
/// <param name="Place">The call or the throw.</param>
/// <param name="Remedy">What to ask instead.</param>
internal sealed record CaughtAnswer(IOperation Place, string Remedy)
{
    // More statements have other reasons to be tried.
    private const int MaxStatements = 3;

    /// <summary>The one in a try block that a catch clause for <paramref name="caught"/> is there for; null where none is seen.</summary>
    public static CaughtAnswer? In(IBlockOperation body, ITypeSymbol? caught)
    {
        var name = caught is null || caught.SpecialType == SpecialType.System_Object ? "Exception" : caught.Name;
        var isShort = body.Operations.Length <= MaxStatements;
        foreach (var operation in OwnOf(body))
        {
            var found = operation switch
            {
                IThrowOperation { Exception: { } thrown } => OfThrow(operation, thrown, caught),
                IInvocationOperation call when isShort => OfCall(call, name),
                IPropertyReferenceOperation { Arguments.IsEmpty: false } item when isShort && name == "KeyNotFoundException" && !OwnedLocals.IsWritten(item) => new CaughtAnswer(item, "ask with TryGetValue"),
                IArrayElementReferenceOperation element when isShort && name == "IndexOutOfRangeException" => new CaughtAnswer(element, "compare the index with the length"),
                IPropertyReferenceOperation { Arguments.IsEmpty: false } item when isShort && name == "ArgumentOutOfRangeException" => new CaughtAnswer(item, "compare the index with the count"),
                IConversionOperation { IsImplicit: false, Conversion.IsReference: true, IsTryCast: false } cast when isShort && name == "InvalidCastException" => new CaughtAnswer(cast, "test the type with 'is'"),
                IMemberReferenceOperation { Instance: { Type.IsReferenceType: true } } member when isShort && name == "NullReferenceException" => new CaughtAnswer(member, "test for null"),
                _ => null,
            };
            if (found is not null)
                return found;
        }

        return null;
    }

    // throw and catch in one member: a jump.
    private static CaughtAnswer? OfThrow(IOperation place, IOperation thrown, ITypeSymbol? caught)
    {
        while (thrown is IConversionOperation conversion)
            thrown = conversion.Operand;
        if (thrown is not IObjectCreationOperation { Type: { } type } || caught is null)
            return null;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, caught))
                return new CaughtAnswer(place, "leave the block without an exception");
        }

        return null;
    }

    private static CaughtAnswer? OfCall(IInvocationOperation call, string caught)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        switch (method.Name)
        {
            case "Parse" or "ParseExact" when caught is "FormatException" or "Exception" or "OverflowException" or "ArgumentException" or "SystemException" or "JsonException" && !type.GetMembers("Try" + method.Name).IsEmpty:
                return new CaughtAnswer(call, $"ask with {type.Name}.Try{method.Name}");
            case "ToInt32" or "ToInt64" or "ToDouble" or "ToDecimal" or "ToDateTime" or "ToInt16" or "ToByte" or "ToUInt32" or "ToUInt64" or "ToSingle" or "ToBoolean"
                when type.Name == "Convert" && caught is "FormatException" or "Exception" or "OverflowException" && call.Arguments.FirstOrDefault()?.Value.Type?.SpecialType == SpecialType.System_String:
                return new CaughtAnswer(call, $"ask with {method.ReturnType.Name}.TryParse");
            case "First" or "Single" or "Last" when Sequences.IsLinq(method) && caught is "InvalidOperationException" or "Exception":
                return new CaughtAnswer(call, $"ask with {method.Name}OrDefault");
            case "FromBase64String" when type.Name == "Convert" && !type.GetMembers("TryFromBase64String").IsEmpty && caught is "FormatException" or "Exception":
                return new CaughtAnswer(call, "ask with Convert.TryFromBase64String");
            default:
                return null;
        }
    }

    // Without other functions, and without the blocks that have catch clauses of their own.
    private static IEnumerable<IOperation> OwnOf(IOperation body)
    {
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            foreach (var child in open.Pop().ChildOperations.Reverse())
                open.Push(child);
            while (open.Count > 0 && open.Peek() is IAnonymousFunctionOperation or ILocalFunctionOperation or ITryOperation { Catches.IsEmpty: false })
                open.Pop();
            if (open.Count > 0)
                yield return open.Peek();
        }
    }
}

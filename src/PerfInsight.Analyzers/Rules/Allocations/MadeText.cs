using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that is made of bytes, characters, a builder or a value only to be looked at.</summary>
internal static class MadeText
{
    private static readonly HashSet<string> Parsers = new(StringComparer.Ordinal) { "Parse", "TryParse", "ParseExact", "TryParseExact" };

    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal) { "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "CompareTo" };

    /// <summary>The text that an operation makes; null for others, and where the text is needed.</summary>
    public static TextCopy? Of(IOperation operation, Compilation compilation)
    {
        if (IsHashed(operation))
            return new TextCopy("hash it", "combine the hash codes of the parts: HashCode.Combine");
        if (IsMeasured(operation))
            return new TextCopy("measure it", "add up the lengths of its parts; the digits of a number can be counted");
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "ReadToEnd" or "ReadToEndAsync" or "ReadAllText" or "ReadAllTextAsync" or "ReadAsStringAsync" or "GetStringAsync" } whole:
                return IoBound.WholeFileReadAnalyzer.StreamInsteadOf(whole) is { } stream ? new TextCopy("go through it once", stream) : null;
            case IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject", ReturnType.SpecialType: SpecialType.System_String, ContainingType.Name: "JsonSerializer" or "JsonConvert" } } json:
                return IsParsedAgain(json) ? new TextCopy("read it again", "copy the object itself, or go by UTF-8 bytes that are rented") : null;
            case IInvocationOperation { TargetMethod: { Name: "GetString", ReturnType.SpecialType: SpecialType.System_String } decode } call when BufferMethods.IsOn(decode, "System.Text.Encoding"):
                return OfLook(call, "parse the bytes: Utf8Parser, or Parse of UTF-8 bytes", "compare the bytes: SequenceEqual(\"…\"u8)");
            case IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value.Type: IArrayTypeSymbol or { IsRefLikeType: true } }, ..] } creation:
                return OfLook(creation, "parse a span of the characters", "compare a span of the characters") ?? AppendedText.Of(creation);
            case IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value.Type.SpecialType: SpecialType.System_Char }, _] } run:
                return AppendedText.Of(run);
            case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance.Type: { } type } call:
                return OfToString(call, type);
            case IInvocationOperation { TargetMethod: { Name: "Replace", ContainingType.SpecialType: SpecialType.System_String } } replaced when IsCompared(replaced):
                return new TextCopy("compare it", "compare the parts in place, as spans");
            case IInvocationOperation { TargetMethod: { Name: "Trim", Parameters.IsEmpty: true, ContainingType.SpecialType: SpecialType.System_String } } trim:
                return IsTestedForEmpty(trim) ? new TextCopy("see whether it is blank", "ask string.IsNullOrWhiteSpace") : null;
            case IInvocationOperation { TargetMethod: { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String } } part:
                return IsTestedForEmpty(part) ? new TextCopy("measure it", "work out the length") : null;
            case IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "BitConverter" }, Arguments.Length: 1 } hex:
                return IsStripped(hex) && compilation.GetTypeByMetadataName("System.Convert")?.GetMembers("ToHexString").IsEmpty == false
                    ? new TextCopy("take the dashes out", "use Convert.ToHexString")
                    : null;
            default:
                return null;
        }
    }

    // JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value)), also by a local.
    private static bool IsParsedAgain(IOperation text)
    {
        IReadOnlyList<IOperation> uses = Uses.ParentOf(text) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } ? Functions.ReferencesTo(local, text) : [text];
        return uses.Count == 1 && Uses.ParentOf(uses[0]) is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { Name: "Deserialize" or "DeserializeObject" or "Parse", ContainingType.Name: "JsonSerializer" or "JsonConvert" or "JsonNode" or "JsonDocument" or "JObject" } } };
    }

    // (a + b).GetHashCode(), $"{a}:{b}".GetHashCode()
    private static bool IsHashed(IOperation text) =>
        text is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } or IInterpolatedStringOperation { ConstantValue.HasValue: false }
            or IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } }
        && Uses.ParentOf(text) is IInvocationOperation { TargetMethod: { Name: "GetHashCode", Parameters.IsEmpty: true } } hash && ReferenceEquals(Collections.WithoutConversions(hash.Instance), text);

    // (count.ToString() + ":").Length, also by a local of which nothing else is asked.
    private static bool IsMeasured(IOperation text)
    {
        var isMade = text is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false, Parent: not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } }
            or IInterpolatedStringOperation { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String }
            or IInvocationOperation { TargetMethod: { Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } }
            or IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance.Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 };
        if (!isMade)
            return false;
        var isAsked = false;
        foreach (var use in Uses.Of(text))
        {
            if (use is not IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } })
                return false;
            isAsked = true;
        }

        return isAsked;
    }

    private static TextCopy? OfToString(IInvocationOperation call, ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Char)
            return IsCompared(call) || IsSearchedFor(call) ? new TextCopy("compare it", "compare characters") : null;
        if (type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] })
            return OfLook(call, "parse the span", "compare the span: SequenceEqual");
        if (type is { Name: "StringBuilder" } && FrameworkCalls.IsFramework(type))
            return OfBuilder(call);
        var isValue = type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Decimal || type is { Name: "Guid", ContainingNamespace.Name: "System" };
        return isValue && IsCompared(call) && BothAreText(call) ? new TextCopy("compare it", "compare the values themselves") : null;
    }

    private static TextCopy? OfBuilder(IInvocationOperation call)
    {
        switch (Uses.ParentOf(call))
        {
            case IPropertyReferenceOperation { Property.Name: "Length" }:
                return new TextCopy("measure it", "ask the builder for its Length");
            case IPropertyReferenceOperation { Arguments.IsEmpty: false }:
                return Loops.Around(call).Any() ? null : new TextCopy("read a character", "index the builder");
            case IInvocationOperation { TargetMethod: { Name: "Substring", ContainingType.SpecialType: SpecialType.System_String } } cut when ReferenceEquals(cut.Instance, call):
                return new TextCopy("cut it", "ask for the part: ToString(start, length)");
            case IInvocationOperation { TargetMethod: { Name: "TrimEnd" or "Trim", ContainingType.SpecialType: SpecialType.System_String } } trim when ReferenceEquals(trim.Instance, call):
                return new TextCopy("trim it", "shorten the builder before its text is made");
            case IInvocationOperation { TargetMethod: { Name: "StartsWith" or "EndsWith", ContainingType.SpecialType: SpecialType.System_String } } test when ReferenceEquals(test.Instance, call):
                return new TextCopy("look at its end", "index the builder");
            default:
                return IsTestedForEmpty(call) ? new TextCopy("see whether it is empty", "ask the builder for its Length") : null;
        }
    }

    private static TextCopy? OfLook(IOperation text, string parse, string compare)
    {
        if (Uses.ParentOf(text) is IArgumentOperation { Parameter: { Ordinal: 0 }, Parent: IInvocationOperation { TargetMethod: { IsStatic: true } parser } } && Parsers.Contains(parser.Name) && TakesSpan(parser))
            return new TextCopy("parse it", parse);
        if (Uses.ParentOf(text) is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { Name: "Deserialize" or "Parse", ContainingType: { Name: "JsonSerializer" or "JsonDocument" } } json } } && TakesSpan(json))
            return new TextCopy("parse it", $"hand the bytes to {json.ContainingType.Name}.{json.Name}");
        if (IsCopiedBack(text))
            return new TextCopy("change it and copy it back", "change a span of the characters: MemoryExtensions.ToLower and the like");
        return IsCompared(text) ? new TextCopy("compare it", compare) : null;
    }

    // new string(buffer, …).ToLower().CopyTo(0, buffer, …), also through a TextInfo.
    private static bool IsCopiedBack(IOperation text)
    {
        var use = Uses.ParentOf(text);
        if (use is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ToLower" or "ToUpper", ContainingType.Name: "TextInfo" } } cased })
            use = Uses.ParentOf(cased);
        else if (use is IInvocationOperation { TargetMethod: { Name: "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant", ContainingType.SpecialType: SpecialType.System_String } } changed)
            use = Uses.ParentOf(changed);
        return use is IInvocationOperation { TargetMethod: { Name: "CopyTo", ContainingType.SpecialType: SpecialType.System_String } };
    }

    private static bool TakesSpan(IMethodSymbol parser) => parser.ContainingType.GetMembers(parser.Name).OfType<IMethodSymbol>()
        .Any(other => other.Parameters.Length > 0 && other.Parameters[0].Type is INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" });

    private static bool IsCompared(IOperation text) => Uses.ParentOf(text) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => !IsNull(comparison.LeftOperand) && !IsNull(comparison.RightOperand),
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name } } test => ReferenceEquals(Uses.ParentOf(text), test) && Tests.Contains(name),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } } } => true,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => !IsNull(value),
        ISwitchOperation or ISwitchExpressionOperation => true,
        _ => false,
    };

    // a.ToString() == b.ToString(); with text of elsewhere there may be no value to compare with.
    private static bool BothAreText(IOperation text)
    {
        var others = Uses.ParentOf(text) switch
        {
            IBinaryOperation comparison => [comparison.LeftOperand, comparison.RightOperand],
            IInvocationOperation { Instance: { } instance, Arguments: [var argument, ..] } => [instance, argument.Value],
            IArgumentOperation { Parent: IInvocationOperation equals } => equals.Arguments.Select(argument => argument.Value),
            _ => (IEnumerable<IOperation>)[],
        };
        return others.Count(other => other.ConstantValue.HasValue || other is IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true } }) >= 2;
    }

    // text.Contains(c.ToString())
    private static bool IsSearchedFor(IOperation character) =>
        Uses.ParentOf(character) is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, IsStatic: false, Name: var name } method } }
        && Tests.Contains(name)
        && method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Any(other => other.Parameters is [{ Type.SpecialType: SpecialType.System_Char }, ..]);

    // x.Length == 0, x == "", string.IsNullOrEmpty(x); a comparison with "" is seen elsewhere.
    private static bool IsTestedForEmpty(IOperation text) => Uses.ParentOf(text) switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" } length => ReferenceEquals(Collections.WithoutConversions(length.Instance), text),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty", ContainingType.SpecialType: SpecialType.System_String } } } => true,
        _ => false,
    };

    private static bool IsStripped(IOperation text) => Uses.ParentOf(text) is IInvocationOperation { TargetMethod.Name: "Replace", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: "-" } }, { Value: var by }] }
        && (by.ConstantValue is { HasValue: true, Value: "" or null } || Nameless(by));

    private static bool Nameless(IOperation value) => value is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };
}

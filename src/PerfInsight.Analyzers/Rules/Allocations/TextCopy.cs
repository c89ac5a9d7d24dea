using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A copy of text that nothing keeps.</summary>
/// <param name="Purpose">What it is made for, as in "only to parse it".</param>
/// <param name="Remedy">What does without it.</param>
internal sealed record TextCopy(string Purpose, string Remedy)
{
    private static readonly HashSet<string> Parsers = new(StringComparer.Ordinal) { "Parse", "TryParse", "ParseExact", "TryParseExact" };

    private static readonly HashSet<string> Comparers = new(StringComparer.Ordinal)
    {
        "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "LastIndexOf", "CompareTo", "Compare", "CompareOrdinal",
    };

    private static readonly HashSet<string> Trims = new(StringComparer.Ordinal) { "Trim", "TrimStart", "TrimEnd" };

    private static readonly HashSet<string> CaseChanges = new(StringComparer.Ordinal) { "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant" };

    private const string JoinSpans = "join spans: string.Concat(…, text.AsSpan(start))";

    /// <summary>The copy that an operation makes; null for others, and where the copy is needed.</summary>
    public static TextCopy? Of(IOperation operation, Compilation compilation, CancellationToken cancellationToken) =>
        OfOne(operation, compilation, cancellationToken) ?? TextInPassing.Of(operation);

    private static TextCopy? OfOne(IOperation operation, Compilation compilation, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } method, Instance: { } } call when call.Instance.ConstantValue is { HasValue: false } => method.Name switch
        {
            "Substring" => OfSubstring(call, compilation) ?? MadeText.Of(call, compilation) ?? AppendedText.Of(call) ?? OfHanded(call, compilation),
            "Trim" or "TrimStart" or "TrimEnd" => OfTrim(call) ?? MadeText.Of(call, compilation),
            "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" => OfCaseChange(call),
            "Replace" => MadeText.Of(call, compilation),
            "Split" => SplitText.Of(call, compilation, cancellationToken),
            "ToCharArray" => CharacterCopy.Of(call),
            _ => null,
        },
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } sum
            when UseOf(sum) is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "IndexOf" or "Contains" or "StartsWith" or "EndsWith" or "LastIndexOf" } } search
                && search.Syntax.Span.Contains(sum.Syntax.Span) => new TextCopy("search it", "search for the parts, or compare spans"),
        _ => MadeText.Of(operation, compilation) ?? TextKey.Of(operation, compilation, cancellationToken) ?? EarlyMessage.Of(operation),
    };

    private static TextCopy? OfHanded(IOperation text, Compilation compilation) => HasSpans(compilation) && HandedText.IsOnlyRead(text) ? new TextCopy("have its characters read", "let the method take a span: AsSpan(start, length)") : null;

    private static TextCopy? OfSubstring(IInvocationOperation call, Compilation compilation)
    {
        var use = UseOf(call);
        return use switch
        {
            IInvocationOperation { TargetMethod: { Name: "Append" or "Write" or "Insert" } append } when TextMethods.IsFormatting(append) && IsArgument(call) =>
                new TextCopy("append it", append.ContainingType.Name == "StringBuilder" ? "append the part: Append(text, start, count)" : "write a span"),
            IInvocationOperation { TargetMethod: { IsStatic: true } parse } when Parsers.Contains(parse.Name) && IsArgument(call) && TakesSpan(parse) =>
                new TextCopy("parse it", "parse a span: AsSpan(start, length)"),
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Convert", ContainingNamespace.Name: "System" } }, Arguments: [_, { Value.ConstantValue: { HasValue: true, Value: 16 } }] } when IsArgument(call) =>
                new TextCopy("parse it", HasSpans(compilation) ? "parse a span with NumberStyles.HexNumber, or use Convert.FromHexString for all of it" : "work the digits out one by one"),
            IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } next } chained when IsReceiver(call, chained)
                && (Trims.Contains(next.Name) || Comparers.Contains(next.Name) || CaseChanges.Contains(next.Name) || next.Name is "Split" or "Substring" or "ToCharArray" or "Replace") =>
                new TextCopy(Trims.Contains(next.Name) ? "trim it" : next.Name is "Split" or "Substring" ? "cut it again" : Comparers.Contains(next.Name) ? "compare it" : "change it",
                    "work on a span, and make text once at the end"),
            IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String, Parameters.Length: > 1 } } when IsArgument(call) && JoinsSpans(compilation) =>
                new TextCopy("join it with other text", JoinSpans),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String, LeftOperand: var left, RightOperand: var right }
                when JoinsSpans(compilation) && (IsText(left) || IsCharacter(left)) && (IsText(right) || IsCharacter(right)) => new TextCopy("join it with other text", IsCharacter(left) || IsCharacter(right) ? "make the text at once: string.Create, or string.Concat of spans" : JoinSpans),
            IInterpolationOperation { FormatString: null, Alignment: null } when compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler") is not null =>
                new TextCopy("put it into other text", "put a span into it: {text.AsSpan(start)}"),
            _ when IsCompared(use) => new TextCopy("compare it", HasSpans(compilation) ? "compare a span: AsSpan(start, length).SequenceEqual(…)" : "compare in place: string.CompareOrdinal(text, start, …)"),
            _ when LocalOf(call) is { } local && IsOnlyCompared(local, call) => new TextCopy("compare it", "compare spans"),
            _ when HasSpans(compilation) && (LocalOf(call) is { } looked ? TextLook.PurposeOf(looked, call) : TextLook.PurposeOf(call)) is { } purpose && purpose != "look at its characters" => new TextCopy(purpose, "work on a span: AsSpan(start, length)"),
            IForEachLoopOperation => new TextCopy("read its characters", "go through the text from there, or through a span"),
            _ when PurposeOfRest(call) is { } rest => new TextCopy(rest, "cut a span instead: AsSpan(), and slice it"),
            _ => null,
        };
    }

    // name = name.Substring(0, i); … name = name.Trim(); and then it is only looked at.
    private static string? PurposeOfRest(IInvocationOperation call)
    {
        if (call.Parent is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } } assignment
            || Collections.SymbolOf(assignment.Target) is not { } symbol || !IsCutOf(call, symbol))
        {
            return null;
        }

        string? purpose = null;
        foreach (var reference in Functions.ReferencesTo(symbol, call))
        {
            if (reference.Syntax.SpanStart < assignment.Syntax.SpanStart)
                continue;
            if (Uses.ParentOf(reference) is ISimpleAssignmentOperation write && ReferenceEquals(write.Target, reference))
            {
                if (!IsCutOf(Collections.WithoutConversions(write.Value), symbol))
                    return null;
                continue;
            }

            if (Uses.ParentOf(reference) is IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } cut && IsCutOf(cut, symbol) && Uses.ParentOf(cut) is ISimpleAssignmentOperation)
                continue;
            if (TextLook.PurposeOf(reference) is not { } one)
                return null;
            purpose = one;
        }

        return purpose;
    }

    private static bool IsCutOf(IOperation? value, ISymbol text) => value is IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: "Substring" or "Trim" or "TrimStart" or "TrimEnd" or "Remove" }, Instance: { } instance }
        && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(WithoutTrims(instance)), text);

    private static bool JoinsSpans(Compilation compilation) => compilation.GetSpecialType(SpecialType.System_String).GetMembers("Concat").OfType<IMethodSymbol>()
        .Any(method => method.Parameters.Length > 1 && method.Parameters[0].Type.Name == "ReadOnlySpan");

    private static bool IsCharacter(IOperation operand) => Collections.WithoutConversions(operand)?.Type?.SpecialType == SpecialType.System_Char;

    private static bool IsText(IOperation operand) => Collections.WithoutConversions(operand)?.Type?.SpecialType == SpecialType.System_String;

    private static TextCopy? OfTrim(IInvocationOperation call)
    {
        if (IsCompared(UseOf(call)))
            return new TextCopy("compare it", "trim a span: AsSpan().Trim()");
        return UseOf(call) is IInvocationOperation { TargetMethod: { Name: "Append" or "Write" or "Insert", ContainingType: var type } append } && IsArgument(call)
            && TextMethods.IsFormatting(append) && TakesSpanOfText(type, append.Name)
            ? new TextCopy("append it", "append a span: AsSpan().Trim()")
            : null;
    }

    private static bool TakesSpanOfText(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().Any(other => other.Parameters.Any(parameter => parameter.Type.Name == "ReadOnlySpan"));

    private static TextCopy? OfCaseChange(IInvocationOperation call)
    {
        const string remedy = "compare with StringComparison.OrdinalIgnoreCase, or give the dictionary StringComparer.OrdinalIgnoreCase";
        if (UseOf(call) is IInvocationOperation { TargetMethod: { Name: "GetHashCode", Parameters.IsEmpty: true } } hash && IsReceiver(call, hash))
            return new TextCopy("hash it", "ask StringComparer.OrdinalIgnoreCase for the hash code, and compare by it");
        if (IsCompared(UseOf(call)) || IsKey(call))
            return new TextCopy(IsKey(call) ? "find a key" : "compare it", remedy);
        var isCompared = LocalOf(call) is { } local ? IsOnlyCompared(Functions.ReferencesTo(local, call), orRead: true) : IsPutBack(call, out var later) && IsOnlyCompared(later, orRead: true);
        return isCompared ? new TextCopy("compare it", remedy) : null;
    }

    private static IOperation? WithoutTrims(IOperation? text) =>
        text is IInvocationOperation { TargetMethod: { Name: var name, ContainingType.SpecialType: SpecialType.System_String }, Instance: { } inner } && Trims.Contains(name) ? WithoutTrims(inner) : text;

    // name = name.Trim().ToLowerInvariant(); what comes after sees nothing else.
    private static bool IsPutBack(IInvocationOperation call, out IEnumerable<IOperation> later)
    {
        later = [];
        if (call.Parent is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None }, Parent: IExpressionStatementOperation } assignment
            || Collections.SymbolOf(assignment.Target) is not { } symbol || !SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(WithoutTrims(call.Instance)), symbol) || Loops.Around(call).Any())
        {
            return false;
        }

        later = Functions.ReferencesTo(symbol, call).Where(reference => reference.Syntax.SpanStart >= assignment.Syntax.Span.End);
        return !later.Any(OwnedLocals.IsWritten);
    }

    /// <summary>What an expression is used for, past conversions and parentheses.</summary>
    internal static IOperation? UseOf(IOperation value)
    {
        var use = value.Parent;
        while (use is IConversionOperation or IParenthesizedOperation or IArgumentOperation)
            use = use.Parent;
        return use;
    }

    private static bool IsArgument(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation;
    }

    private static bool IsReceiver(IOperation value, IInvocationOperation call) => call.Instance is { } instance && instance.Syntax.Span.Contains(value.Syntax.Span);

    private static bool IsCompared(IOperation? use) => use switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => !IsNull(comparison.LeftOperand) && !IsNull(comparison.RightOperand),
        IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } method } => Comparers.Contains(method.Name),
        ISwitchOperation or ISwitchExpressionOperation => true,
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } => !IsNull(value),
        IIsPatternOperation { Pattern: IBinaryPatternOperation } => true,
        _ => false,
    };

    // The key of a dictionary of text: a comparer of its own finds it in any case.
    private static bool IsKey(IOperation value) => UseOf(value) switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: { Name: "Dictionary" or "IDictionary" or "ConcurrentDictionary" } } } indexer =>
            indexer.Instance is { } instance && !instance.Syntax.Span.Contains(value.Syntax.Span),
        IInvocationOperation { TargetMethod: { Name: "TryGetValue" or "ContainsKey", ContainingType: { Name: "Dictionary" or "IDictionary" or "ConcurrentDictionary" } } } => true,
        IInvocationOperation { TargetMethod: { Name: "Contains", ContainingType: { Name: "HashSet" or "ISet" or "List" or "Enumerable" } } } => IsArgument(value),
        _ => false,
    };

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    /// <summary>The local that a value is put into: by its declaration, or once and for all afterwards.</summary>
    internal static ILocalSymbol? LocalOf(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => local,

            // string part; … part = text.Substring(3);
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } target, Parent: IExpressionStatementOperation } when IsSetOnce(local, target) => local,
            _ => null,
        };
    }

    private static bool IsSetOnce(ILocalSymbol local, IOperation target) => Functions.ReferencesTo(local, target).Where(OwnedLocals.IsWritten).All(write => ReferenceEquals(write, target))
        && local.DeclaringSyntaxReferences.Length == 1 && local.DeclaringSyntaxReferences[0].GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: null };

    private static bool IsOnlyCompared(ILocalSymbol local, IOperation from) => IsOnlyCompared(Functions.ReferencesTo(local, from), orRead: false);

    private static bool IsOnlyCompared(IEnumerable<IOperation> references, bool orRead)
    {
        var isCompared = false;
        foreach (var reference in references)
        {
            if (OwnedLocals.IsWritten(reference) || (orRead && IsReadAlone(reference)))
                continue;
            if (!IsCompared(UseOf(reference)) && !IsKey(reference))
                return false;
            isCompared = true;
        }

        return isCompared;
    }

    // Its length, a character that is compared, a method of the program's own that reads it: these do with the text as it was.
    private static bool IsReadAlone(IOperation reference) => Uses.ParentOf(reference) switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true } character => Uses.ParentOf(character) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals },
        _ => HandedText.IsOnlyRead(reference),
    };

    private static bool TakesSpan(IMethodSymbol parse) => parse.ContainingType.GetMembers(parse.Name).OfType<IMethodSymbol>()
        .Any(other => other.Parameters.Length > 0 && other.Parameters[0].Type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] });

    private static bool HasSpans(Compilation compilation) => compilation.GetTypeByMetadataName("System.MemoryExtensions") is not null;
}

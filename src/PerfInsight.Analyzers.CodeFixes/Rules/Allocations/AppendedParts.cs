using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>The calls of a StringBuilder that add what one call with a made text adds.</summary>
internal static class AppendedParts
{
    // Nothing that would end a hole or a string.
    private static readonly Regex PlainFormat = new(@"^[A-Za-z0-9.,#:/' -]+$", RegexOptions.CultureInvariant);

    /// <summary>The calls; null where the outcome, or what an exception leaves in the builder, could differ.</summary>
    public static List<AppendedPart>? Of(IOperation text, IInvocationOperation append, FixContext place)
    {
        switch (text)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String }:
                return OfOperands([.. OperandsOf(text)], append, place);
            case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } concat } call
                when concat.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_String) && !HasNames(call):
                return OfOperands([.. call.Arguments.Select(argument => Collections.WithoutConversions(argument.Value)!)], append, place);
            case IInvocationOperation { TargetMethod: { Name: "ToString", IsStatic: false }, Instance: { Type: { } type } value } call:
                return One(OfToString(call, value, type, append, place));
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } format, Syntax: InvocationExpressionSyntax syntax } call when !HasNames(call):
                return IsSafeFormat(call) || BuilderInMember.IsUnseen(append) ? One(new AppendedPart("AppendFormat", Inside(syntax), IsText: false, TypesOf(format))) : null;
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } join, Syntax: InvocationExpressionSyntax syntax } call when !HasNames(call):
                return IsSafeJoin(call, place) ? One(new AppendedPart("AppendJoin", Inside(syntax), IsText: false, TypesOf(join))) : null;
            case IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value: { Type.SpecialType: SpecialType.System_Char } }, { Value: var count }], Syntax: ObjectCreationExpressionSyntax { ArgumentList: { } list } }
                when list.Arguments.All(argument => argument.NameColon is null) && IsNeverNegative(count):
                return One(new AppendedPart("Append", list.Arguments.ToString(), IsText: false, ["char", "int"]));
            default:
                return null;
        }
    }

    private static List<AppendedPart>? One(AppendedPart? part) => part is null ? null : [part];

    private static IEnumerable<IOperation> OperandsOf(IOperation sum) =>
        Collections.WithoutConversions(sum) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } add
            ? OperandsOf(add.LeftOperand).Concat(OperandsOf(add.RightOperand))
            : [Shown(Collections.WithoutConversions(sum)!)];

    // A number's own text is what Append makes of it.
    private static IOperation Shown(IOperation operand) =>
        operand is IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance: { Type: { } type, Syntax: ExpressionSyntax and not BaseExpressionSyntax } value } && IsNumberOrChar(type) ? value : operand;

    private static List<AppendedPart>? OfOperands(List<IOperation> operands, IInvocationOperation append, FixContext place)
    {
        // The first is evaluated before anything is appended, as it was.
        if (!operands.Skip(1).All(operand => QuietCode.Is(operand, place, canThrow: false))
            && (!BuilderInMember.IsUnseen(append) || operands.Skip(1).Any(operand => BuilderInMember.IsReadIn(operand, append))))
        {
            return null;
        }

        var parts = new List<AppendedPart>();
        foreach (var operand in operands)
        {
            if (operand.ConstantValue is { HasValue: true, Value: null })
                continue;
            if (operand.Type is not { } type || !IsFormattedAlike(type) || operand.Syntax is not ExpressionSyntax syntax)
                return null;
            parts.Add(new AppendedPart("Append", syntax.WithoutTrivia().ToString(), type.SpecialType == SpecialType.System_String, [Spelled.Of(type)]));
        }

        return parts;
    }

    // Append and ToString format these alike, with the current culture.
    private static bool IsFormattedAlike(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean || IsNumberOrChar(type);

    private static bool IsNumberOrChar(ITypeSymbol type) => type.SpecialType is SpecialType.System_Char or (>= SpecialType.System_SByte and <= SpecialType.System_Double);

    private static AppendedPart? OfToString(IInvocationOperation call, IOperation value, ITypeSymbol type, IInvocationOperation append, FixContext place)
    {
        if (call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var shown } } || shown is BaseExpressionSyntax)
            return null;
        var spelled = shown.WithoutTrivia().ToString();
        if (type.Name == "StringBuilder")
            return Nullness.IsNeverNull(value, place.Model, place.CancellationToken) ? new AppendedPart("Append", spelled, IsText: false, ["global::System.Text.StringBuilder"]) : null;
        if (call.Arguments.IsEmpty && IsNumberOrChar(type))
            return new AppendedPart("Append", spelled, IsText: false, [Spelled.Of(type)]);
        if (!PureCalls.IsImmutable(type) || !type.IsValueType || type.SpecialType == SpecialType.System_Char || HasNames(call)
            || place.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp10 })
        {
            return null;
        }

        // The provider is asked for before the value now.
        string? format = null, provider = null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type.SpecialType == SpecialType.System_String && argument.Value.ConstantValue is { HasValue: true, Value: string constant } && PlainFormat.IsMatch(constant))
                format = constant;
            else if (IsCulture(argument.Value) && QuietCode.Is(value, place))
                provider = argument.Value.Syntax.WithoutTrivia().ToString();
            else
                return null;
        }

        if (spelled.IndexOfAny(['\n', '"', '{']) >= 0)
            return null;
        var hole = shown is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax && spelled.IndexOf(':') < 0
            ? spelled
            : $"({spelled})";
        var interpolated = $"$\"{{{hole}{(format is null ? "" : ":" + format)}}}\"";
        const string handler = "global::System.Text.StringBuilder.AppendInterpolatedStringHandler";
        return provider is null
            ? new AppendedPart("Append", interpolated, IsText: false, [handler])
            : new AppendedPart("Append", $"{provider}, {interpolated}", IsText: false, ["global::System.IFormatProvider", handler]);
    }

    private static bool IsCulture(IOperation provider) => Collections.WithoutConversions(provider) is IPropertyReferenceOperation
    {
        Property: { IsStatic: true, Name: "InvariantCulture" or "CurrentCulture", ContainingType: { Name: "CultureInfo", ContainingNamespace.Name: "Globalization" } },
    };

    // A wrong format is told when half of the text is there; so is what ToString of an unknown object throws.
    private static bool IsSafeFormat(IInvocationOperation call)
    {
        var hasProvider = call.TargetMethod.Parameters[0].Type.Name == "IFormatProvider";
        var arguments = call.Arguments.SelectMany(argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues: var elements } } ? elements.AsEnumerable() : [argument.Value]).ToList();
        if ((hasProvider && !IsCulture(arguments[0])) || arguments[hasProvider ? 1 : 0].ConstantValue is not { HasValue: true, Value: string format } || format.IndexOf(':') >= 0)
            return false;
        var values = arguments.Skip(hasProvider ? 2 : 1).ToList();
        if (!values.TrueForAll(value => Collections.WithoutConversions(value)!.Type is { IsValueType: true } or { SpecialType: SpecialType.System_String } && PureCalls.IsImmutable(Collections.WithoutConversions(value)!.Type)))
            return false;
        try
        {
            _ = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, [.. values.Select(_ => "")]);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    // Elements that are text or numbers, in a collection that runs no code of others.
    private static bool IsSafeJoin(IInvocationOperation call, FixContext place)
    {
        if (call.Arguments.Length != 2 || Collections.WithoutConversions(call.Arguments[1].Value) is not { Type: { } type } values)
            return false;
        var element = Sequences.ElementOf(type);
        return element is not null && IsFormattedAlike(element) && QuietSequence.IsKnown(type)
            && (call.Arguments[1].ArgumentKind == ArgumentKind.ParamArray || Nullness.IsNeverNull(values, place.Model, place.CancellationToken));
    }

    private static bool IsNeverNegative(IOperation count) => count.ConstantValue is { HasValue: true, Value: >= 0 }
        || Collections.WithoutConversions(count) is IPropertyReferenceOperation { Property: { Name: "Length" or "Count", ContainingType: var owner } } && FrameworkCalls.IsFramework(owner);

    private static bool HasNames(IInvocationOperation call) => call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } || arguments.Any(argument => argument.NameColon is not null);

    private static string Inside(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.ToString();

    private static List<string> TypesOf(IMethodSymbol method) =>
        [.. method.Parameters.Select(parameter => Spelled.Of(parameter.Type))];
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Keeps an object of constants in a static read-only field, where its constructor cannot throw, nobody but the framework gets it, and
/// what gets it only reads; and takes the one empty array there is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ObjectPerCallFixer() : HotMemberFixer(RuleIds.ObjectPerCall)
{
    // Only read the characters and words that they are given.
    private static readonly HashSet<string> TextMethods = new(StringComparer.Ordinal) { "Split", "Trim", "TrimStart", "TrimEnd", "IndexOfAny", "LastIndexOfAny" };

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node is not ExpressionSyntax made || Comments.IsIn(made))
            return null;
        if (place.Operation is IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }], Type: IArrayTypeSymbol { ElementType: var element } })
            return OfEmptyArray(made, element, place);
        if (place.Operation is IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.Name: "Regex" } } match)
            return OfMatch(match, place);
        return TypeOf(place) is { } type && NameOf(place.Operation) is { } name && StaticField.CanHold(made, place)
            && new StaticField(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(place.Model, NullableFlowState.NotNull, made.SpanStart), name, made.WithoutTrivia().ToString())
                .AddTo(place, made, SyntaxFactory.IdentifierName) is { } root
                    ? new Fix("Keep it in a static field", root)
                    : null;
    }

    private static ITypeSymbol? TypeOf(FixContext place)
    {
        var type = place.Model.GetTypeInfo(place.Node, place.CancellationToken);
        return type.Type ?? type.ConvertedType;
    }

    // Two empty arrays of one type differ in nothing but which of them it is.
    private static Fix? OfEmptyArray(ExpressionSyntax made, ITypeSymbol element, FixContext place)
    {
        var array = place.Model.LookupNamespacesAndTypes(made.SpanStart, name: "Array") is [INamedTypeSymbol { SpecialType: SpecialType.System_Array }] ? "Array" : "System.Array";
        var empty = SyntaxFactory.ParseExpression($"{array}.Empty<{element.ToMinimalDisplayString(place.Model, made.SpanStart)}>()").WithTriviaFrom(made);
        var root = place.Root.ReplaceNode(made, empty);
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Use Array.Empty", root);
    }

    // Regex.IsMatch(text, "a+"): the static methods look for the same Regex in a cache, and call the same method of it.
    private static Fix? OfMatch(IInvocationOperation match, FixContext place)
    {
        if (match.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList: var list }
            || list.Arguments.Any(argument => argument.NameColon is not null) || match.Arguments.Any(argument => argument.ArgumentKind != ArgumentKind.Explicit)
            || ArgumentOf(match, "pattern") is not { } pattern || ArgumentOf(match, "matchTimeout") is not null
            || !RegexPattern.IsFixed(pattern.Value, ArgumentOf(match, "options")?.Value))
        {
            return null;
        }

        List<SyntaxNode> constant = [pattern.Syntax];
        if (ArgumentOf(match, "options") is { } options)
            constant.Add(options.Syntax);
        var rest = SyntaxFactory.SeparatedList(list.Arguments.Where(argument => !constant.Contains(argument)).Select(argument => argument.WithoutTrivia()),
            Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), list.Arguments.Count - constant.Count - 1));
        var type = access.Expression.WithoutTrivia().ToString();
        var field = new StaticField(type, "Pattern", $"new {type}({string.Join(", ", constant.Select(argument => argument.WithoutTrivia().ToString()))})");
        var root = field.AddTo(place, (ExpressionSyntax)match.Syntax, name => SyntaxFactory.InvocationExpression(
            access.WithExpression(SyntaxFactory.IdentifierName(name).WithTriviaFrom(access.Expression)).WithoutLeadingTrivia(), list.WithArguments(rest)));
        return root is null || !constant.All(argument => StaticField.CanHold(((ArgumentSyntax)argument).Expression, place)) ? null : new Fix("Keep the Regex in a static field", root);
    }

    private static IArgumentOperation? ArgumentOf(IInvocationOperation call, string parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    private static string? NameOf(IOperation? operation)
    {
        switch (operation)
        {
            case IObjectCreationOperation { Type: { Name: "Regex" } regex, Initializer: null, Arguments: { Length: 1 or 2 } arguments } creation when FrameworkCalls.IsFramework(regex):
                return RegexPattern.IsFixed(arguments[0].Value, arguments.ElementAtOrDefault(1)?.Value) && AreAll(creation, use => IsReceiver(use, regex)) ? "Pattern" : null;
            case IObjectCreationOperation { Type: { Name: "UTF8Encoding" } encoding, Initializer: null } creation when FrameworkCalls.IsFramework(encoding):
                return creation.Arguments.All(argument => argument.Value.ConstantValue.HasValue)
                    && AreAll(creation, use => use is IInvocationOperation { TargetMethod.Name: "GetBytes" or "GetString" or "GetByteCount" or "GetCharCount" or "GetChars" }) ? "TextEncoding" : null;
            case IObjectCreationOperation { Type.Name: "JsonSerializerOptions" } creation:
                return SerializerOptions.AreFixed(creation) && AreAll(creation, use => use is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { Name: "JsonSerializer" } } }) ? "SerializerOptions" : null;
            case IObjectCreationOperation { Type: { Name: "List" or "HashSet" } } or IArrayCreationOperation when ConstantCollection.Is(operation):
                return AreConstants(operation) ? "Values" : null;
            case IInvocationOperation { TargetMethod: { IsStatic: true, Name: "GetValues" or "GetNames", ContainingType.SpecialType: SpecialType.System_Enum } values } call:
                return AreAll(call, use => use is IForEachLoopOperation or IPropertyReferenceOperation { Property.Name: "Length" }) ? values.Name.Substring("Get".Length) : null;
            default:
                return operation is not null && AreConstants(operation) && HandedTo(operation) is { } method ? method == "Split" ? "Separators" : "Characters" : null;
        }
    }

    private static bool AreConstants(IOperation operation) => operation switch
    {
        IArrayCreationOperation { DimensionSizes.Length: 1, Initializer.ElementValues: { Length: > 0 } elements } => elements.All(IsConstant),
        IObjectCreationOperation { Initializer.Initializers: { Length: > 0 } parts } creation => creation.Arguments.All(argument => Equality.IsFixedStringComparer(argument.Value)) && parts.All(part => part is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var value }] } && IsConstant(value)),
        _ => operation.Syntax is CollectionExpressionSyntax { Elements: { Count: > 0 } elements }
            && elements.All(element => element is ExpressionElementSyntax { Expression.RawKind: (int)SyntaxKind.CharacterLiteralExpression or (int)SyntaxKind.StringLiteralExpression }),
    };

    private static bool IsConstant(IOperation value) => Collections.WithoutConversions(value)!.ConstantValue.HasValue;

    private static string? HandedTo(IOperation array)
    {
        var use = array.Parent;
        while (use is IConversionOperation { IsImplicit: true })
            use = use.Parent;
        return use is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parent: IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String, Name: var name } } } && TextMethods.Contains(name)
            ? name
            : null;
    }

    private static bool IsReceiver(IOperation use, ITypeSymbol type) =>
        use is IInvocationOperation { TargetMethod: { IsStatic: false, ContainingType: var owner } } && SymbolEqualityComparer.Default.Equals(owner, type);

    // Directly, or through a local that holds nothing else.
    private static bool AreAll(IOperation made, Func<IOperation, bool> isFine)
    {
        if (ParentOf(made) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } })
            return ParentOf(made) is { } use && isFine(use);
        var references = Functions.ReferencesTo(local, made).ToList();
        return references.Count > 0 && references.TrueForAll(reference => !OwnedLocals.IsWritten(reference) && ParentOf(reference) is { } use && isFine(use));
    }

    private static IOperation? ParentOf(IOperation value)
    {
        while (value.Parent is IConversionOperation { IsImplicit: true, OperatorMethod: null })
            value = value.Parent;
        return value.Parent;
    }
}

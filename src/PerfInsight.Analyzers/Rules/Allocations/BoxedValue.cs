using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A value that becomes an object on the heap although its receiver does not keep it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Type">Its type.</param>
/// <param name="Problem">The call, text or conversion that it is a part of: told of once.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record BoxedValue(IOperation Value, ITypeSymbol Type, IOperation Problem, string Remedy)
{
    /// <summary>The boxing that an operation suffers or is.</summary>
    public static BoxedValue? Of(IOperation operation, Compilation compilation)
    {
        if (operation is IInvocationOperation call && (OfReceiver(call) ?? OfTypeParameter(call)) is { } receiver)
            return receiver;
        if (operation is IInvocationOperation or IPropertyReferenceOperation { Property.IsIndexer: true } && UnequatableKey.Of(operation) is { } key)
            return key;
        if (operation.Parent is IInterpolationOperation { Parent: IInterpolatedStringOperation text } hole && ReferenceEquals(hole.Expression, operation))
            return OfText(operation, text, compilation);
        if (Boxing(operation) is not { } boxing)
            return null;
        return OfUse(boxing);
    }

    /// <summary>The boxing of an argument, or of an element of a params array, that this rule tells of.</summary>
    public static bool IsToldOf(IOperation argument) => argument is IConversionOperation conversion && IsBoxing(conversion) && OfUse(conversion) is not null;

    /// <summary>From the name of what is called to the value.</summary>
    public Location Place()
    {
        if (Problem.Syntax is InvocationExpressionSyntax call && call.Span.Contains(Value.Syntax.Span) && CodeSpan.NameOf(call) is { } name
            && Value.Syntax.SpanStart > name.SpanStart)
        {
            return CodeSpan.Between(name, CodeSpan.EndOf(call));
        }

        return (Problem is IConversionOperation ? Value : Problem).Syntax.GetLocation();
    }

    private static IConversionOperation? Boxing(IOperation operation)
    {
        if (operation is IConversionOperation { IsImplicit: false } cast && IsBoxing(cast))
            return cast;
        return operation.Parent is IConversionOperation { IsImplicit: true } conversion && IsBoxing(conversion) ? conversion : null;
    }

    private static bool IsBoxing(IConversionOperation conversion) =>
        conversion is { OperatorMethod: null, Type.IsReferenceType: true, Operand.Type.IsValueType: true }
        && conversion.Language == LanguageNames.CSharp && conversion.GetConversion().IsBoxing;

    // Equals, GetHashCode and GetType of a type that leaves them to ValueType, Enum or Object.
    private static BoxedValue? OfReceiver(IInvocationOperation call)
    {
        if (call is not { Instance: { Type: { IsValueType: true, TypeKind: not TypeKind.TypeParameter } type } receiver, TargetMethod: { } method }
            || receiver is IInstanceReferenceOperation
            || method.ContainingType.SpecialType is not (SpecialType.System_ValueType or SpecialType.System_Enum or SpecialType.System_Object))
        {
            return null;
        }

        var remedy = method.Name switch
        {
            "Equals" => type.TypeKind == TypeKind.Enum ? "compare with ==" : $"implement IEquatable<{type.Name}>",
            "GetHashCode" => type.TypeKind == TypeKind.Enum ? "use the number behind it" : "override GetHashCode",
            "GetType" => $"use typeof({type.Name})",
            "CompareTo" => "compare with <",
            _ => null,
        };
        return remedy is null ? null : new BoxedValue(receiver, type, call, remedy);
    }

    // Where T is a struct, object.Equals boxes what is compared.
    private static BoxedValue? OfTypeParameter(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "Equals", ContainingType.SpecialType: SpecialType.System_Object } || call.Arguments.IsEmpty)
            return null;
        var value = Collections.WithoutConversions(call.Arguments[call.Arguments.Length - 1].Value);
        return value?.Type is ITypeParameterSymbol { IsReferenceType: false } type
            && (call.Instance is null || SymbolEqualityComparer.Default.Equals(call.Instance.Type, type))
            ? new BoxedValue(value, type, call, $"compare by EqualityComparer<{type.Name}>.Default")
            : null;
    }

    // Where the compiler makes string.Format of it.
    private static BoxedValue? OfText(IOperation value, IInterpolatedStringOperation text, Compilation compilation)
    {
        if (value is not { Type: { IsValueType: true, IsRefLikeType: false } type } || text.ConstantValue.HasValue)
            return null;
        var hasHandler = text.Syntax.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp10 }
            && compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler") is not null;
        if (text.Parent is IConversionOperation { Type.Name: "FormattableString" or "IFormattable" } formattable)
            return OfCulture(value, type, text, formattable, hasHandler);

        // A handler of its own, such as a StringBuilder's, boxes nothing.
        if ((hasHandler && text.Parent is not null) || text.Parent is IInterpolatedStringHandlerCreationOperation)
            return null;
        return new BoxedValue(value, type, text, "call ToString() of it");
    }

    // FormattableString.Invariant($"{x}"); who else takes the parts, such as a database that makes parameters of them, needs the values themselves.
    private static BoxedValue? OfCulture(IOperation value, ITypeSymbol type, IInterpolatedStringOperation text, IConversionOperation formattable, bool hasHandler)
    {
        if (Uses.ParentOf(formattable) is not IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Invariant" or "CurrentCulture", ContainingType.Name: "FormattableString" } method } })
            return null;
        var culture = method.Name == "Invariant" ? "CultureInfo.InvariantCulture" : "CultureInfo.CurrentCulture";
        return new BoxedValue(value, type, text, hasHandler ? $"use string.Create({culture}, $\"…\")" : $"call ToString({culture}) of it");
    }

    private static BoxedValue? OfUse(IConversionOperation boxing)
    {
        if (boxing.Operand.Type is not { } type)
            return null;
        IOperation child = boxing;
        for (var parent = boxing.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IConditionalOperation or ICoalesceOperation or IParenthesizedOperation:
                    continue;
                case IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray } argument } }:
                    return OfArgument(boxing, type, argument, ((IArrayTypeSymbol)((IArrayCreationOperation)argument.Value).Type!).ElementType);
                case IArgumentOperation { Parent: IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: { IsGenericType: false, TypeKind: TypeKind.Class } owner } } } when owner.ContainingNamespace is { Name: "Collections", ContainingNamespace.Name: "System" }:
                    return new BoxedValue(boxing.Operand, type, boxing, "use the generic collection");
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: { IsGenericType: false, TypeKind: TypeKind.Class } store } } } when store.ContainingNamespace is { Name: "Collections", ContainingNamespace.Name: "System" }:
                    return new BoxedValue(boxing.Operand, type, boxing, "use the generic collection");
                case { IsImplicit: true, Parent: IArgumentOperation argument } when parent is not IArgumentOperation:
                    return OfArgument(boxing, type, argument, boxing.Type);
                case IArgumentOperation { ArgumentKind: ArgumentKind.Explicit } argument:
                    return OfArgument(boxing, type, argument, argument.Parameter?.Type);
                case IInvocationOperation call when ReferenceEquals(call.Instance, child) && boxing.Type?.TypeKind == TypeKind.Interface:
                    return new BoxedValue(boxing.Operand, type, boxing, $"call it on '{type.Name}' itself");
                case IReturnOperation { Kind: OperationKind.Return } when boxing is { IsImplicit: true, Type.TypeKind: TypeKind.Interface, Operand: IObjectCreationOperation } && IsResultOfOwn(boxing, type):
                    return new BoxedValue(boxing.Operand, type, boxing, $"declare the result as '{type.Name}', or as one struct for all ways");
                case IReturnOperation { Kind: OperationKind.Return } when boxing.Type?.SpecialType == SpecialType.System_Object && !boxing.Operand.ConstantValue.HasValue && IsSimple(type) && (IsOfFew(type) || IsResultOfPlain(boxing)) && Functions.Around(boxing) is not (IAnonymousFunctionOperation or ILocalFunctionOperation):
                    return new BoxedValue(boxing.Operand, type, boxing, IsOfFew(type)
                        ? "keep a box for each value, and return that" : $"return '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' itself, or keep boxes of the values that come often");
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field.Type.SpecialType: SpecialType.System_Object } } when boxing.IsImplicit && !boxing.Operand.ConstantValue.HasValue:
                    return new BoxedValue(boxing.Operand, type, boxing, $"keep it in a field of type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'");
                case IVariableInitializerOperation when boxing is { IsImplicit: true, Type.TypeKind: TypeKind.Interface }:
                    return new BoxedValue(boxing.Operand, type, boxing, $"declare the variable as '{type.Name}'");
                default:
                    return null;
            }
        }

        return null;
    }

    // A truth value or an enum has few values; a box of each can be kept.
    private static bool IsOfFew(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean || type.TypeKind == TypeKind.Enum;

    private static bool IsSimple(ITypeSymbol type) => IsOfFew(type) || type.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double or SpecialType.System_DateTime
        || type is { Name: "Guid" or "TimeSpan", ContainingNamespace.Name: "System" };

    // What others override or implement must return an object.
    private static bool IsResultOfPlain(IOperation returned) => returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false } method
        && !method.ContainingType.AllInterfaces.Any(face => face.GetMembers(method.Name).Any());

    // IDisposable Enter() { … return new Scope(this); }: who calls it can have the struct.
    private static bool IsResultOfOwn(IOperation returned, ITypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty && Functions.Around(returned) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)
        && returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAsync: false } method
        && !(method.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal && method.ContainingType.DeclaredAccessibility == Accessibility.Public)
        && !method.ContainingType.AllInterfaces.Any(face => face.GetMembers(method.Name).Any());

    private static BoxedValue? OfArgument(IConversionOperation boxing, ITypeSymbol type, IArgumentOperation argument, ITypeSymbol? parameter)
    {
        if (argument.Parent is not IInvocationOperation call)
            return null;
        var method = call.TargetMethod;
        if (TextMethods.IsError(method) || parameter is null)
            return null;
        return RemedyFor(call, method, type, parameter, argument, boxing.Operand) is { } remedy ? new BoxedValue(boxing.Operand, type, call, remedy) : null;
    }

    // What is read from elsewhere, or put together, is no text that an interpolated string could be written for; and the text of a number is as large as its box.
    private static bool HasOwnFormat(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: "format", Type.SpecialType: SpecialType.System_String })
                return argument.Value.ConstantValue.HasValue || argument.Value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } };
        }

        return true;
    }

    // What these do with a box costs far more than the box.
    private static readonly HashSet<string> Boxed = new(StringComparer.Ordinal)
    {
        "Convert", "Enum", "Activator", "Delegate", "Array", "PropertyInfo", "FieldInfo", "MethodBase", "MethodInfo", "Expression", "TypeDescriptor", "Assert", "Marshal", "JsonSerializer", "JsonConvert", "IEqualityComparer", "IComparer", "Comparer",
    };

    private static string? RemedyFor(IInvocationOperation call, IMethodSymbol method, ITypeSymbol type, ITypeSymbol parameter, IArgumentOperation argument, IOperation value)
    {
        if (TextMethods.IsFormatting(method))
        {
            if (!HasOwnFormat(call))
                return null;
            return method.Name.IndexOf("Format", StringComparison.Ordinal) >= 0 ? "use an interpolated string, or call ToString() of it" : "call ToString() of it";
        }

        if (TextMethods.IsLogging(method))
            return "ask first whether the level is on, or use LoggerMessage";
        if (method is { Name: "Equals" or "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object })
            return method.IsStatic ? "compare with ==, or by EqualityComparer<T>.Default" : null;
        if (method.Name is "Equals" or "CompareTo")
            return type.TypeKind == TypeKind.Enum ? "compare with ==" : null;
        var owner = method.ContainingType;
        if (!method.Locations.Any(location => location.IsInSource))
        {
            if (owner is null)
                return null;
            if (parameter.SpecialType == SpecialType.System_Object && !value.ConstantValue.HasValue && !owner.IsGenericType && (type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double)
                && owner.ContainingNamespace?.ToDisplayString() != "System.Collections" && !Boxed.Contains(owner.Name))
            {
                return "keep boxes of the values that come often";
            }

            if (!FrameworkCalls.IsFramework(owner))
                return null;
            if (owner.ContainingNamespace?.ToDisplayString() == "System.Collections" && owner is { IsGenericType: false, Name: not ("IEqualityComparer" or "IComparer" or "Comparer" or "StructuralComparisons") })
                return "use the generic collection";
            return (Sequences.IsLinq(method) || !type.GetMembers(method.Name).IsEmpty) && parameter.TypeKind == TypeKind.Interface && type.TypeKind != TypeKind.Enum && parameter.Name is "IEnumerable" or "IList" or "ICollection" or "IReadOnlyList" or "IReadOnlyCollection"
                ? $"use what '{type.Name}' itself has for it"
                : null;
        }

        // What others override or implement cannot take a type parameter or an overload without them.
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || owner?.TypeKind == TypeKind.Interface)
            return null;

        // What is stored as an object must be one: with a type parameter it would be boxed a step later.
        if (NeededObject.Is(argument.Parameter, value.SemanticModel!.Compilation))
            return null;
        return parameter.TypeKind == TypeKind.Interface || parameter.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum
            ? $"take it as a type parameter, or add an overload for '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'"
            : null;
    }
}

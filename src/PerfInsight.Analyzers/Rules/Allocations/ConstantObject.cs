using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>An object that depends on nothing but constants.</summary>
/// <param name="What">What is made, with its article.</param>
/// <param name="Remedy">What does without it.</param>
internal sealed record ConstantObject(string What, string Remedy)
{
    private const string KeepIt = "keep it in a static readonly field";

    private const string KeepByType = "keep the answers by type in a ConcurrentDictionary";

    // Immutable, or dear to make, or both.
    private static readonly HashSet<string> Keepable = new(StringComparer.Ordinal)
    {
        "Regex", "Version", "Uri", "CultureInfo", "JsonSerializerOptions", "JsonSerializerSettings", "XmlSerializer", "DataContractSerializer",
        "DataContractJsonSerializer", "UTF8Encoding", "UnicodeEncoding", "ASCIIEncoding", "IdnMapping",
        "NumberFormatInfo", "DateTimeFormatInfo",
    };

    private static readonly HashSet<string> Lookups = new(StringComparer.Ordinal)
    {
        "GetMethod", "GetProperty", "GetField", "GetConstructor", "GetMethods", "GetProperties", "GetFields", "GetCustomAttributes", "GetCustomAttribute", "IsDefined",
        "GetInterfaces", "GetMember", "GetEvent", "MakeGenericMethod", "MakeGenericType",
    };

    /// <summary>The object that an operation makes; null for others.</summary>
    public static ConstantObject? Of(IOperation operation, Compilation compilation)
    {
        if ((operation is IArrayCreationOperation or IObjectCreationOperation && ConstantCollection.Is(operation))
            || (operation is IArrayInitializerOperation { IsImplicit: false, Parent: IArrayCreationOperation { IsImplicit: true } bare } && ConstantCollection.Is(bare)))
        {
            return new ConstantObject("a collection of constants", KeepIt);
        }

        switch (operation)
        {
            // ReadOnlySpan<byte> Padding => new byte[] { 0, 0 }: data of the assembly, no array.
            case IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.IsUnmanagedType: true }, Parent: IConversionOperation { Type.IsRefLikeType: true } }:
                return null;
            case IObjectCreationOperation { Initializer: { } filled } constant when EmptyCollection.IsRead(constant) && FrameworkCalls.IsFramework(constant.Type!) && constant.Arguments.All(argument => IsConstant(argument.Value)) && IsConstantFilling(filled):
                return new ConstantObject("the same collection", "keep it in a static readonly field, if nobody changes it");
            case IArrayCreationOperation { IsImplicit: false, DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }], Initializer: null or { ElementValues.IsEmpty: true } }:
                return compilation.GetSpecialType(SpecialType.System_Array).GetMembers("Empty").IsEmpty ? null : new ConstantObject("an empty array", "use Array.Empty");
            case IObjectCreationOperation { Type: INamedTypeSymbol type } creation:
                return EmptyCollection.Of(creation, compilation) ?? OfCreation(creation, type, compilation);
            case IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 } values, IsImplicit: false } read when values.All(IsConstant) && IsReadOfOwn(read):
                return new ConstantObject("the same array", KeepIt);
            case IArrayCreationOperation { Initializer.ElementValues: [{ ConstantValue.HasValue: false } one], IsImplicit: false, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char } } single when !IsConstant(one):
                return IsPlainArgument(single) && TakesCharacter(single) ? new ConstantObject("an array of one character", "hand over the character itself") : null;
            case IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 } elements, IsImplicit: false, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_String } } array:
                return IsPlainArgument(array) && elements.All(IsConstant) ? new ConstantObject("an array of constants", KeepIt) : OfHandedArray(array, elements);
            case IArrayCreationOperation { Initializer.ElementValues: { Length: > 0 } values, IsImplicit: false } handed:
                return OfHandedArray(handed, values);
            case IInvocationOperation { TargetMethod: var method } call:
                return OfCall(call, method, compilation) ?? OfText(operation);
            default:
                return OfCollectionExpression(operation) ?? OfText(operation);
        }
    }

    private static ConstantObject? OfCreation(IObjectCreationOperation creation, INamedTypeSymbol type, Compilation compilation)
    {
        if (!IsOfSystem(type) && type.Name is not "JsonSerializerSettings")
        {
            return SameObject.IsHelperOfFields(creation) ? new ConstantObject($"the same {type.Name}", "keep it in a field beside those that it is made of")
                : SameObject.HasNoState(creation) ? new ConstantObject($"a {type.Name} without state", KeepIt)
                : ScratchObject.Is(creation) ? new ConstantObject($"an empty {type.Name} to be filled", "make it once before the loop")
                : SameObject.IsFixedValue(creation) ? new ConstantObject($"the same {type.Name}", KeepIt)
                : SameObject.DependsOnThisAlone(creation) ? new ConstantObject($"the same {type.Name}", "keep it in a field of this object")
                : null;
        }

        if (type is { Name: "PropertyChangedEventArgs" or "PropertyChangingEventArgs", ContainingNamespace.Name: "ComponentModel" } && !creation.Arguments.All(argument => IsConstant(argument.Value)) && !IsKeptHere(creation))
            return new ConstantObject($"a {type.Name} for a name that comes again", "keep one for each name");
        if (type is { Name: "EventArgs", ContainingNamespace.Name: "System" })
            return new ConstantObject("the same EventArgs", "use EventArgs.Empty");
        if (type is { Name: "StringBuilder" })
            return BuilderPerCall.Is(creation) ? new ConstantObject("a builder for one text", "keep one for each thread and clear it, take it from a pool, or use string.Create") : null;
        if (RemadeTimer.Of(creation) is { } timer)
            return timer;
        if (type is { Name: "Stopwatch" })
            return HasMember(compilation, "System.Diagnostics.Stopwatch", "GetElapsedTime") && IsOnlyAsked(creation) ? new ConstantObject("a Stopwatch", "use Stopwatch.GetTimestamp and GetElapsedTime") : null;
        if (type is { Name: "Random" } && creation.Arguments.IsEmpty)
            return HasMember(compilation, "System.Random", "Shared") ? new ConstantObject("a generator", "use Random.Shared") : null;
        if (type.Name.StartsWith("HMAC", StringComparison.Ordinal))
            return HasMember(compilation, "System.Security.Cryptography." + type.Name, "HashData") && IsOneShotHash(creation) ? new ConstantObject("a hash object", $"use {type.Name}.HashData") : null;
        var isKeepable = Keepable.Contains(type.Name) || (IsEventArgs(type) && !creation.Arguments.IsEmpty && type.GetMembers().OfType<IPropertySymbol>().All(property => property.SetMethod is null));
        if (!isKeepable || !creation.Arguments.All(argument => IsConstant(argument.Value) || argument.Value is ITypeOfOperation { TypeOperand: not ITypeParameterSymbol })
            || !InitializerIsConstant(creation.Initializer) || IsKeptHere(creation))
        {
            return null;
        }

        return new ConstantObject($"the same {type.Name}", type.Name is "Regex" ? "keep it in a static readonly field, or generate it with [GeneratedRegex]" : KeepIt);
    }

    private static ConstantObject? OfCall(IInvocationOperation call, IMethodSymbol method, Compilation compilation)
    {
        var type = method.ContainingType;
        if (type is null)
            return null;
        if (!IsOfSystem(type))
        {
            // Helpers of the program's own that ask a type by reflection.
            return method.IsExtensionMethod && Lookups.Contains(method.Name) && call.Arguments is [{ Parameter.Type: { Name: "Type", ContainingNamespace.Name: "System" } }, ..] && IsTypeOfObject(call.Arguments[0].Value)
                ? new ConstantObject("the same look-up by reflection", KeepByType)
                : null;
        }

        switch (type.Name)
        {
            case "Regex" when method is { IsStatic: true, Name: "IsMatch" or "Match" or "Matches" or "Replace" or "Split" or "Count" or "EnumerateMatches" }:
                return call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "pattern") is { } pattern && IsConstant(pattern.Value)
                    ? new ConstantObject("a look-up of its pattern", "keep the Regex in a static readonly field")
                    : null;
            case "Enum" when method is { IsStatic: true, Name: "GetValues" or "GetNames" }:
                return call.Arguments.All(argument => argument.Value is ITypeOfOperation) ? new ConstantObject("a new array of the same values", KeepIt) : null;
            case "Type" or "MemberInfo" or "CustomAttributeExtensions" or "RuntimeReflectionExtensions" or "TypeExtensions" when Lookups.Contains(method.Name):
                return IsFixedType(call.Instance ?? call.Arguments.FirstOrDefault()?.Value) && call.Arguments.All(argument => IsConstantLookup(argument.Value))
                    ? new ConstantObject("the same look-up by reflection", KeepIt)
                    : IsTypeOfObject(call.Instance ?? call.Arguments.FirstOrDefault()?.Value) && call.Arguments.All(argument => IsConstantLookup(argument.Value) || IsTypeOfObject(argument.Value))
                        ? new ConstantObject("the same look-up by reflection", KeepByType)
                        : null;
            case "Process" when method is { Name: "GetCurrentProcess" } && Uses.ParentOf(call) is IPropertyReferenceOperation { Property.Name: "Id" or "ProcessName" or "MachineName" or "StartTime" or "MainModule" } asked:
                return new ConstantObject("a Process", asked.Property.Name == "Id" && HasMember(compilation, "System.Environment", "ProcessId") ? "use Environment.ProcessId" : KeepIt);
            case "MethodBase" when method.Name == "GetCurrentMethod" && Uses.ParentOf(call) is IPropertyReferenceOperation { Property.Name: "Name" }:
                return new ConstantObject("a walk of the stack", "use nameof");
            case "Assembly" when method.Name == "GetName" && call.Instance is IInvocationOperation { TargetMethod: { Name: "GetExecutingAssembly" or "GetEntryAssembly" or "GetCallingAssembly" } } or IPropertyReferenceOperation { Instance: ITypeOfOperation }:
                return new ConstantObject("the same name of an assembly", KeepIt);
            case "LambdaExpression" or "Expression" when method.Name == "Compile" && IsCalledOnTheSpot(call):
                return new ConstantObject("compiled code for one call", "keep the delegate, by type or member in a ConcurrentDictionary, or interpret the expression");
            case "TimeZoneInfo" when method.Name == "FindSystemTimeZoneById":
            case "Encoding" when method is { Name: "GetEncoding", IsStatic: true }:
            case "CultureInfo" when method is { Name: "GetCultureInfo" or "CreateSpecificCulture", IsStatic: true }:
                return call.Arguments.All(argument => IsConstant(argument.Value)) ? new ConstantObject("the same look-up", KeepIt) : null;
            case "Stopwatch" when method.Name == "StartNew":
                return HasMember(compilation, "System.Diagnostics.Stopwatch", "GetElapsedTime") && IsOnlyAsked(call)
                    ? new ConstantObject("a Stopwatch", "use Stopwatch.GetTimestamp and GetElapsedTime")
                    : null;
            case "MD5" or "SHA1" or "SHA256" or "SHA384" or "SHA512" when method is { Name: "Create", Parameters.IsEmpty: true }:
                return HasMember(compilation, "System.Security.Cryptography." + type.Name, "HashData") && IsOneShotHash(call) ? new ConstantObject("a hash object", $"use {type.Name}.HashData") : null;
            default:
                break;
        }

        if (method is { Name: "AsReadOnly", Parameters.IsEmpty: true } && call.Instance is IFieldReferenceOperation { Field: { IsReadOnly: true }, Instance: IInstanceReferenceOperation or null } && EmptyCollection.IsRead(call))
            return new ConstantObject("the same view", "keep it in a field");
        var isText = (type.Name.EndsWith("Encoding", StringComparison.Ordinal) && method.Name == "GetBytes" && call.Arguments.Length == 1 && IsConstant(call.Arguments[0].Value))
            || (type.SpecialType == SpecialType.System_String && method.Name is "ToCharArray" && call.Instance is { } text && IsConstant(text));
        return isText ? new ConstantObject("the same array", KeepIt) : null;
    }

    // C# 12: s.IndexOfAny(['{', '}']). The operation is not known to the oldest compiler.
    private static ConstantObject? OfCollectionExpression(IOperation operation) =>
        operation is { Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char or SpecialType.System_String }, IsImplicit: false }
        && operation.Syntax is CollectionExpressionSyntax { Elements: { Count: > 0 } elements } && IsPlainArgument(operation)
        && elements.All(element => element is ExpressionElementSyntax { Expression.RawKind: (int)SyntaxKind.CharacterLiteralExpression or (int)SyntaxKind.StringLiteralExpression })
            ? new ConstantObject("an array of constants", KeepIt)
            : null;

    // new Payload(new[] { (byte)Command.Ping }): the same bytes for each of them.
    private static ConstantObject? OfHandedArray(IArrayCreationOperation array, System.Collections.Immutable.ImmutableArray<IOperation> elements) => elements.All(IsConstant)
        && Uses.ParentOf(array) is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter: { IsParams: false, Type: IArrayTypeSymbol }, Parent: IObjectCreationOperation or IInvocationOperation }
            ? new ConstantObject("an array of constants", "keep it in a static readonly field, if nobody writes to it")
            : null;

    private static ConstantObject? OfText(IOperation operation) => SameText.Is(operation) ? new ConstantObject("the same text", "make it before the loop")
        : SameText.IsOfFields(operation) ? new ConstantObject("the same text", "keep it in a field beside those that it is made of") : null;

    // The value of a property that only this program reads: static char[] Delimiters => new[] { ':', ' ' };
    private static bool IsReadOfOwn(IOperation value) => EmptyCollection.IsRead(value) && value.SemanticModel?.GetEnclosingSymbol(value.Syntax.SpanStart) is IMethodSymbol
    {
        AssociatedSymbol: IPropertySymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal, IsOverride: false, IsVirtual: false },
    };

    // text.Split(new[] { separator }) has a twin for one character.
    private static bool TakesCharacter(IOperation array) => Uses.ParentOf(array) is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { ContainingType.SpecialType: SpecialType.System_String } method } }
        && method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.Parameters is [{ Type.SpecialType: SpecialType.System_Char }, ..]
            && other.Parameters.Length >= method.Parameters.Length && other.Parameters.Skip(method.Parameters.Length).All(parameter => parameter.IsOptional)
            && other.Parameters.Skip(1).Take(method.Parameters.Length - 1).Select(parameter => parameter.Type).SequenceEqual(method.Parameters.Skip(1).Select(parameter => parameter.Type), SymbolEqualityComparer.Default));

    private static bool IsPlainArgument(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter: { IsParams: false } or { ContainingSymbol.Name: "Split" or "Trim" or "TrimStart" or "TrimEnd" }, Parent: IInvocationOperation };
    }

    private static bool IsConstant(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.ConstantValue.HasValue || value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } or IDefaultValueOperation;
    }

    private static bool IsConstantLookup(IOperation value) => IsConstant(value) || value is ITypeOfOperation
        || value is IArrayCreationOperation { Initializer: var initializer } && (initializer?.ElementValues.All(element => IsConstantLookup(element)) ?? true)
        || value is IBinaryOperation || value is IFieldReferenceOperation { Field.IsStatic: true } || IsFixedType(value);

    private static bool IsFixedType(IOperation? value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is ITypeOfOperation
            || value is IInvocationOperation { TargetMethod: { Name: "GetType", ContainingType.SpecialType: SpecialType.System_Object }, Instance: IInstanceReferenceOperation };
    }

    private static bool IsTypeOfObject(IOperation? value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IInvocationOperation { TargetMethod: { Name: "GetType", ContainingType.SpecialType: SpecialType.System_Object } };
    }

    private static bool InitializerIsConstant(IObjectOrCollectionInitializerOperation? initializer) => initializer is null || initializer.Initializers.All(part => part switch
    {
        ISimpleAssignmentOperation { Value: var value } => IsConstant(value) || value is IPropertyReferenceOperation { Property.IsStatic: true },
        IMemberInitializerOperation { Initializer: var inner } => InitializerIsConstant(inner),
        IInvocationOperation add => add.Arguments.All(argument => IsConstant(argument.Value) || argument.Value is IObjectCreationOperation { Arguments.IsEmpty: true }),
        _ => false,
    });

    private static bool IsConstantFilling(IObjectOrCollectionInitializerOperation filled) => filled.Initializers.Length > 0 && filled.Initializers.All(part => part is IInvocationOperation add && add.Arguments.All(argument => IsConstant(argument.Value)));

    // In a field, a property or a result the object may live on and be changed.
    private static bool IsKeptHere(IOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        if (parent is ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } or IFieldInitializerOperation or IPropertyInitializerOperation)
            return true;
        if (parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            return false;
        return Functions.ReferencesTo(local, creation).Any(reference => reference.Parent switch
        {
            IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property => ReferenceEquals(assignment.Target, property),
            IPropertyReferenceOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add" or "Insert" or "Clear" } } => true,
            IReturnOperation or IAssignmentOperation => true,
            _ => false,
        });
    }

    // e.Compile()(x), e.Compile().Invoke(x), also through a local
    private static bool IsCalledOnTheSpot(IInvocationOperation call) => Uses.Of(call).ToList() is { Count: > 0 } uses
        && uses.All(use => use is IInvocationOperation { TargetMethod: { Name: "Invoke" or "DynamicInvoke" } });

    private static bool IsOneShotHash(IOperation made)
    {
        var parent = made.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        if (parent is IInvocationOperation { TargetMethod.Name: "ComputeHash" })
            return true;
        if (parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            return false;
        var references = Functions.ReferencesTo(local, made).Where(reference => reference.Parent is not IInvocationOperation { TargetMethod.Name: "Dispose" }).ToList();
        return references.Count == 1 && references[0].Parent is IInvocationOperation { TargetMethod.Name: "ComputeHash" };
    }

    private static bool IsOnlyAsked(IOperation made)
    {
        var parent = made.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        if (parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
            return false;
        // A watch that is made still is started once, and then.
        var references = Functions.ReferencesTo(local, made).ToList();
        var starts = references.Count(reference => reference.Parent is IInvocationOperation { TargetMethod.Name: "Start" } && Loops.Around(reference).Count() == Loops.Around(made).Count());
        return references.Count > starts && starts == (made is IObjectCreationOperation ? 1 : 0) && references.All(reference =>
            reference.Parent is IPropertyReferenceOperation { Property.Name: "Elapsed" or "ElapsedMilliseconds" or "ElapsedTicks" } or IInvocationOperation { TargetMethod.Name: "Stop" }
            || (made is IObjectCreationOperation && reference.Parent is IInvocationOperation { TargetMethod.Name: "Start" } && Loops.Around(reference).Count() == Loops.Around(made).Count()));
    }

    private static bool IsEventArgs(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: "EventArgs", ContainingNamespace.Name: "System" })
                return true;
        }

        return false;
    }

    private static bool IsOfSystem(ITypeSymbol type) => FrameworkCalls.IsFramework(type);

    private static bool HasMember(Compilation compilation, string type, string member) => compilation.GetTypeByMetadataName(type)?.GetMembers(member).IsEmpty == false;
}

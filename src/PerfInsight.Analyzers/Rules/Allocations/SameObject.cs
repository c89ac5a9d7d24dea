using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Objects of the program's own types of which one is as good as the other.</summary>
internal static class SameObject
{
    // Nobody asks which object of these it is.
    private static readonly HashSet<string> Helpers = new(StringComparer.Ordinal) { "IComparer", "IEqualityComparer", "IFormatProvider", "ICustomFormatter", "IValueConverter" };

    /// <summary>True for a comparer or the like without fields, and for an object without fields that is called on the spot.</summary>
    public static bool HasNoState(IObjectCreationOperation creation)
    {
        if (creation is not { Initializer: null, Arguments.IsEmpty: true, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } type } || !IsStateless(type))
            return false;
        return Uses.ParentOf(creation) switch
        {
            IArgumentOperation { Parameter.Type: { } wanted } => Helpers.Contains(wanted.Name) || wanted.Name.EndsWith("Converter", StringComparison.Ordinal),
            IArrayInitializerOperation { Parent: IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType.Name: var element }, Parent: IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray } } } => element.EndsWith("Converter", StringComparison.Ordinal) || Helpers.Contains(element),
            IReturnOperation => Functions.Around(creation) is not IAnonymousFunctionOperation
                && creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart) is IMethodSymbol { ReturnType: { } wanted } around
                && (Helpers.Contains(wanted.Name) || around.MethodKind == MethodKind.PropertyGet),
            IInvocationOperation call => ReferenceEquals(Collections.WithoutConversions(call.Instance), creation),
            _ => false,
        };
    }

    /// <summary>True for a view of <c>this</c>: nothing else goes in, and nothing in it ever changes.</summary>
    public static bool DependsOnThisAlone(IObjectCreationOperation creation) =>
        creation is { Initializer: null, Arguments: { Length: > 0 } arguments, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type, Constructor: { } constructor }
        && arguments.All(argument => Collections.WithoutConversions(argument.Value) is IInstanceReferenceOperation { Type.IsReferenceType: true } || argument.Value.ConstantValue.HasValue)
        && arguments.Any(argument => Collections.WithoutConversions(argument.Value) is IInstanceReferenceOperation)
        && Uses.ParentOf(creation) is IReturnOperation or IArgumentOperation or IVariableInitializerOperation && !IsInConstructor(creation)
        && IsBareClass(type) && Fields(type).Any() && Fields(type).All(field => field.IsReadOnly) && OnlyStores(constructor);

    /// <summary>True for an object of a type that cannot change, made of texts and numbers that are the same each time.</summary>
    public static bool IsFixedValue(IObjectCreationOperation creation) =>
        creation is { Initializer: null, Arguments: { Length: > 0 } arguments, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false, IsGenericType: false } type, Constructor: { } constructor }
        && arguments.All(argument => IsSameText(argument.Value)) && !IsInConstructor(creation, orStatic: true)
        && !type.AllInterfaces.Any(face => face.Name is "IDisposable" or "IAsyncDisposable")
        && Fields(type).Any() && Fields(type).All(field => field is { IsReadOnly: true, Type: { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double } })
        && OnlyStores(constructor) && IsEmptyBase(type.BaseType);

    /// <summary>True for a helper without state of its own that is made of fields which never change, called here, and forgotten.</summary>
    public static bool IsHelperOfFields(IObjectCreationOperation creation)
    {
        if (creation is not { Initializer: null, Arguments: { Length: > 0 } arguments, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type, Constructor: { } constructor }
            || !arguments.All(argument => argument.Value.ConstantValue.HasValue || Collections.WithoutConversions(argument.Value) is IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation })
            || arguments.All(argument => argument.Value.ConstantValue.HasValue) || IsInConstructor(creation, orStatic: true)
            || !IsBareClass(type) || !Fields(type).Any() || !Fields(type).All(field => field.IsReadOnly) || !OnlyStores(constructor) || type.AllInterfaces.Any(face => face.Name is "IDisposable" or "IAsyncDisposable"))
        {
            return false;
        }

        var uses = Uses.Of(creation).ToList();
        return uses.Count > 0 && uses.All(use => use is IInvocationOperation { Instance: { } receiver } && SymbolEqualityComparer.Default.Equals(receiver.Type, type));
    }

    private static bool IsSameText(IOperation value) => Collections.WithoutConversions(value) switch
    {
        { ConstantValue.HasValue: true } => true,
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, Type.SpecialType: SpecialType.System_String } } => true,
        IPropertyReferenceOperation { Property: { Name: "NewLine", IsStatic: true, ContainingType.Name: "Environment" } } => true,
        _ => false,
    };

    private static bool IsEmptyBase(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.SpecialType == SpecialType.System_Object)
                return true;
            if (type.DeclaringSyntaxReferences.IsEmpty || Fields(type).Any() || type.GetMembers().OfType<IEventSymbol>().Any(one => !one.IsStatic) || !type.InstanceConstructors.All(one => one.IsImplicitlyDeclared || OnlyStores(one)))
                return false;
        }

        return false;
    }

    private static bool IsInConstructor(IOperation operation, bool orStatic = false) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is not IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor) } method || (method.IsStatic && !orStatic);

    private static bool IsStateless(INamedTypeSymbol type)
    {
        for (var current = type; current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            var isKnownBase = (current.Name is "Comparer" or "EqualityComparer" && FrameworkCalls.IsFramework(current)) || (current is { Name: "JsonConverter", DeclaringSyntaxReferences.IsEmpty: true });
            if (!isKnownBase && (current.DeclaringSyntaxReferences.IsEmpty || Fields(current).Any() || current.GetMembers().OfType<IEventSymbol>().Any(one => !one.IsStatic) || !current.InstanceConstructors.All(one => one.IsImplicitlyDeclared || OnlyStores(one))))
                return false;
            if (current.BaseType is null)
                return false;
        }

        return true;
    }

    private static bool IsBareClass(INamedTypeSymbol type) => type.BaseType?.SpecialType == SpecialType.System_Object && !type.DeclaringSyntaxReferences.IsEmpty
        && !type.GetMembers().OfType<IMethodSymbol>().Any(method => method.MethodKind == MethodKind.Destructor);

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    // field = parameter, and tests for null before; a copy of what the parameter's object has at the moment would be another one later.
    private static bool OnlyStores(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not ConstructorDeclarationSyntax { Initializer: null or { ArgumentList.Arguments.Count: 0 } } declaration)
            return false;
        IEnumerable<ExpressionSyntax?> statements = declaration.ExpressionBody is { } arrow
            ? [arrow.Expression]
            : declaration.Body?.Statements.Where(statement => statement is not IfStatementSyntax { Else: null } test || !IsThrow(test.Statement)).Select(statement => (statement as ExpressionStatementSyntax)?.Expression) ?? [];
        return statements.All(statement => statement is AssignmentExpressionSyntax { Right: var right } && NameIn(right) is { } name && constructor.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText));
    }

    private static IdentifierNameSyntax? NameIn(ExpressionSyntax stored) => stored switch
    {
        IdentifierNameSyntax name => name,
        BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: ThrowExpressionSyntax } => name,
        _ => null,
    };

    private static bool IsThrow(StatementSyntax statement) => statement is ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] };
}

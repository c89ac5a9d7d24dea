using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Collections whose elements the source, or the system, fixes once and for all: they do not grow with the input.</summary>
internal static class FixedData
{
    // A search of so few is about as fast as a hash where the elements are small, and its cost does not grow.
    private const int Few = 32;

    /// <summary>True where an expression reads such a collection.</summary>
    public static bool IsFixed(IOperation? collection, IOperation use)
    {
        collection = Sequences.BaseOf(collection);
        switch (collection)
        {
            case IArrayCreationOperation or ILiteralOperation:
                return true;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return IsFixed(choice.WhenTrue, use) && IsFixed(otherwise, use);
            case ILocalReferenceOperation { Local: var local } when OwnedLocals.InitializerOf(local, use) is IConditionalOperation chosen:
                return IsFixed(chosen, use);
            case IInvocationOperation call:
                return IsOfSystem(call.TargetMethod) || call.TargetMethod is { Name: "ToCharArray" } && call.Instance?.ConstantValue.HasValue == true;
            case IObjectCreationOperation creation:
                return creation.Initializer is not null;
            default:
                if (collection?.Syntax is CollectionExpressionSyntax)
                    return true;
                return CollectionPath.Of(collection) is { } path && IsFixed(path.Holder, use);
        }
    }

    /// <summary>
    /// True where the values that are looked for are few, whatever the input: yes and no, members of an enum, of which a list of wanted ones is not longer
    /// than the enum itself, or characters that a field has, which the runtime compares many at a time.
    /// </summary>
    public static bool HasFewValues(ITypeSymbol? value, IOperation collection)
    {
        if (value is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            value = underlying;
        return value switch
        {
            { SpecialType: SpecialType.System_Boolean } => true,
            { SpecialType: SpecialType.System_Char } => CollectionPath.Of(Sequences.BaseOf(collection)) is { Holder: IFieldSymbol or IPropertySymbol },

            // Flags are added up to ever new values; what a query has taken of each of many elements is as long as those.
            { TypeKind: TypeKind.Enum } => !IsTakenOfEach(collection) && !value.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute"),
            _ => false,
        };
    }

    private static bool IsTakenOfEach(IOperation collection)
    {
        var made = Sequences.Received(collection) is ILocalReferenceOperation { Local: var local } ? OwnedLocals.InitializerOf(local, collection) : collection;
        return Sequences.OperatorsOf(made).Any(one => one.TargetMethod.Name is "Select" or "SelectMany");
    }

    /// <summary>True for a local, field or property that holds such a collection and that nothing in sight changes.</summary>
    public static bool IsFixed(ISymbol holder, IOperation use)
    {
        if (InitializerSize.IsSmall(holder, use) || FilledByConstants.Is(holder, use) || holder is IParameterSymbol { IsParams: true } || IsFewAndOnlyRead(holder))
            return true;
        var isKept = holder is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } or ILocalSymbol;
        if (!isKept || TypeOf(holder) is not { } type || (type is not IArrayTypeSymbol && holder is not (IFieldSymbol or ILocalSymbol)))
            return false;
        foreach (var reference in holder.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax();
            var value = declaration switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer?.Value,
                PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                _ => null,
            };
            switch (value)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access }:
                    return name.StartsWith("GetInvalid", StringComparison.Ordinal)
                        || (name == "ToCharArray" && access.Expression.IsKind(SyntaxKind.StringLiteralExpression));
                case not null when holder is IFieldSymbol or IPropertySymbol && InitializerSize.Of(declaration) is > 0 and <= Few:
                    return type is IArrayTypeSymbol || holder.IsStatic;
                default:
                    break;
            }
        }

        return false;
    }

    // static List<Type> _known = [typeof(A), …]; without readonly, which by the text of the type nothing but reads.
    private static bool IsFewAndOnlyRead(ISymbol holder) => holder is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsReadOnly: false, DeclaringSyntaxReferences: [var reference] } field
        && InitializerSize.Of(reference.GetSyntax()) is > 0 and <= Few
        && field.ContainingType.DeclaringSyntaxReferences.SelectMany(type => type.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>()).All(name => name.Identifier.ValueText != field.Name || IsRead(name));

    // _known.Contains(x), _known[i], foreach (var one in _known); what is assigned, changed or handed on may grow.
    private static bool IsRead(IdentifierNameSyntax name)
    {
        ExpressionSyntax place = name.Parent is MemberAccessExpressionSyntax own && own.Name == name ? own : name;
        return place.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access => access.Expression == place && !Collections.IsMutator(member),
            ElementAccessExpressionSyntax { Parent: not AssignmentExpressionSyntax } element => element.Expression == place,
            ForEachStatementSyntax each => each.Expression == place,
            _ => false,
        };
    }

    /// <summary>True for a loop or query over such a collection: what it repeats is repeated a few times, however much there is to do.</summary>
    public static bool IsFixedLoop(IOperation region) => region switch
    {
        IForEachLoopOperation { Collection: var collection } => (!IsGiven(collection) && IsFixed(collection, region)) || IsListing(collection),
        IInvocationOperation call => Sequences.SourceOf(call) is { } source && !IsGiven(source) && IsFixed(source, call),
        _ => false,
    };

    // A params array is short to search, but what its loop does is done for each of what callers hand over.
    private static bool IsGiven(IOperation collection) => Collections.WithoutConversions(collection) is IParameterReferenceOperation { Parameter.IsParams: true };

    // Each entry of a directory costs far more than a search among a few names.
    private static bool IsListing(IOperation collection) => Sequences.BaseOf(collection) is IInvocationOperation { TargetMethod.ContainingType: { Name: "Directory" or "DirectoryInfo", ContainingNamespace.Name: "IO" } };

    private static bool IsOfSystem(IMethodSymbol method) => method.Name.StartsWith("GetInvalid", StringComparison.Ordinal)
        || (method.ContainingType.Name is "Enum" && method.Name is "GetValues" or "GetNames");

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// Shows that a collection keeps its elements while some code runs, so that something built from it beforehand stays
/// true. The code itself must not change it; and where others can hold the collection too (a parameter, a field, a local
/// that was passed on), no code that can be reached may change any collection of its element type.
/// </summary>
internal sealed class CollectionStability(SemanticModel model, CancellationToken cancellationToken)
{
    // Deep enough for a helper and its helper; beyond that nothing is claimed.
    private const int MaxDepth = 4;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>True where <paramref name="collection"/> cannot change while <paramref name="code"/> runs.</summary>
    public bool IsUnchanged(ISymbol collection, ITypeSymbol element, IOperation code)
    {
        if (Collections.IsChangedIn(collection, code))
            return false;
        if (IsImmutable(collection))
            return true;
        return (collection is ILocalSymbol local && IsPrivate(local, code)) || ReachesNoChange(code, element, depth: 0);
    }

    private static bool IsImmutable(ISymbol collection) =>
        (collection as ILocalSymbol)?.Type is { ContainingNamespace.Name: "Immutable" or "Frozen" };

    // The local is made here and only ever used as the receiver of a call or the source of a loop.
    private bool IsPrivate(ILocalSymbol local, IOperation code)
    {
        var root = code;
        while (root.Parent is not null)
            root = root.Parent;
        var isMadeHere = false;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                isMadeHere = Collections.WithoutConversions(declarator.GetVariableInitializer()?.Value) is IObjectCreationOperation or IArrayCreationOperation or IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable" } };
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && !IsHarmless(reference))
                return false;
        }

        return isMadeHere;
    }

    private static bool IsHarmless(ILocalReferenceOperation reference)
    {
        IOperation use = reference;
        while (use.Parent is IConversionOperation { IsImplicit: true } conversion)
            use = conversion;
        return use.Parent switch
        {
            IInvocationOperation call => ReferenceEquals(call.Instance, use),
            IPropertyReferenceOperation property => ReferenceEquals(property.Instance, use),
            IArrayElementReferenceOperation => true,
            IForEachLoopOperation => true,
            IArgumentOperation { Parent: IInvocationOperation call } => IsReadOnlyFramework(call.TargetMethod),
            _ => false,
        };
    }

    private bool ReachesNoChange(IOperation code, ITypeSymbol element, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IInvocationOperation call when !CallKeeps(call.TargetMethod, call.Instance, element, depth):
                case IObjectCreationOperation { Constructor: { } constructor } when !CallKeeps(constructor, null, element, depth):
                case IPropertyReferenceOperation property when !PropertyKeeps(property, element, depth):
                case IAssignmentOperation { Target: IArrayElementReferenceOperation }:
                case IDynamicInvocationOperation or IFunctionPointerInvocationOperation or IAwaitOperation:
                case IBinaryOperation { OperatorMethod: { } op } when !CallKeeps(op, null, element, depth):
                    return false;
            }
        }

        return true;
    }

    private bool PropertyKeeps(IPropertyReferenceOperation property, ITypeSymbol element, int depth)
    {
        var isWritten = property.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, property);
        if (isWritten && !property.Arguments.IsEmpty && property.Instance?.Type is { } type && Holds(type, element))
            return false;
        var accessor = isWritten ? property.Property.SetMethod : property.Property.GetMethod;
        return accessor is null || CallKeeps(accessor, property.Instance, element, depth);
    }

    private bool CallKeeps(IMethodSymbol method, IOperation? instance, ITypeSymbol element, int depth)
    {
        if (instance?.Type is { } receiver && Holds(receiver, element) && Collections.IsMutator(method))
            return false;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!method.Locations.Any(location => location.IsInSource))
            return method.MethodKind == MethodKind.DelegateInvoke ? false : IsFramework(method);
        if (method.IsImplicitlyDeclared || IsAutoAccessor(method) || !_visited.Add(method))
            return true;
        if (depth == MaxDepth || method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed))
            return false;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            var body = model.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
            if (body is null || !ReachesNoChange(body, element, depth + 1))
                return false;
        }

        return true;
    }

    private static bool IsAutoAccessor(IMethodSymbol method) =>
        method.AssociatedSymbol is IPropertySymbol property
        && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    // A collection that could be the same object as one of this element type.
    private static bool Holds(ITypeSymbol collection, ITypeSymbol element) =>
        collection is IArrayTypeSymbol array
            ? SymbolEqualityComparer.Default.Equals(array.ElementType, element)
            : collection is not INamedTypeSymbol { TypeArguments.Length: 1 } named || SymbolEqualityComparer.Default.Equals(named.TypeArguments[0], element);

    private static bool IsFramework(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsReadOnlyFramework(IMethodSymbol method) =>
        CalleeName.OfType(method.ContainingType.OriginalDefinition) is "System.Linq.Enumerable" or "System.String" or "System.Console"
            or "System.Collections.Generic.HashSet`1";
}

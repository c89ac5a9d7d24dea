using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Editing;

/// <summary>
/// Looks through code, and through the source of what it calls, for anything that could change a collection. What it
/// cannot see (a delegate, a virtual method, another library) counts as a change. Equality, hash codes and texts of
/// objects are taken to be free of side effects.
/// </summary>
/// <param name="collection">The local, parameter, field or property that holds the collection.</param>
/// <param name="type">Its type.</param>
/// <param name="code">The code.</param>
/// <param name="model">The model of the code's file.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class ReachableCode(
    ISymbol collection, ITypeSymbol type, IOperation code, SemanticModel model, CancellationToken cancellationToken)
{
    // Deep enough for a helper and its helper; beyond that nothing is claimed.
    private const int MaxDepth = 4;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>True where the collection cannot be reached by another name.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Fields and properties of the elements that must keep their values as well.</summary>
    public ImmutableArray<ISymbol> Members { get; init; } = ImmutableArray<ISymbol>.Empty;

    /// <summary>True where nothing is found that could change the collection, or one of <see cref="Members"/> of any object.</summary>
    public bool KeepsCollection() => Keeps(code, depth: 0);

    private bool Keeps(IOperation part, int depth)
    {
        foreach (var operation in part.DescendantsAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!KeepsItself(operation, depth))
                return false;
        }

        return true;
    }

    private bool KeepsItself(IOperation operation, int depth)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                return CallKeeps(call.TargetMethod, call.Instance, depth)
                    && (IsInSource(call.TargetMethod) || (!Collections.MayWriteInto(call).Any(MayBeIt) && call.Arguments.All(argument => IsKnown(argument.Value, depth))));
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return CallKeeps(constructor, null, depth)
                    && (IsInSource(constructor) || creation.Arguments.All(argument => IsKnown(argument.Value, depth)));
            case IMethodReferenceOperation group:
                return CallKeeps(group.Method, group.Instance, depth);
            case IPropertyReferenceOperation property:
                return PropertyKeeps(property, depth);
            case IAssignmentOperation assignment:
                return WriteKeeps(assignment.Target);
            case IIncrementOrDecrementOperation increment:
                return (increment.OperatorMethod is not { } step || CallKeeps(step, null, depth)) && WriteKeeps(increment.Target);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return WriteKeeps(argument.Value);
            case IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None }:
                return false;
            case IFieldReferenceOperation { Field.IsVolatile: true }:
                return false;
            case IForEachLoopOperation { IsAsynchronous: true }:
                return false;
            case IForEachLoopOperation each:
                return IsKnown(each.Collection, depth) && !IsEnumeratedBySource(each.Collection.Type);
            case IBinaryOperation { OperatorMethod: { } op }:
                return CallKeeps(op, null, depth);
            case IUnaryOperation { OperatorMethod: { } op }:
                return CallKeeps(op, null, depth);
            case IConversionOperation { OperatorMethod: { } op }:
                return CallKeeps(op, null, depth);
            case ILockOperation or IAwaitOperation or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true }:
                return false;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation:
                return false;
            case IEventAssignmentOperation or IRaiseEventOperation or IAddressOfOperation or IInvalidOperation:
                return false;
            case { Kind: OperationKind.YieldReturn or OperationKind.None or OperationKind.FunctionPointerInvocation }:
                return false;
            default:
                return true;
        }
    }

    private bool WriteKeeps(IOperation target)
    {
        switch (Collections.WrittenPlace(target))
        {
            case IArrayElementReferenceOperation element:
                return !MayBeIt(element.ArrayReference);
            case IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } instance } indexer:
                return !MayBeIt(instance) && !indexer.Property.ReturnsByRef;
            case IInvocationOperation or IPropertyReferenceOperation { Property.ReturnsByRef: true }:
                return false;
            case ILocalReferenceOperation { Local.RefKind: not RefKind.None }:
                return false;
            case IParameterReferenceOperation { Parameter.RefKind: not RefKind.None }:
                return type is not IArrayTypeSymbol;
            case ITupleOperation tuple:
                return tuple.Elements.All(WriteKeeps);
            case IFieldReferenceOperation field:
                return !IsKept(field.Field);
            case IPropertyReferenceOperation property:
                return !IsKept(property.Property);
            default:
                return true;
        }
    }

    private bool IsKept(ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(member, collection) || Members.Contains(member.OriginalDefinition, SymbolEqualityComparer.Default);

    private bool PropertyKeeps(IPropertyReferenceOperation property, int depth)
    {
        var isWritten = OwnedLocals.IsWritten(property);
        var isRead = !isWritten || property.Parent is ICompoundAssignmentOperation or IIncrementOrDecrementOperation;
        return (!isWritten || property.Property.SetMethod is not { } setter || CallKeeps(setter, property.Instance, depth))
            && (!isRead || property.Property.GetMethod is not { } getter || CallKeeps(getter, property.Instance, depth));
    }

    private bool CallKeeps(IMethodSymbol method, IOperation? instance, int depth)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke || FrameworkCalls.MaySynchronise(method))
            return false;
        if (instance is not null && Collections.IsMutator(method) && MayBeIt(instance))
            return false;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!IsInSource(method))
            return FrameworkCalls.IsFramework(method.ContainingType) || IsOfCompiler(method);
        if (!_visited.Add(method))
            return true;
        if (depth == MaxDepth)
            return false;
        if (method.MethodKind == MethodKind.Constructor)
            return ConstructorKeeps(method, depth);
        if (method.IsImplicitlyDeclared || (method.AssociatedSymbol is IPropertySymbol property && CollectionStability.IsAutomatic(property)))
            return !IsOverridable(method);
        return !IsOverridable(method) && method.DeclaringSyntaxReferences.All(reference => BodyKeeps(reference.GetSyntax(cancellationToken), depth));
    }

    private bool ConstructorKeeps(IMethodSymbol constructor, int depth)
    {
        var type = constructor.ContainingType;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration)
                return false;
            var initializers = declaration.Members.SelectMany(member => member switch
            {
                BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer),
                PropertyDeclarationSyntax property => [property.Initializer],
                _ => [],
            });
            if (!initializers.All(initializer => initializer is null || BodyKeeps(initializer, depth)))
                return false;
        }

        if (!constructor.IsImplicitlyDeclared
            && constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellationToken) is not TypeDeclarationSyntax and var body && !BodyKeeps(body, depth)))
        {
            return false;
        }

        return type.BaseType is not { } parent
            || FrameworkCalls.IsFramework(parent)
            || parent.InstanceConstructors.All(inherited => CallKeeps(inherited, null, depth + 1));
    }

    private bool BodyKeeps(SyntaxNode syntax, int depth)
    {
        var bodyModel = syntax.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(syntax.SyntaxTree);
        return bodyModel.GetOperation(syntax, cancellationToken) is { } body && Keeps(body, depth + 1);
    }

    // Handed to the framework, which may enumerate or call it.
    private bool IsKnown(IOperation argument, int depth)
    {
        var value = Collections.WithoutConversions(argument)!;
        if (FrameworkCalls.IsUnknownDelegate(argument) && FrameworkCalls.IsUnknownDelegate(value))
            return false;
        if (IsMutableView(argument.Type) && MayBeIt(value))
            return false;
        if (!FrameworkCalls.IsLazy(value.Type))
            return true;
        return value switch
        {
            // Its own arguments are looked at where the call is.
            IInvocationOperation => true,
            ILocalReferenceOperation { Local: var local } when !Functions.ReferencesTo(local, code).Any(OwnedLocals.IsWritten) =>
                OwnedLocals.InitializerOf(local, code) is { } initializer
                && (_visited.Contains(local) || (_visited.Add(local) && Keeps(initializer, depth) && IsKnown(initializer, depth))),
            _ => false,
        };
    }

    // Could be the same object as the collection, by its type and by where it comes from.
    private bool MayBeIt(IOperation operation)
    {
        var other = Collections.WithoutConversions(operation)!;
        if (IsPrivate)
            return SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(other), collection);
        if (other.Type is not { } otherType || otherType.SpecialType == SpecialType.System_String || otherType.IsValueType != type.IsValueType && !IsMutableView(otherType))
            return false;
        if (!IsMutableView(otherType)
            && !model.Compilation.ClassifyCommonConversion(otherType, type).Exists
            && !model.Compilation.ClassifyCommonConversion(type, otherType).Exists)
        {
            return false;
        }

        return other is not ILocalReferenceOperation { Local: var local } || !IsAnother(local);
    }

    private bool IsAnother(ILocalSymbol local) =>
        !SymbolEqualityComparer.Default.Equals(local, collection)
        && ((collection is IParameterSymbol parameter && OwnedLocals.IsMadeHere(local, code) && !Functions.ReferencesTo(parameter, code).Any(OwnedLocals.IsWritten))
            || OwnedLocals.IsPrivate(local, code));

    private static bool IsMutableView(ITypeSymbol? type) => type is { Name: "Span" or "Memory" or "ArraySegment", ContainingNamespace.Name: "System" };

    private static bool IsEnumeratedBySource(ITypeSymbol? type) =>
        type is not null and not IArrayTypeSymbol and not ITypeParameterSymbol && !FrameworkCalls.IsFramework(type);

    private static bool IsInSource(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition.ContainingType is { } owner
        && owner.Locations.Any(location => location.IsInSource);

    private static bool IsOverridable(IMethodSymbol method) =>
        method.IsAbstract || method.IsExtern
        || ((method.IsVirtual || (method.IsOverride && !method.IsSealed)) && !method.ContainingType.IsSealed && !method.ContainingType.IsValueType);

    private static bool IsOfCompiler(IMethodSymbol method) => method.ContainingType is null or { IsAnonymousType: true } or { IsTupleType: true };
}

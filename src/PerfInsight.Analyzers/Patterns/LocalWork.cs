using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Shows that code works on locals, unchanging values and objects of its own, and changes nothing else: then no other
/// thread can tell when it runs. What it reads of objects that others know as well is collected in <see cref="Reads"/>
/// and <see cref="ReadCollections"/>; whether those can change meanwhile is another question. What is not known to be
/// harmless is not.
/// </summary>
/// <param name="model">The model of the code's file.</param>
/// <param name="range">The statements that belong to the code, in order.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class LocalWork(SemanticModel model, IReadOnlyList<IOperation> range, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>Fields and properties of objects that others may know.</summary>
    public HashSet<ISymbol> Reads { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Types of collections, that others may know, whose elements are read.</summary>
    public HashSet<ITypeSymbol> ReadCollections { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Operations that are taken for harmless whatever they are.</summary>
    public IReadOnlyList<IOperation> Except { get; init; } = [];

    /// <summary>True for calls that are taken for harmless where their arguments are.</summary>
    public Func<IInvocationOperation, bool> IsAllowed { get; init; } = static _ => false;

    /// <summary>True where the code is local work that is worth moving: it calls, loops or allocates.</summary>
    public static bool IsWorthMoving(IOperation statement) => statement.DescendantsAndSelf().Any(operation =>
        !operation.IsImplicit && operation switch
        {
            IInvocationOperation call => !PureCalls.IsTrivial(call.TargetMethod),
            ILoopOperation or IArrayCreationOperation or IInterpolatedStringOperation => true,
            IObjectCreationOperation creation => creation.Type is { IsReferenceType: true } && !IsException(creation.Type) && !IsEmptyList(creation),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } => true,
            _ => false,
        });

    // new List<string>() takes less time than a word about it.
    private static bool IsEmptyList(IObjectCreationOperation creation) => creation is { Arguments.IsEmpty: true, Initializer: null, Type: { ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } };

    /// <summary>True where the code changes nothing that is shared.</summary>
    public bool IsLocal(IOperation code) => IsLocal(code, depth: 0);

    private bool IsLocal(IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Except.Contains(operation) && !IsHarmless(operation, depth))
                return false;
        }

        return true;
    }

    private bool IsHarmless(IOperation operation, int depth)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return local.Local.RefKind == RefKind.None && !IsSharedByFunctions(local.Local, local);
            case IParameterReferenceOperation parameter:
                return parameter.Parameter.RefKind == RefKind.None && IsOfFunction(parameter) && !IsSharedByFunctions(parameter.Parameter, parameter);
            case IInstanceReferenceOperation self:
                return self.ReferenceKind is InstanceReferenceKind.ImplicitReceiver or InstanceReferenceKind.PatternInput
                    || self.Parent is IMemberReferenceOperation or IInvocationOperation { TargetMethod: not null };
            case IFieldReferenceOperation field:
                return IsHarmlessField(field);
            case IPropertyReferenceOperation property:
                return IsHarmlessProperty(property, depth);
            case IInvocationOperation call:
                return IsHarmlessCall(call, depth);
            case IObjectCreationOperation creation:
                return IsHarmlessCreation(creation, depth);
            case IArrayElementReferenceOperation element:
                return IsOwned(element.ArrayReference) || (!OwnedLocals.IsWritten(element) && IsForeignCollection(element.ArrayReference));
            case IForEachLoopOperation { IsAsynchronous: false } each:
                return IsOwned(each.Collection) || IsForeignCollection(each.Collection);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } concat:
                return HasKnownText(concat.LeftOperand) && HasKnownText(concat.RightOperand);
            case IInterpolationOperation { Expression: { } expression }:
                return HasKnownText(expression);
            case ICompoundAssignmentOperation { OperatorMethod: null } compound:
                return compound.Type?.SpecialType != SpecialType.System_String || HasKnownText(compound.Value);
            case IBinaryOperation { OperatorMethod: var method }:
                return method is null || PureCalls.IsPure(method);
            case IUnaryOperation { OperatorMethod: var method }:
                return method is null || PureCalls.IsPure(method);
            case IConversionOperation { OperatorMethod: var method }:
                return method is null || PureCalls.IsPure(method);
            case IIncrementOrDecrementOperation { OperatorMethod: null }:
                return true;
            case IAnonymousFunctionOperation or IDelegateCreationOperation:
                return IsGivenToQuery(operation);
            case IBranchOperation branch:
                return branch.BranchKind != BranchKind.GoTo;
            case IReturnOperation returned:
                return returned.Kind == OperationKind.Return;
            case IVariableDeclaratorOperation declarator:
                return declarator.Symbol.RefKind == RefKind.None;
            default:
                return IsPlain(operation.Kind);
        }
    }

    // Everything else that only computes. What is not named here (await, events, dynamic, pointers, other languages' or newer operations) may do anything.
    private static bool IsPlain(OperationKind kind) => kind is
        OperationKind.Block or OperationKind.VariableDeclarationGroup or OperationKind.VariableDeclaration or OperationKind.VariableInitializer
        or OperationKind.Switch or OperationKind.SwitchCase or OperationKind.CaseClause or OperationKind.Loop or OperationKind.Empty
        or OperationKind.Throw or OperationKind.Try or OperationKind.CatchClause or OperationKind.ExpressionStatement or OperationKind.Literal
        or OperationKind.Binary or OperationKind.Unary or OperationKind.Conditional or OperationKind.Coalesce or OperationKind.CoalesceAssignment
        or OperationKind.SimpleAssignment or OperationKind.CompoundAssignment or OperationKind.DeconstructionAssignment or OperationKind.Argument
        or OperationKind.IsType or OperationKind.IsPattern or OperationKind.ConstantPattern or OperationKind.DeclarationPattern or OperationKind.DiscardPattern
        or OperationKind.RecursivePattern or OperationKind.NegatedPattern or OperationKind.BinaryPattern or OperationKind.RelationalPattern
        or OperationKind.TypePattern or OperationKind.PropertySubpattern or OperationKind.SwitchExpression or OperationKind.SwitchExpressionArm
        or OperationKind.NameOf or OperationKind.Tuple or OperationKind.DefaultValue or OperationKind.SizeOf or OperationKind.TypeOf
        or OperationKind.ArrayCreation or OperationKind.ArrayInitializer or OperationKind.InterpolatedString or OperationKind.InterpolatedStringText
        or OperationKind.ConditionalAccess or OperationKind.ConditionalAccessInstance or OperationKind.DeclarationExpression or OperationKind.Parenthesized
        or OperationKind.ObjectOrCollectionInitializer or OperationKind.Discard or OperationKind.Range or OperationKind.MethodBody
        or OperationKind.ConstructorBody or OperationKind.FieldInitializer or OperationKind.PropertyInitializer or OperationKind.FlowAnonymousFunction;

    private bool IsHarmlessField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.IsConst || IsOwned(reference.Instance))
            return true;
        if (OwnedLocals.IsWritten(reference) || field.IsVolatile)
            return false;
        if (field.IsReadOnly && PureCalls.IsImmutable(field.Type))
            return true;

        // The object behind a field of this object that stays the same: only for what is read of it.
        if (reference.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            return field.IsReadOnly && reference.Parent is IPropertyReferenceOperation { Arguments.IsEmpty: true } property && IsAutomatic(property.Property) && !OwnedLocals.IsWritten(property);
        Reads.Add(field.OriginalDefinition);
        return true;
    }

    private bool IsHarmlessProperty(IPropertyReferenceOperation reference, int depth)
    {
        var property = reference.Property;
        var instance = reference.Instance;
        if (instance is null && PureCalls.IsPure(property))
            return true;
        if (property.ReturnsByRef)
            return false;
        var isFramework = FrameworkCalls.IsFramework(property.ContainingType);
        if (IsOwned(instance) && (isFramework || IsAutomatic(property)))
            return true;
        if (OwnedLocals.IsWritten(reference))
            return false;
        if (instance is not null && (PureCalls.IsImmutable(instance.Type) || instance.Type is IArrayTypeSymbol))
            return true;
        if (IsAutomatic(property) && !property.IsVirtual && !property.IsOverride && !property.IsAbstract)
        {
            if (property.SetMethod is null or { IsInitOnly: true })
                return PureCalls.IsImmutable(property.Type) || !IsOfThis(instance) || reference.Parent is IPropertyReferenceOperation;
            if (IsOfThis(instance))
                return false;
            Reads.Add(property.OriginalDefinition);
            return true;
        }

        if (instance is not null && !IsOfThis(instance) && IsForeignCollection(instance))
            return true;
        return !isFramework && property.GetMethod is { } getter && IsHarmlessBody(getter, depth);
    }

    private bool IsHarmlessCall(IInvocationOperation call, int depth)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (IsAllowed(call))
            return true;
        if (call.TargetMethod.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" })
            return call.Arguments.All(argument => IsOwned(argument.Value) || IsKnownArgument(argument) || IsForeignCollection(argument.Value) || IsQuery(argument.Value) || argument.Value is IDelegateCreationOperation);
        if (PureCalls.IsPure(method))
            return call.Arguments.All(IsKnownArgument);
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments[0].Value : null);
        if (FrameworkCalls.IsFramework(method.ContainingType))
        {
            if (receiver is not null && IsOwned(receiver))
            {
                // An element is only stored by a list; a table asks it for its hash code, a builder for its text.
                return receiver.Type is { Name: "List" or "Queue" or "Stack" }
                    ? call.Arguments.All(argument => argument.Parameter?.RefKind is RefKind.None or null && argument.Value.Type?.TypeKind != TypeKind.Delegate)
                    : call.Arguments.Where(argument => !ReferenceEquals(argument.Value, receiver)).All(IsKnownArgument);
            }

            return receiver is not null && call.Instance is not null && !Collections.IsMutator(method) && !IsOfThis(receiver)
                && IsForeignCollection(receiver) && call.Arguments.All(IsKnownArgument)
                && method.Name is "Contains" or "ContainsKey" or "ContainsValue" or "TryGetValue" or "IndexOf" or "LastIndexOf" or "ToArray" or "GetEnumerator";
        }

        return call.TargetMethod.MethodKind is MethodKind.Ordinary && !call.TargetMethod.ReturnsByRef
            && call.Arguments.All(argument => argument.Parameter?.RefKind is RefKind.None or RefKind.Out or null)
            && IsHarmlessBody(method, depth);
    }

    private bool IsHarmlessBody(IMethodSymbol method, int depth)
    {
        if (depth >= MaxDepth || method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsExtern || method.IsAsync || method.DeclaringSyntaxReferences.Length != 1)
            return false;
        if (!_visited.Add(method.OriginalDefinition))
            return true;

        // A rule may ask for the operations of its own file only.
        var syntax = method.OriginalDefinition.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
        return syntax.SyntaxTree == model.SyntaxTree
            && syntax is MethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
            && !syntax.DescendantNodes().Any(node => node is YieldStatementSyntax)
            && model.OperationOf(syntax, cancellationToken) is { } body
            && IsLocal(body, depth + 1);
    }

    private bool IsHarmlessCreation(IObjectCreationOperation creation, int depth)
    {
        if (creation.Type is not { } type || creation.Constructor is not { } constructor)
            return false;
        if (FrameworkCalls.IsFramework(type))
        {
            return (IsOwnable(type) || PureCalls.IsImmutable(type) || IsException(type))
                && creation.Arguments.All(argument => IsKnownArgument(argument) || IsOwned(argument.Value) || IsForeignCollection(argument.Value));
        }

        return PlainConstructors.IsPlain(constructor, cancellationToken);
    }

    // An object that the code made itself and that nobody else has got to know.
    private bool IsOwned(IOperation? instance)
    {
        switch (Collections.WithoutConversions(instance))
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return true;
            case ILocalReferenceOperation { Type.IsValueType: true, Local.RefKind: RefKind.None } value:
                return !IsSharedByFunctions(value.Local, value);
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } reference:
                return IsMadeInRange(local) || (OwnedLocals.IsMadeHere(local, reference) && OwnedLocals.IsPrivate(local, reference));
            case IObjectCreationOperation { Type: { } type }:
                return IsOwnable(type);
            default:
                return false;
        }
    }

    private bool IsMadeInRange(ILocalSymbol local)
    {
        foreach (var statement in range)
        {
            var declarator = statement.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>()
                .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Symbol, local));
            if (declarator is null)
                continue;
            return Collections.WithoutConversions(declarator.GetVariableInitializer()?.Value) is { } value
                && (value is IArrayCreationOperation || (value is IObjectCreationOperation { Type: { } type } && (IsOwnable(type) || !FrameworkCalls.IsFramework(type)))
                    || (OwnedLocals.IsNew(value) && value is IInvocationOperation))
                && range.SelectMany(part => part.DescendantsAndSelf()).Where(part => Functions.IsReferenceTo(part, local)).All(part => !OwnedLocals.IsWritten(part));
        }

        return false;
    }

    private bool IsForeignCollection(IOperation? collection)
    {
        var value = Collections.WithoutConversions(collection);
        if (value?.Type is not { } type || IsOfThis(value))
            return false;
        if (PureCalls.IsImmutable(type))
            return true;
        if (type is not IArrayTypeSymbol && type is not INamedTypeSymbol
            {
                ContainingNamespace: { Name: "Generic" or "Immutable", ContainingNamespace.Name: "Collections" }, TypeKind: TypeKind.Class or TypeKind.Struct,
            })
        {
            return false;
        }

        ReadCollections.Add(type);
        return true;
    }

    private static bool IsQuery(IOperation argument) => Collections.WithoutConversions(argument) is IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" };

    // Handed to code that may look into it.
    private bool IsKnownArgument(IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Out)
            return argument.Value is IDeclarationExpressionOperation or IDiscardOperation or ILocalReferenceOperation;
        if (argument.Parameter?.RefKind is RefKind.Ref)
            return false;
        var value = Collections.WithoutConversions(argument.Value);
        return value switch
        {
            IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.All(HasKnownText),
            _ => value is not null && (HasKnownText(value) || IsOwned(value)),
        };
    }

    // Its text, equality and hash code depend on nothing that could change.
    private static bool HasKnownText(IOperation operation)
    {
        var value = Collections.WithoutConversions(operation);
        return value is not null && (PureCalls.IsImmutable(value.Type) || value.ConstantValue.HasValue || value is IDefaultValueOperation);
    }

    private static bool IsGivenToQuery(IOperation function)
    {
        var outer = function is IAnonymousFunctionOperation ? function.Parent : function;
        return outer is IDelegateCreationOperation { Target: IAnonymousFunctionOperation, Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } } } };
    }

    // A local or parameter that a lambda or local function shares is a field in truth, as is one of a primary constructor.
    private static bool IsSharedByFunctions(ISymbol variable, IOperation operation)
    {
        var references = Functions.ReferencesTo(variable, operation).ToList();
        return references.Any(OwnedLocals.IsWritten)
            && references.Any(reference => FunctionOf(reference) is { } function && !SymbolEqualityComparer.Default.Equals(function, variable.ContainingSymbol));
    }

    private static ISymbol? FunctionOf(IOperation reference) => Functions.Around(reference) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => null,
    };

    private static bool IsOfFunction(IParameterReferenceOperation reference) =>
        reference.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        || reference.Syntax.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } around && constructor.DeclaringSyntaxReferences.Any(r => r.Span == around.Span);

    private static bool IsOfThis(IOperation? instance) => Collections.WithoutConversions(instance) switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } => true,
        IMemberReferenceOperation member => IsOfThis(member.Instance),
        null => true,
        _ => false,
    };

    private static bool IsAutomatic(IPropertySymbol property) => property.OriginalDefinition.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property.OriginalDefinition))
        || property.ContainingType is { IsAnonymousType: true } or { Name: "KeyValuePair" };

    private static bool IsOwnable(ITypeSymbol type) => CalleeName.OfType(type.OriginalDefinition) is "System.Text.StringBuilder"
        or "System.Collections.Generic.List`1" or "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.HashSet`1"
        or "System.Collections.Generic.Queue`1" or "System.Collections.Generic.Stack`1" or "System.Collections.Generic.SortedDictionary`2";

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (CalleeName.OfType(type) == "System.Exception")
                return true;
        }

        return false;
    }
}

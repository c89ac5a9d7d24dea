using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Shows that code works on locals, parameters and unchanging values alone: then no other thread can tell when it runs,
/// and it needs no lock. What is not known to be harmless is not.
/// </summary>
internal sealed class LocalWork(SemanticModel model, CancellationToken cancellationToken)
{
    private const int MaxDepth = 3;

    // Types whose members compute from their arguments alone.
    private static readonly HashSet<string> PureTypes = new(StringComparer.Ordinal)
    {
        "System.String", "System.Math", "System.MathF", "System.Char", "System.Boolean", "System.Byte", "System.SByte", "System.Int16",
        "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double",
        "System.Decimal", "System.Guid", "System.TimeSpan", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.Convert", "System.BitConverter", "System.HashCode", "System.Globalization.CultureInfo", "System.StringComparer",
        "System.Text.Encoding", "System.IO.Path", "System.Text.RegularExpressions.Regex", "System.Security.Cryptography.SHA256",
        "System.Security.Cryptography.MD5", "System.Security.Cryptography.SHA1", "System.Security.Cryptography.SHA512",
        "System.Numerics.BitOperations", "System.Nullable`1", "System.Object", "System.Enum", "System.Index", "System.Range",
    };

    // Objects that a local may hold and change, where the local made them.
    private static readonly HashSet<string> OwnedTypes = new(StringComparer.Ordinal)
    {
        "System.Text.StringBuilder", "System.Collections.Generic.List`1", "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
    };

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>True where the code is local work that is worth moving: it calls, loops or allocates.</summary>
    public static bool IsWorthMoving(IOperation statement) => statement.DescendantsAndSelf().Any(operation =>
        operation is IInvocationOperation or ILoopOperation or IObjectCreationOperation or IArrayCreationOperation or IInterpolatedStringOperation
        || operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false });

    /// <summary>True where the code touches nothing that is shared.</summary>
    public bool IsLocal(IOperation code) => code.DescendantsAndSelf().All(operation => IsHarmless(operation, 0));

    private bool IsHarmless(IOperation operation, int depth) => operation switch
    {
        IFieldReferenceOperation { Field: var field } reference => field.IsConst || (field.IsReadOnly && IsImmutable(field.Type) && reference.Parent is not IArgumentOperation { Parameter.RefKind: RefKind.Ref }) || IsOwnedMember(reference.Instance),
        IPropertyReferenceOperation property => IsHarmlessProperty(property, depth),
        IInvocationOperation call => IsHarmlessCall(call.TargetMethod, call.Instance, depth),
        IObjectCreationOperation { Constructor: { } constructor } creation => IsOwnedType(creation.Type) || IsHarmlessCall(constructor, null, depth),
        IInstanceReferenceOperation => true,
        IEventReferenceOperation or IEventAssignmentOperation or IDynamicInvocationOperation or IAwaitOperation or IFunctionPointerInvocationOperation
            or IAnonymousFunctionOperation or ILocalFunctionOperation or IDelegateCreationOperation or ILockOperation or IThrowOperation
            or IReturnOperation { Kind: not OperationKind.Return } or IBranchOperation or IUsingOperation or IUsingDeclarationOperation
            or IAddressOfOperation or IInvalidOperation or IForEachLoopOperation { IsAsynchronous: true } => operation is IBranchOperation branch && IsInnerBranch(branch),
        IForEachLoopOperation each => IsLocalSequence(each.Collection),
        IBinaryOperation { OperatorMethod: { } op } => IsHarmlessCall(op, null, depth),
        IArrayElementReferenceOperation element => IsLocalArray(element),
        ICompoundAssignmentOperation { OperatorMethod: { } op } => IsHarmlessCall(op, null, depth),
        _ => true,
    };

    // break and continue of a loop that is part of the code.
    private static bool IsInnerBranch(IBranchOperation branch) => branch.BranchKind != BranchKind.GoTo && Loops.Around(branch).Any();

    private bool IsHarmlessProperty(IPropertyReferenceOperation reference, int depth)
    {
        var property = reference.Property;
        if (reference.Instance?.Type is { } type && (IsImmutable(type) || (IsOwnedType(type) && reference.Instance is ILocalReferenceOperation)))
            return true;
        if (property is { IsStatic: true, SetMethod: null } && IsPure(property.ContainingType))
            return true;
        if (reference.Instance is IArrayElementReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation
            && property is { SetMethod: null or { IsInitOnly: true } } && property.GetMethod is { } getter && IsAuto(property))
        {
            return getter is not null;
        }

        return property.Name == "Length" && reference.Instance?.Type is IArrayTypeSymbol;
    }

    private bool IsHarmlessCall(IMethodSymbol method, IOperation? instance, int depth)
    {
        if (IsPure(method.ContainingType))
            return instance is not IFieldReferenceOperation { Field.IsReadOnly: false };
        if (instance is ILocalReferenceOperation && IsOwnedType(instance.Type))
            return true;
        if (method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" })
            return false;
        if (depth >= MaxDepth || method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsExtern)
            return false;
        if (!_visited.Add(method.OriginalDefinition))
            return true;
        foreach (var reference in method.OriginalDefinition.DeclaringSyntaxReferences)
        {
            // A rule may ask for the operations of its own file only.
            var syntax = reference.GetSyntax(cancellationToken);
            if (syntax.SyntaxTree != model.SyntaxTree
                || syntax is not (MethodDeclarationSyntax or ConstructorDeclarationSyntax)
                || model.GetOperation(syntax, cancellationToken) is not { } body
                || !body.DescendantsAndSelf().All(operation => operation is IReturnOperation or IThrowOperation || IsHarmless(operation, depth + 1)))
            {
                return false;
            }
        }

        return method.DeclaringSyntaxReferences.Length > 0;
    }

    private static bool IsLocalSequence(IOperation collection) => Collections.WithoutConversions(collection) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => collection.Type is { } type && (IsImmutable(type) || type.SpecialType == SpecialType.System_String),
        _ => collection.Type?.SpecialType == SpecialType.System_String,
    };

    // A parameter's array may be anybody's; reading a local one that was made here is not modelled.
    private static bool IsLocalArray(IArrayElementReferenceOperation element) => element.ArrayReference is ILocalReferenceOperation;

    private static bool IsOwnedMember(IOperation? instance) => instance is ILocalReferenceOperation { Type.IsValueType: true };

    private static bool IsOwnedType(ITypeSymbol? type) => type is not null && OwnedTypes.Contains(CalleeName.OfType(type.OriginalDefinition));

    private static bool IsPure(ITypeSymbol type) => PureTypes.Contains(CalleeName.OfType(type.OriginalDefinition));

    private static bool IsImmutable(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is not (SpecialType.None or SpecialType.System_Object or SpecialType.System_Array) || IsPure(type);

    private static bool IsAuto(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}

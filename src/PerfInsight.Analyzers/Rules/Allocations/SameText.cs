using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Text that a loop makes in each pass although nothing in it differs: <c>foreach (…) Write(version.ToString())</c>.</summary>
internal static class SameText
{
    /// <summary>True for such a text, as a whole.</summary>
    public static bool Is(IOperation operation)
    {
        if (PartsOf(operation) is not { Count: > 0 } parts || Loops.Around(operation).FirstOrDefault() is not { } loop)
            return false;
        return AreFixed(parts, loop) && LoopFlow.IsUnconditionalIn(loop, operation) && !LoopFlow.LeavesAfter(loop, operation);
    }

    private static bool AreFixed(List<IOperation> parts, ILoopOperation loop) => parts.TrueForAll(part => part.ConstantValue.HasValue || IsFixed(part, loop));

    /// <summary>True for a text of fields and properties of the object that are set once, and of constants.</summary>
    public static bool IsOfFields(IOperation operation) => operation is IInterpolatedStringOperation or IBinaryOperation && PartsOf(operation) is { Count: > 0 } parts
        && parts.All(part => part.ConstantValue.HasValue || (PureCalls.IsImmutable(part.Type) && IsSetOnce(part))) && !RareCode.IsError(operation) && !IsInMaker(operation);

    private static bool IsSetOnce(IOperation part) => part switch
    {
        IFieldReferenceOperation { Field: { IsReadOnly: true, IsConst: false }, Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false, IsOverride: false, IsAbstract: false } property, Instance: IInstanceReferenceOperation, Arguments.IsEmpty: true } =>
            property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => false,
    };

    // A constructor makes it once, and ToString is asked for to be shown.
    private static bool IsInMaker(IOperation operation) => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is not IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.StaticConstructor), Name: not ("ToString" or "GetDebuggerDisplay") };

    // What goes in; null where there is no text made, or it says nothing that is not a constant.
    private static List<IOperation>? PartsOf(IOperation operation)
    {
        var parts = operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance: { } value } => IsWritable(value.Type) ? [value] : null,
            IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String } text => text.Parts.OfType<IInterpolationOperation>().Select(part => Collections.WithoutConversions(part.Expression)!).ToList(),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum => IsPart(sum) ? null : Terms(sum).ToList(),
            _ => null,
        };
        return parts?.Any(part => !part.ConstantValue.HasValue) == true ? parts : null;
    }

    private static bool IsPart(IOperation sum) => Uses.ParentOf(sum) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };

    private static IEnumerable<IOperation> Terms(IOperation sum) => Collections.WithoutConversions(sum) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } add
        ? Terms(add.LeftOperand).Concat(Terms(add.RightOperand))
        : [Collections.WithoutConversions(sum)!];

    // A variable that the loop leaves as it is, of a type that cannot change.
    private static bool IsFixed(IOperation part, ILoopOperation loop) => PureCalls.IsImmutable(part.Type)
        && part is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation }
        && Invariance.IsSameObject(part, loop);

    // Makes a new text each time it is asked; small numbers have theirs ready.
    private static bool IsWritable(ITypeSymbol? type) => type is { SpecialType: >= SpecialType.System_Int16 and <= SpecialType.System_Double or SpecialType.System_DateTime }
        || type is { Name: "Guid" or "Version" or "TimeSpan" or "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}

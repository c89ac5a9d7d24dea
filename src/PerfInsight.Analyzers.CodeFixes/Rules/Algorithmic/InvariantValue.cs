using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Shows that a call has no effect, throws nothing, and gives the same before a loop and in it.</summary>
internal static class InvariantValue
{
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal) { "ToLowerInvariant", "ToUpperInvariant", "Trim", "TrimStart", "TrimEnd", "Replace", "ToLower", "ToUpper" };

    // Those that throw for no elements, or for too great a sum, are not here.
    private static readonly HashSet<string> Queries = new(StringComparer.Ordinal) { "Count", "LongCount", "Any", "All", "FirstOrDefault" };

    private static readonly HashSet<string> Lookups = new(StringComparer.Ordinal) { "GetProperties", "GetFields", "GetMethods", "GetConstructors", "GetInterfaces", "GetMembers" };

    /// <summary>True where the value can be computed before the loop.</summary>
    public static bool Is(IInvocationOperation call, ILoopOperation loop, FixContext place)
    {
        if (!call.DescendantsAndSelf().All(operation => KeepsItsValue(operation, call, loop)))
            return false;
        var method = call.TargetMethod;
        if (method.ContainingType.SpecialType == SpecialType.System_String && call.Instance is not null)
            return IsText(call, loop, place);
        if (Sequences.IsLinq(method))
            return Queries.Contains(method.Name) && IsQuery(call, loop, place);
        return method.ContainingType is { Name: "Enum" or "Type", ContainingNamespace.Name: "System" }
            && (method.ContainingType.Name == "Type" ? Lookups.Contains(method.Name) && call is { Instance: ITypeOfOperation, Arguments.IsEmpty: true }
                : method.Name is "GetNames" or "GetValues" && (call.Arguments is [{ Value: ITypeOfOperation { TypeOperand.TypeKind: TypeKind.Enum } }] || (call.Arguments.IsEmpty && method.TypeArguments is [{ TypeKind: TypeKind.Enum }])));
    }

    // Locals and parameters that only the code before the loop writes.
    private static bool KeepsItsValue(IOperation operation, IOperation call, ILoopOperation loop)
    {
        if (operation is not (ILocalReferenceOperation or IParameterReferenceOperation) || Collections.SymbolOf(operation) is not { } variable || Collections.IsDeclaredIn(variable, call))
            return true;
        return variable is not (IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { RefKind: not RefKind.None })
            && !Collections.IsDeclaredIn(variable, loop)
            && !Functions.ReferencesTo(variable, loop).Any(reference => OwnedLocals.IsWritten(reference)
                && (loop.Syntax.Span.Contains(reference.Syntax.Span) || !ReferenceEquals(Functions.Around(reference), Functions.Around(loop))));
    }

    private static bool IsText(IInvocationOperation call, ILoopOperation loop, FixContext place)
    {
        if (!Texts.Contains(call.TargetMethod.Name)
            || call.Instance is not (ILocalReferenceOperation or IParameterReferenceOperation) || !Nullness.IsSetHere(call.Instance, place.Model, place.CancellationToken)
            || !call.Arguments.All(argument => argument.Value.ConstantValue is { HasValue: true, Value: not (null or "") } || (argument.Parameter?.Ordinal == 1 && argument.Value.ConstantValue.HasValue)))
        {
            return false;
        }

        // The culture is another one where somebody sets it.
        return call.TargetMethod.Name is not ("ToLower" or "ToUpper") || loop.Descendants().All(operation => operation switch
        {
            IInvocationOperation { TargetMethod: var method } => FrameworkCalls.IsFramework(method.ContainingType) && method.MethodKind != MethodKind.DelegateInvoke,
            IObjectCreationOperation { Type: { } type } => FrameworkCalls.IsFramework(type),
            IPropertyReferenceOperation { Property.ContainingType: { } type } property => FrameworkCalls.IsFramework(type) && !(OwnedLocals.IsWritten(property) && type.Name is "CultureInfo" or "Thread"),
            IAwaitOperation => false,
            _ => true,
        });
    }

    private static bool IsQuery(IInvocationOperation call, ILoopOperation loop, FixContext place)
    {
        if (!QuietSequence.Is(Sequences.SourceOf(call), place) || !call.Arguments.Skip(1).All(argument => QuietCode.ValueOf(argument.Value) is { } condition && QuietCode.Is(condition, place, canThrow: false)))
            return false;
        IOperation? source = call;
        while (Sequences.Received(source) is IInvocationOperation query && Sequences.IsLinq(query.TargetMethod))
            source = Sequences.SourceOf(query);
        if (Sequences.Received(source) is not { Type: { } type } collection || !QuietSequence.IsKnown(type) || !Nullness.IsSetHere(collection, place.Model, place.CancellationToken))
            return false;
        var members = call.Arguments.Where(argument => argument.Value is IDelegateCreationOperation).SelectMany(argument => argument.Descendants()).OfType<IMemberReferenceOperation>()
            .Concat(Sequences.OperatorsOf(Sequences.SourceOf(call)).SelectMany(query => query.Arguments.Skip(1)).SelectMany(argument => argument.Descendants()).OfType<IMemberReferenceOperation>())
            .SelectMany(KeyExpressions.ChangeableMembers).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToImmutableArray();
        return CollectionStability.IsUnchanged(collection, members, loop, place.Model, place.CancellationToken);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5007: objects that are a few values which never change are made again and again.</summary>
public sealed class SmallClassPerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.AllocObjects)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SmallClassPerCall,
        "Small object is made again and again",
        "Each '{1}' made {2} is {3} that never change and {0}: {4}",
        "An object of a few values costs a header, a reference and work of the collector beside the values; a struct is the values alone.");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.AnonymousObjectCreation);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        AnalyzeTuples(member);
        foreach (var creation in member.Operations<IObjectCreationOperation>())
        {
            var isScope = IsScope(creation, member.Symbol);
            if (creation.Type is INamedTypeSymbol { IsSealed: false } && member.Symbol.MethodKind is MethodKind.Constructor)
                continue;
            if (creation is not { Type: INamedTypeSymbol type, Initializer: null } || SmallValues.SizeOf(type, isScope) is not { } size
                || RareCode.IsRare(creation) || RareCode.IsError(creation) || RepeatedCode.IsKept(creation) || (!isScope && NeedsObject(type, member)))
            {
                continue;
            }

            member.Report(
                creation.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition)),
                type.Name,
                Loops.Around(creation).Any() ? "in this loop" : "in each call",
                QuantityText.Bytes(size),
                isScope ? $"make it a readonly struct and declare the result as '{type.Name}': 'using' does not box it" : "make it a readonly struct, where nobody asks for its identity or for null");
        }
    }

    // IDisposable Enter() { … return new Releaser(this); }
    private static bool IsScope(IObjectCreationOperation creation, IMethodSymbol member) => creation.Parent is IConversionOperation { IsImplicit: true, Type: { Name: "IDisposable", ContainingNamespace.Name: "System" }, Parent: IReturnOperation { Kind: OperationKind.Return } }
        && Functions.Around(creation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && member is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false }
        && !member.ContainingType.AllInterfaces.Any(face => face.GetMembers(member.Name).Any());

    // Tuple.Create(a, b), new Tuple<A, B>(a, b): objects too.
    private static void AnalyzeTuples(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            var isTuple = operation is IInvocationOperation { TargetMethod: { Name: "Create", ContainingType: { Name: "Tuple", ContainingNamespace.Name: "System" } } }
                or IObjectCreationOperation { Type: { Name: "Tuple", ContainingNamespace.Name: "System" } } || (operation is IAnonymousObjectCreationOperation key && IsKey(key));
            if (!isTuple || operation.Type is not INamedTypeSymbol type || RareCode.IsRare(operation) || RareCode.IsError(operation) || RarePaths.IsRare(operation))
                continue;
            member.Report(
                operation.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition)),
                type.IsAnonymousType ? CodeText.Of(operation.Syntax) : type.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, operation.Syntax.SpanStart),
                Loops.Around(operation).Any() ? "in this loop" : "in each call",
                QuantityText.Bytes(type.IsAnonymousType ? type.GetMembers().OfType<IPropertySymbol>().Sum(property => StructSize.Of(property.Type)) : type.TypeArguments.Sum(StructSize.Of)),
                "use a tuple of the language, which is a struct");
        }
    }

    // new { a, b }.GetHashCode(), GroupBy(x => new { x.A, x.B })
    private static bool IsKey(IAnonymousObjectCreationOperation value)
    {
        var use = Uses.ParentOf(value);
        if (use is IInvocationOperation { TargetMethod.Name: "GetHashCode" or "Equals" })
            return true;
        return use is IReturnOperation && Functions.Around(value) is IAnonymousFunctionOperation lambda && RareCode.UseOf(lambda) is IArgumentOperation { Parameter.Name: "keySelector" or "outerKeySelector" or "innerKeySelector", Parent: IInvocationOperation call }
            && Sequences.IsLinq(call.TargetMethod);
    }

    // As an object, an interface or a delegate's target it would be boxed; as null or compared by identity it would be another program.
    private static bool NeedsObject(INamedTypeSymbol type, HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            // null as such an object, and an object as something else; comparing by identity converts to object.
            if (operation.Parent is IConversionOperation { Type: var to } && (IsOf(operation.Type) ? !IsOf(to) : IsOf(to) && operation.ConstantValue is { HasValue: true, Value: null }))
                return true;
            if (operation is IIsPatternOperation or ICoalesceOperation or IConditionalAccessOperation or ILockOperation && operation.ChildOperations.Any(child => IsOf(child.Type)))
                return true;
        }

        return false;

        bool IsOf(ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(other, type);
    }
}

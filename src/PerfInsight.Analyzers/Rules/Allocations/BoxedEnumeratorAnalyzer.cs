using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1011: foreach over an interface allocates an enumerator.</summary>
public sealed class BoxedEnumeratorAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly Proof EnumeratorProof = Proof.AllocatedType(
        "System.SZGenericArrayEnumerator`1", "System.Collections.Generic.List`1+Enumerator", "System.Collections.Generic.Dictionary`2+Enumerator",
        "System.Collections.Generic.HashSet`1+Enumerator", "System.Collections.Generic.Queue`1+Enumerator", "System.Collections.Generic.Stack`1+Enumerator",
        "System.Collections.Generic.LinkedList`1+Enumerator", "System.Collections.Generic.Sorted*", "System.Collections.Generic.Dictionary`2+KeyCollection+Enumerator",
        "System.Collections.Generic.Dictionary`2+ValueCollection+Enumerator", "System.Collections.Immutable.*");

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BoxedEnumerator,
        "Enumerator is allocated for an interface",
        "foreach over '{1}' of type '{2}' allocates an enumerator {3}, which {0}: {4}",
        "The enumerators of lists, dictionaries and sets are structs. Through an interface they are boxed, and each step is a call through it.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        AnalyzeGetEnumerator(member);
        foreach (var loop in member.Operations<IForEachLoopOperation>())
        {
            if (loop.IsAsynchronous
                || Collections.WithoutConversions(loop.Collection) is not { Type: INamedTypeSymbol type } collection || !(type.TypeKind == TypeKind.Interface || IsWrapper(type))
                || RemedyFor(collection, type, member) is not { } remedy)
            {
                continue;
            }

            // Where each iteration allocates or reads from a device, the enumerator is the least of it.
            var isInLoop = Loops.Around(loop).Any();
            if ((!isInLoop && ObjectsMade.InEach(loop.Body)) || RareCode.IsRare(loop) || member.Assess(loop.Collection.Syntax, EnumeratorProof) is not { } assessment)
                continue;

            // A parameter is declared as something else where it stands.
            var place = collection is IParameterReferenceOperation { Parameter.DeclaringSyntaxReferences: [var declared] } && !IsIndexed(type) && !type.AllInterfaces.Any(IsIndexed)
                ? declared.GetSyntax(member.CancellationToken) : loop.Collection.Syntax;
            member.Report(
                place, assessment, CodeText.Of(loop.Collection.Syntax),
                type.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, loop.Syntax.SpanStart), isInLoop ? "in this loop" : "in each call", remedy);
        }
    }

    // foreach takes whatever GetEnumerator returns, a struct too.
    private static void AnalyzeGetEnumerator(HotMember member)
    {
        if (member.Symbol is not { Name: "GetEnumerator", Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public, IsOverride: false, ReturnType: { TypeKind: TypeKind.Interface, Name: "IEnumerator" } type }
            || member.Declaration is not MethodDeclarationSyntax { ReturnType: { } place })
        {
            return;
        }

        foreach (var operation in member.Operations())
        {
            // The return of an arrow is the compiler's own, so it is looked for from its value.
            var conversion = operation.Parent as IConversionOperation;
            if ((conversion ?? operation).Parent is not IReturnOperation result || AsyncBody.IsInFunction(operation))
                continue;
            var isBoxed = result.Kind == OperationKind.Return && (conversion is { Operand.Type.IsValueType: true } || IsOwnEnumerator(operation, member.Symbol.ContainingType));
            if (!isBoxed && result.Kind != OperationKind.YieldReturn)
                continue;
            var proof = EnumeratorProof.Or(Proof.AllocatedType(CalleeName.OfType(member.Symbol.ContainingType.OriginalDefinition) + "+<GetEnumerator>d__*"));
            if (member.Assess(place, proof) is { } assessment)
            {
                var yields = isBoxed ? [] : member.Operations<IReturnOperation>().Where(one => one.Kind == OperationKind.YieldReturn && !AsyncBody.IsInFunction(one)).Select(one => one.Syntax.GetLocation());
                member.Report(
                    (isBoxed ? operation.Syntax : place).GetLocation(), yields, assessment, member.Symbol.ContainingType.Name, type.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, place.SpanStart),
                    "in each call", "return a struct that enumerates, and implement the interface explicitly");
            }

            return;
        }
    }

    // return new Enumerator(this): a class of the collection's own, which nobody else needs as an object.
    private static bool IsOwnEnumerator(IOperation operation, INamedTypeSymbol collection) => operation is IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object, ContainingType: { } outer } }
        && SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, collection.OriginalDefinition);

    private static string? RemedyFor(IOperation collection, INamedTypeSymbol type, HotMember member)
    {
        if (IsIndexed(type) || type.AllInterfaces.Any(IsIndexed))
            return "use a for loop over its index";
        if (collection is IInvocationOperation { TargetMethod: var method } && IsIterator(method, member.Symbol))
            return "write its loop here, or let it return a struct that enumerates";
        if (collection is IInvocationOperation { TargetMethod: { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal } own } && ConcreteTypes.OfResult(own, member.CancellationToken) is { } result && HasStructEnumerator(result))
            return $"let {own.Name} return {result.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, collection.Syntax.SpanStart)}";
        if (!type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) ?? true)
            return null;
        var concrete = ConcreteTypes.Of((collection as IPropertyReferenceOperation)?.Property ?? Collections.SymbolOf(collection), collection, member.SemanticModel, member.CancellationToken);
        return concrete is not null && HasStructEnumerator(concrete)
            ? $"declare it as {concrete.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, collection.Syntax.SpanStart)}"
            : null;
    }

    // Each call of it is an object with the state of its loop.
    private static bool IsIterator(IMethodSymbol method, IMethodSymbol around) => method is { IsAbstract: false, IsVirtual: false, IsOverride: false, MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.Length: 1 }
        && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, around.OriginalDefinition)
        && method.DeclaringSyntaxReferences[0].GetSyntax().DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<YieldStatementSyntax>().Any(yield => yield.Expression is not null);

    private static bool IsIndexed(INamedTypeSymbol type) => CalleeName.OfType(type.OriginalDefinition) is
        "System.Collections.Generic.IList`1" or "System.Collections.Generic.IReadOnlyList`1";

    // These hand out the enumerator of the list that they hold, by its interface.
    private static bool IsWrapper(INamedTypeSymbol type) => CalleeName.OfType(type.OriginalDefinition) is "System.Collections.ObjectModel.ReadOnlyCollection`1"
        or "System.Collections.ObjectModel.Collection`1" or "System.Collections.ObjectModel.ObservableCollection`1" or "System.Collections.ObjectModel.ReadOnlyObservableCollection`1";

    private static bool HasStructEnumerator(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 }
        || (type.TypeKind is TypeKind.Class or TypeKind.Struct && FrameworkCalls.IsFramework(type)
            && type.GetMembers("GetEnumerator").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty && method.ReturnType.IsValueType));
}

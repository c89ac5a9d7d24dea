using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Arrays of any kind that end with the function that makes them: of objects, of several dimensions, copies that are changed, and
/// those that a method of the program makes for its caller. Plain buffers are <see cref="TemporaryBuffer"/> and <see cref="HandedBuffer"/>.
/// </summary>
internal static class ForgottenArray
{
    /// <summary>What to do without an array; null where the operation makes none, or it may live on.</summary>
    public static string? RemedyOf(IOperation operation, Compilation compilation, CancellationToken cancellationToken) => operation switch
    {
        IArrayCreationOperation { IsImplicit: false, Type: IArrayTypeSymbol } creation => OfCreation(creation, compilation, cancellationToken),
        IInvocationOperation { TargetMethod.Name: "ReadAllBytes" or "ReadAllLines" or "ReadAllBytesAsync" or "ReadAllLinesAsync" or "ReadAsByteArrayAsync" or "GetByteArrayAsync" } whole => WholeReadOf(whole),
        IInvocationOperation { Type: IArrayTypeSymbol } call => OfCall(call, compilation, cancellationToken),
        IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } } clone => OfCall(clone, compilation, cancellationToken),
        _ => null,
    };

    // Also where it goes straight into a hash, which takes a stream, or is decoded.
    private static string? WholeReadOf(IInvocationOperation call) => IoBound.WholeFileReadAnalyzer.StreamInsteadOf(call) ?? OfPassedOn(call)
        ?? (Uses.ParentOf(call) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "ComputeHash" or "HashData", ContainingNamespace.Name: "Cryptography" } } } ? "hash the stream of the file" : null);

    // var all = File.ReadAllBytes(path); stream.Write(all, 0, all.Length);
    private static string? OfPassedOn(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IAwaitOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            value = value.Parent;
        IReadOnlyList<IOperation> uses = LocalOf(value) is { } local ? Functions.ReferencesTo(local, call).Where(reference => Uses.ParentOf(reference) is not IPropertyReferenceOperation { Property.Name: "Length" }).ToList() : [value];
        if (uses.Count == 0)
            return null;
        if (call.TargetMethod.Name.StartsWith("ReadAllBytes", StringComparison.Ordinal))
            return uses.All(use => IsGivenTo(use, "System.IO.Stream", "Write")) ? "copy the stream of the file: CopyTo" : null;
        return call.TargetMethod.Name is "GetByteArrayAsync" or "ReadAsByteArrayAsync" && uses.All(use => IsGivenTo(use, "System.Text.Encoding", "GetString")) ? "ask for the text itself, or read it from the stream" : null;
    }

    private static bool IsGivenTo(IOperation value, string type, string name) => Uses.ParentOf(value) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } taker }
        && method.Name.StartsWith(name, StringComparison.Ordinal) && BufferMethods.IsOn(method, type) && BufferMethods.EndsHere(taker);

    private static string? OfCreation(IArrayCreationOperation creation, Compilation compilation, CancellationToken cancellationToken)
    {
        if (creation.DimensionSizes.Any(size => size.ConstantValue is { HasValue: true, Value: 0 }))
            return null;
        var element = ((IArrayTypeSymbol)creation.Type!).ElementType;
        if (SpanBuffer.Is(creation))
            return $"put it on the stack if it is small, or rent it from ArrayPool<{element.ToMinimalDisplayString(creation.SemanticModel!, creation.Syntax.SpanStart)}>.Shared";
        if (creation.Initializer is { ElementValues: { Length: > 0 } values })
        {
            // What is the same each time is an object that is always the same; params arrays are a rule of their own.
            if (values.All(value => value.ConstantValue.HasValue))
                return null;
            if (Uses.ParentOf(creation) is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit, Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var query } } && Sequences.IsLinq(query) && !Sequences.IsLazyOperator(Uses.ParentOf(creation)!.Parent))
                return "write it out for the elements";
            if (Uses.ParentOf(creation) is IArgumentOperation { ArgumentKind: ArgumentKind.Explicit } argument)
                return IsForInvoke(argument) ? IsOfFoundMethod(argument) ? null : "call a delegate that is made once for the method, or fill an array that is kept" : OfPart(argument, element) ?? OfRead(argument, element, compilation, cancellationToken);
        }

        if (Uses.ParentOf(creation) is IArgumentOperation { Parameter.IsParams: false } handed && creation.Initializer is null && element.IsUnmanagedType && ShortLives.IsForgottenBy(handed, compilation, cancellationToken))
            return $"rent it from ArrayPool<{element.ToMinimalDisplayString(creation.SemanticModel!, creation.Syntax.SpanStart)}>.Shared";
        if (LocalOf(creation) is not { } local || !ShortLives.IsForgotten(local, creation, compilation, cancellationToken))
            return null;
        if (creation.DimensionSizes.Length > 1 || element is IArrayTypeSymbol)
            return "keep one and clear it, or rent one flat array";
        var name = element.ToMinimalDisplayString(creation.SemanticModel!, creation.Syntax.SpanStart);
        return element.IsReferenceType || !element.IsUnmanagedType ? $"rent it from ArrayPool<{name}>.Shared, and give it back cleared" : $"rent it from ArrayPool<{name}>.Shared";
    }

    // stream.Write(new[] { (byte)n, (byte)(n >> 8) }, 0, 2)
    private static string? OfPart(IArgumentOperation argument, ITypeSymbol element) =>
        element.IsUnmanagedType && HandedBuffer.IsHanded(argument) && argument.Parent is IInvocationOperation { TargetMethod: var method }
            ? method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.Parameters is [{ Type.Name: "ReadOnlySpan" }, ..])
                ? $"hand {method.Name} a span of the stack"
                : "fill an array that is kept, or write the elements one by one"
            : null;

    // new decimal(new[] { lo, mid, hi, flags }), Sum(new[] { a, b }): who only reads the elements can do so from the stack.
    private static string? OfRead(IArgumentOperation argument, ITypeSymbol element, Compilation compilation, CancellationToken cancellationToken) => argument switch
    {
        { Parameter.Ordinal: 0, Parent: IObjectCreationOperation { Constructor: { } constructor } } when BufferMethods.KeepsNothing(constructor) =>
            constructor.ContainingType.InstanceConstructors.Any(other => other.Parameters is [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [var of] } }] && SymbolEqualityComparer.Default.Equals(of, element)) ? "hand it a span of the stack" : null,
        { Parameter.IsParams: false, Parent: IInvocationOperation { TargetMethod: var method } } when element.IsUnmanagedType && ShortLives.IsForgottenBy(argument, compilation, cancellationToken) => $"let {method.Name} take a ReadOnlySpan",
        _ => null,
    };

    private static bool IsForInvoke(IArgumentOperation argument) => argument is
    {
        Parameter.IsParams: false,
        Parent: IInvocationOperation { TargetMethod: { Name: "Invoke" or "DynamicInvoke", ContainingType: { Name: "MethodBase" or "MethodInfo" or "ConstructorInfo" or "Delegate" } } },
    };

    // definition.MakeGenericMethod(type).Invoke(…): where each call finds its method anew no delegate can be made once, and the search costs far more than the array.
    private static bool IsOfFoundMethod(IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation { Instance: { } invoked } call)
            return false;
        var method = Sequences.Received(invoked);
        if (method is ILocalReferenceOperation { Local: var local })
            method = Sequences.Received(OwnedLocals.InitializerOf(local, argument));
        return method is IInvocationOperation { TargetMethod: { Name: "MakeGenericMethod" or "GetMethod" or "GetConstructor" or "GetRuntimeMethod" } found }
            && FrameworkCalls.IsFramework(found.ContainingType) && ReferenceEquals(Loops.Around(call).FirstOrDefault(), Loops.Around(method).FirstOrDefault());
    }

    private static string? OfCall(IInvocationOperation call, Compilation compilation, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        var isCopy = method is { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } || method is { Name: "ToArray" } && (Sequences.IsLinq(method) || method.ContainingType is { Name: "List" or "Span" or "ReadOnlySpan" });
        var isOwn = !isCopy && FreshArray.IsMadeBy(call);
        if (!isCopy && !isOwn)
            return null;
        if (isCopy && SpanBuffer.IsCopy(call))
            return "work on the source, or copy into a span of the stack or an array that is rented";

        // A copy that is only read is another rule's matter; one that is changed and forgotten needs a place, but no new one.
        if (LocalOf(call) is not { } local || !ShortLives.IsForgotten(local, call, compilation, cancellationToken))
            return null;
        if (isOwn && Functions.ReferencesTo(local, call).Any(reference => Uses.ParentOf(reference) is IArgumentOperation given && IsForInvoke(given)))
            return null; // must be as long as the method has parameters
        if (isOwn)
        {
            var element = ((IArrayTypeSymbol)local.Type).ElementType;
            return element.IsUnmanagedType ? $"let {method.Name} fill a span of the stack, or an array that is rented or kept"
                : element.SpecialType == SpecialType.System_String ? null // the texts in it take more
                : $"let {method.Name} fill an array that is kept, or rented and given back cleared";
        }

        return Functions.ReferencesTo(local, call).Any(IsChanged) ? "copy into an array that is rented or kept" : null;
    }

    private static ILocalSymbol? LocalOf(IOperation value) => Uses.ParentOf(OrNone(value)) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => local,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { RefKind: RefKind.None, Type: IArrayTypeSymbol } local } } => local,
        _ => null,
    };

    // wanted ? new object[n] : []
    private static IOperation OrNone(IOperation value)
    {
        if (Uses.ParentOf(value) is not IConditionalOperation { WhenTrue: { } whenTrue, WhenFalse: { } whenFalse } choice)
            return value;
        var other = Collections.WithoutConversions(whenTrue.Syntax.Span.Contains(value.Syntax.Span) ? whenFalse : whenTrue)!;
        return other.ConstantValue is { HasValue: true, Value: null } || other.Syntax is CollectionExpressionSyntax { Elements.Count: 0 } || other is IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array } } ? choice : value;
    }

    private static bool IsChanged(IOperation reference) => Uses.ParentOf(reference) switch
    {
        IArrayElementReferenceOperation element => OwnedLocals.IsWritten(element),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Sort" or "Reverse", ContainingType.SpecialType: SpecialType.System_Array } } } => true,
        _ => false,
    };
}

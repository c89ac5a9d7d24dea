using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Allocations;

/// <summary>
/// Finds where a member allocates on the heap, as the C# compiler translates it (not what the runtime may later keep on the stack). What
/// called methods allocate is theirs, but for those of strings and queries, whose result is a new object each time.
/// </summary>
internal static class AllocationSites
{
    /// <summary>The sites of a member, lambdas and local functions included, in order of the code.</summary>
    /// <param name="method">The member.</param>
    /// <param name="declaration">The node that declares it.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IReadOnlyList<AllocationSite> Of(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, CancellationToken cancellationToken)
    {
        var sites = new List<AllocationSite>();
        sites.AddRange(OfMachinery(method, declaration));
        if (model.OperationOf(declaration, cancellationToken) is { } body)
        {
            foreach (var operation in body.DescendantsAndSelf())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Of(operation) is { } site)
                    sites.Add(IsThrown(operation) ? site with { Why = site.Why + ", only where it throws" } : site);
            }

            sites.AddRange(Closures.In(body));
        }

        return [.. sites.OrderBy(site => site.Place.SpanStart).ThenBy(site => site.Kind)];
    }

    private static bool IsThrown(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IThrowOperation)
                return true;
        }

        return false;
    }

    private static AllocationSite? Of(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type: { IsReferenceType: true } type } => New(operation, AllocationKind.Object, "new " + Name(type), type),
        IAnonymousObjectCreationOperation { Type: { } type } => new AllocationSite(operation.Syntax, AllocationKind.Object, "anonymous object", ["<>f__AnonymousType*"]),
        IWithOperation { Type: { IsReferenceType: true } type } => New(operation, AllocationKind.Object, "'with' copies the " + Name(type), type),
        IArrayCreationOperation array => OfArray(array),
        IBinaryOperation binary => OfConcatenation(binary),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } =>
            OfText(operation, "'+=' copies both parts into a new string"),
        IInterpolatedStringOperation { ConstantValue.HasValue: false, Type.SpecialType: SpecialType.System_String, Parent: not IInterpolatedStringHandlerCreationOperation } =>
            OfText(operation, "interpolation makes a new string"),
        IConversionOperation conversion => OfBoxing(conversion),
        IDelegateCreationOperation creation => OfDelegate(creation),
        IForEachLoopOperation each => OfEnumerator(each),
        IInvocationOperation call => OfCall(call),
        ILocalFunctionOperation function => OfMachinery(function.Symbol, function.Syntax).FirstOrDefault(),
        _ => null,
    };

    private static AllocationSite? OfArray(IArrayCreationOperation array)
    {
        if (array.Type is not IArrayTypeSymbol type || array.Parent is IConversionOperation { Type.Name: "ReadOnlySpan" } && IsConstantData(array))
            return null;
        if (!array.IsImplicit)
            return New(array, AllocationKind.Array, "new " + Name(type), type);

        // Array.Empty is passed where there is no argument.
        return array.Parent is IArgumentOperation { ArgumentKind: ArgumentKind.ParamArray, Parent: IInvocationOperation call } && array.Initializer is { ElementValues.Length: > 0 }
            ? new AllocationSite(call.Syntax, AllocationKind.ParamsArray, $"'{call.TargetMethod.Name}' takes its arguments as {Name(type)}", [CalleeName.OfType(type)])
            : null;
    }

    // The compiler puts constants of primitive types into the assembly and points there.
    private static bool IsConstantData(IArrayCreationOperation array) =>
        array.Initializer is { } initializer && initializer.ElementValues.All(value => value.ConstantValue.HasValue);

    // One string for a whole chain of '+'.
    private static AllocationSite? OfConcatenation(IBinaryOperation binary)
    {
        if (!IsConcatenation(binary) || (binary.Parent is IBinaryOperation outer && IsConcatenation(outer)) || binary.Parent is ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String })
            return null;
        return OfText(binary, "'+' copies its parts into a new string");
    }

    private static bool IsConcatenation(IBinaryOperation binary) =>
        binary is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false };

    private static AllocationSite? OfBoxing(IConversionOperation conversion)
    {
        if (conversion is not { OperatorMethod: null, Type: { IsReferenceType: true } target, Operand.Type: { IsValueType: true } type } || conversion.Language != LanguageNames.CSharp
            || !conversion.GetConversion().IsBoxing)
        {
            return null;
        }

        // As a part of a text a value is not boxed: the compiler calls ToString of it, and of a character needs no string.
        if (conversion.Parent is IBinaryOperation { Type.SpecialType: SpecialType.System_String } or ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String })
            return type.SpecialType == SpecialType.System_Char ? null : OfText(conversion, $"text of {Name(type)}");
        return new AllocationSite(conversion.Syntax, AllocationKind.Boxing, $"{Name(type)} becomes {Name(target)}", [CalleeName.OfType(type)]);
    }

    private static AllocationSite? OfDelegate(IDelegateCreationOperation creation)
    {
        if (creation.Type is not { } type)
            return null;
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation function:
                var captures = Captures.Of(function);

                // Without captures the compiler keeps one delegate for all calls.
                return captures.IsEmpty ? null : New(creation, AllocationKind.Delegate, $"a lambda that uses {captures.Words}", type);
            case IMethodReferenceOperation { Method: { IsStatic: true, MethodKind: not MethodKind.LocalFunction } } when IsSince(creation, LanguageVersion.CSharp11):
                return null;
            case IMethodReferenceOperation method:
                return New(creation, AllocationKind.Delegate, $"the method '{method.Method.Name}' as a value", type);
            default:
                return null;
        }
    }

    private static bool IsSince(IOperation operation, LanguageVersion version) =>
        operation.Syntax.SyntaxTree.Options is CSharpParseOptions options && options.LanguageVersion >= version;

    private static AllocationSite? OfEnumerator(IForEachLoopOperation each)
    {
        if (each.Syntax is not CommonForEachStatementSyntax syntax || each.SemanticModel is not { } model)
            return null;
        var collection = Collections.WithoutConversions(each.Collection)?.Type;
        if (collection is null or IArrayTypeSymbol or { SpecialType: SpecialType.System_String }
            || model.GetForEachStatementInfo(syntax).GetEnumeratorMethod?.ReturnType is not { IsReferenceType: true } enumerator)
        {
            return null;
        }

        return new AllocationSite(
            syntax.Expression, AllocationKind.Enumerator, $"foreach over {Name(collection)} asks for {Name(enumerator)}", ["*Enumerator*", "*Iterator*", "*d__*"]);
    }

    private static AllocationSite? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ReturnsVoid)
            return null;
        if (method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq" } })
        {
            if (method.ReturnType is INamedTypeSymbol { TypeKind: TypeKind.Interface })
                return new AllocationSite(CallName(call), AllocationKind.Iterator, $"'{method.Name}' makes an object that enumerates", ["System.Linq.*"]);
            return method.ReturnType.IsReferenceType && method.Name is "ToList" or "ToArray" or "ToDictionary" or "ToHashSet" or "ToLookup"
                ? new AllocationSite(CallName(call), AllocationKind.Object, $"'{method.Name}' copies into a new {Name(method.ReturnType)}", [CalleeName.OfType(method.ReturnType)])
                : null;
        }

        var isOfString = method.ContainingType.SpecialType == SpecialType.System_String;
        if (isOfString && method.ReturnType.SpecialType == SpecialType.System_String && method.Name is not ("ToString" or "Intern" or "IsInterned"))
            return new AllocationSite(CallName(call), AllocationKind.String, $"'{method.Name}' makes a new string", ["System.String"]);
        if (isOfString && method.ReturnType is IArrayTypeSymbol array)
            return new AllocationSite(CallName(call), AllocationKind.Array, $"'{method.Name}' makes a new {Name(array)}", [CalleeName.OfType(array)]);
        return method is { Name: "ToString", ReturnType.SpecialType: SpecialType.System_String } && call.Instance?.Type?.IsValueType == true
            ? new AllocationSite(CallName(call), AllocationKind.String, $"text of {Name(call.Instance.Type)}", ["System.String"])
            : null;
    }

    private static SyntaxNode CallName(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;

    // Iterators and async methods live in an object of their own.
    private static IEnumerable<AllocationSite> OfMachinery(IMethodSymbol method, SyntaxNode declaration)
    {
        var place = declaration is LocalFunctionStatementSyntax or MethodDeclarationSyntax or AccessorDeclarationSyntax ? declaration : null;
        if (place is null)
            yield break;
        if (place.DescendantNodes(node => node == place || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax))
            yield return new AllocationSite(place, AllocationKind.Iterator, "each call makes the object that enumerates", [$"*<{method.Name}>d__*", $"*<{method.Name}>g__*"]);
        else if (method.IsAsync)
            yield return new AllocationSite(place, AllocationKind.StateMachine, "its state, and its task, once an await has to wait", ["*AsyncStateMachineBox*", $"*<{method.Name}>d__*", "System.Threading.Tasks.Task*"]);
    }

    private static AllocationSite OfText(IOperation operation, string why) => new(operation.Syntax, AllocationKind.String, why, ["System.String"]);

    private static AllocationSite New(IOperation operation, AllocationKind kind, string why, ITypeSymbol type) =>
        new(operation.Syntax, kind, why, [CalleeName.OfType(type.OriginalDefinition is INamedTypeSymbol { IsGenericType: true } generic ? generic : type)]);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}

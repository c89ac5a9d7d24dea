using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Rules.Allocations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Collections and arrays that a local holds and that nobody knows any more when the function ends: they are garbage then.
/// </summary>
internal static class ShortLives
{
    // Deep enough for a helper and its helper, as with buffers; beyond that nothing is claimed.
    private const int MaxDepth = 2;

    // Hand out something that goes on looking at the collection.
    private static readonly HashSet<string> Views = new(StringComparer.Ordinal)
    {
        "AsReadOnly", "GetEnumerator", "GetAlternateLookup", "GetViewBetween", "AsSpan", "AsMemory", "GetConsumingEnumerable", "Synchronized", "GetHashCode", "CreateReader",
    };

    // Read what they are given at once and keep a copy at most.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "System.String.Join", "System.String.Concat", "System.Threading.Tasks.Task.WaitAll", "System.IO.File.WriteAllLines", "System.IO.File.AppendAllLines",
        "System.Array.Copy", "System.Array.IndexOf", "System.Array.Sort", "System.Array.Clear", "System.Array.Fill", "System.Array.Reverse", "System.Array.BinarySearch",
        "System.Array.Find", "System.Array.FindIndex", "System.Array.Exists", "System.Array.TrueForAll", "System.Buffer.BlockCopy",
        "System.Reflection.MethodBase.Invoke", "System.Reflection.ConstructorInfo.Invoke",
    };

    /// <summary>True where nothing that is done with a local lets its object live on.</summary>
    /// <param name="local">The local.</param>
    /// <param name="made">Where its object is made.</param>
    /// <param name="compilation">The compilation, for methods of the program that are handed the object.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static bool IsForgotten(ILocalSymbol local, IOperation made, Compilation compilation, CancellationToken cancellationToken)
    {
        var isUsed = false;
        var function = Functions.Around(made);
        var locals = new List<ILocalSymbol> { local };
        for (var i = 0; i < locals.Count; i++)
        {
            foreach (var reference in Functions.ReferencesTo(locals[i], made))
            {
                if (Functions.Around(reference) is var around && !ReferenceEquals(around, function) && !IsOnlyCalled(around))
                    return false;

                // var swap = previous; previous = current; current = swap;
                if (OtherNameOf(reference) is { } other)
                {
                    if (!locals.Contains(other, SymbolEqualityComparer.Default))
                        locals.Add(other);
                    continue;
                }

                if (!IsHarmless(reference, compilation, depth: 0, cancellationToken))
                    return false;
                isUsed |= reference.Parent is not (ISimpleAssignmentOperation or IBinaryOperation);
            }
        }

        return isUsed;
    }

    // A local function that never becomes a delegate ends with the member.
    private static bool IsOnlyCalled(IOperation function)
    {
        if (function is not ILocalFunctionOperation { Symbol: { IsAsync: false } symbol } || function.Descendants().Any(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn }))
            return false;
        var root = function;
        while (root.Parent is { } parent)
            root = parent;
        return !root.Descendants().Any(operation => operation is IMethodReferenceOperation group && SymbolEqualityComparer.Default.Equals(group.Method.OriginalDefinition, symbol));
    }

    /// <summary>True where a method of the program is handed an object that is made for it, and forgets it.</summary>
    public static bool IsForgottenBy(IArgumentOperation argument, Compilation compilation, CancellationToken cancellationToken) =>
        argument is { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation { TargetMethod: var method } } && IsGivenBackBy(method, parameter, compilation, depth: 0, cancellationToken);

    private static ILocalSymbol? OtherNameOf(IOperation reference) => reference.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None, Type.IsReferenceType: true } declared } } => declared,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { RefKind: RefKind.None } assigned } } assignment when ReferenceEquals(assignment.Value, reference) => assigned,
        _ => null,
    };

    private static bool IsHarmless(IOperation reference, Compilation compilation, int depth, CancellationToken cancellationToken)
    {
        var use = reference;
        while (use.Parent is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation || (use.Parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, use)))
            use = use.Parent;
        switch (use.Parent)
        {
            case IInvocationOperation call when ReferenceEquals(call.Instance, use):
                return FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && !Views.Contains(call.TargetMethod.Name) && !call.Type.IsSame(use.Type);
            case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, use):
                return !property.Arguments.IsEmpty || property.Type is { IsValueType: true } || IsReadAtOnce(property);
            case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, use):
                return element.Parent is not (IAddressOfOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } });
            case IConditionalAccessOperation access when ReferenceEquals(access.Operation, use):
                return access.WhenNotNull is IInvocationOperation or IPropertyReferenceOperation { Type.IsValueType: true };
            case IForEachLoopOperation or IBinaryOperation { OperatorMethod: null } or IIsPatternOperation or IIsTypeOperation or INameOfOperation:
                return true;
            // fixed (byte* p = buffer)
            case not null when Uses.IsPinned(reference):
                return true;
            case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, use):
                return true;
            case IMethodReferenceOperation group when ReferenceEquals(group.Instance, use):
                return RareCode.UseOf(group) is IArgumentOperation { Parent: IInvocationOperation asker } && (Sequences.IsLinq(asker.TargetMethod) ? IsEager(asker) : asker.TargetMethod.ContainingType is { Name: "List" or "Array" } lists && FrameworkCalls.IsFramework(lists));
            case IConversionOperation { Type.IsRefLikeType: true } span:
                return IsEndedHere(span);
            case IArgumentOperation { Parent: IInvocationOperation { Type.IsRefLikeType: true } span }:
                return IsEndedHere(span);
            case IArgumentOperation { Parent: IObjectCreationOperation { Type.IsRefLikeType: true } view }:
                return IsEndedHere(view);
            case IArgumentOperation argument:
                return IsHandedBack(argument, use, compilation, depth, cancellationToken);
            default:
                return false;
        }
    }

    // A span lives on the stack: it leaves by what the function hands back, or not at all.
    private static bool IsEndedHere(IOperation span) => span.SemanticModel?.GetEnclosingSymbol(span.Syntax.SpanStart) is IMethodSymbol { ReturnType.IsRefLikeType: false } function
        && !function.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && parameter.Type.IsRefLikeType);

    // Keys, Values: gone through, asked or copied on the spot.
    private static bool IsReadAtOnce(IOperation view) => Uses.ParentOf(view) switch
    {
        IForEachLoopOperation => true,
        IInvocationOperation call => !Views.Contains(call.TargetMethod.Name),
        IArgumentOperation { Parent: IInvocationOperation query } => Sequences.IsLinq(query.TargetMethod) && IsEager(query),
        _ => false,
    };

    // A chain of queries ends in something that goes through it: Any, ToList, foreach.
    private static bool IsEager(IInvocationOperation query)
    {
        IOperation last = query;
        while (Sequences.IsLazyOperator(last))
        {
            switch (Uses.ParentOf(last))
            {
                case IForEachLoopOperation:
                    return true;
                case IArgumentOperation { Parent: IInvocationOperation next } when Sequences.IsLinq(next.TargetMethod):
                    last = next;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation reader }:
                    return Readers.Contains(Evidence.CalleeName.Of(reader.TargetMethod)) || reader.TargetMethod.Name is "AddRange" or "UnionWith";
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool IsHandedBack(IArgumentOperation argument, IOperation value, Compilation compilation, int depth, CancellationToken cancellationToken)
    {
        if (argument.Parameter is not { RefKind: RefKind.None or RefKind.Ref } parameter)
            return false;
        if (parameter.RefKind == RefKind.Ref)
            return argument.Parent is IInvocationOperation { TargetMethod: var changing } && IsGivenBackBy(changing, parameter, compilation, depth, cancellationToken);
        if (argument.Parent is IObjectCreationOperation { Type: { IsValueType: true, DeclaringSyntaxReferences.IsEmpty: false }, Constructor: { IsImplicitlyDeclared: false } constructor })
            return IsGivenBackBy(constructor, parameter, compilation, depth, cancellationToken);
        if (argument.Parent is IObjectCreationOperation { Type: { } made })
            return made is { ContainingNamespace: { Name: "Generic" or "Immutable" or "Concurrent" } } && FrameworkCalls.IsFramework(made) || made.SpecialType == SpecialType.System_String;
        if (argument.Parent is not IInvocationOperation call)
            return false;
        var method = call.TargetMethod;
        if (Sequences.IsLinq(method))
            return IsEager(call);
        if (Readers.Contains(Evidence.CalleeName.Of(method)) || BufferMethods.KeepsNothing(method))
            return BufferMethods.EndsHere(call);
        if (FrameworkCalls.IsFramework(method.ContainingType))
            return method.Name is "AddRange" or "InsertRange" or "UnionWith" or "IntersectWith" or "ExceptWith" or "SetEquals" or "IsSubsetOf" or "IsSupersetOf" or "Overlaps" or "CopyTo" or "SequenceEqual" or "ThrowIfNull";
        return value.Type is { IsReferenceType: true } && IsGivenBackBy(method, parameter, compilation, depth, cancellationToken);
    }

    // A method of the program that only one body can stand for: what it does with its parameter.
    private static bool IsGivenBackBy(IMethodSymbol method, IParameterSymbol parameter, Compilation compilation, int depth, CancellationToken cancellationToken)
    {
        if (depth == MaxDepth || method.IsAsync || method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed) || method.MethodKind == MethodKind.DelegateInvoke
            || method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration)
        {
            return false;
        }

        var syntax = declaration.GetSyntax(cancellationToken);
#pragma warning disable RS1030 // only hot members get here, and only for the methods that they hand a new collection to
        var body = compilation.GetSemanticModel(syntax.SyntaxTree).OperationOf(syntax, cancellationToken);
#pragma warning restore RS1030
        if (body is null || body.Descendants().Any(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn }))
            return false;
        var target = method.OriginalDefinition.Parameters[parameter.Ordinal];
        foreach (var reference in Functions.ReferencesTo(target, body))
        {
            // The method itself, further down: it does there what it does here.
            if (IsRecursion(reference, method, parameter.Ordinal))
                continue;
            if (!ReferenceEquals(Functions.Around(reference), body) || !IsHarmless(reference, compilation, depth + 1, cancellationToken))
                return false;
        }

        return true;
    }

    private static bool IsRecursion(IOperation reference, IMethodSymbol method, int ordinal) => Uses.ParentOf(reference) is IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }
        && parameter.Ordinal == ordinal && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition);

    private static bool IsSame(this ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}

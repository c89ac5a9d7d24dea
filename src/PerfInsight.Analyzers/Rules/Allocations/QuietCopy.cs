using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A copy that shields nothing: while it is read, nothing runs that could change what it was copied from.</summary>
internal static class QuietCopy
{
    // Read an array and have ended with it when they return.
    private static readonly HashSet<string> ReadingMethods = new(StringComparer.Ordinal)
    {
        "Write", "WriteAllBytes", "WriteAllText", "GetString", "GetChars", "GetCharCount", "GetByteCount", "ToBase64String", "ToHexString", "ComputeHash", "HashData", "AppendData", "SequenceEqual",
        "ToInt16", "ToInt32", "ToInt64", "ToUInt16", "ToUInt32", "ToUInt64", "ToDouble", "ToSingle", "Append",
    };

    /// <summary>The copy that is gone through, or kept in a local that is only read; null for others.</summary>
    public static NeedlessCopy? Of(IOperation copy)
    {
        if (SourceOf(copy) is { Type: IArrayTypeSymbol } array && OfArray(copy, array) is { } found)
            return found;
        if (SourceOf(copy) is not { } source || Collections.SymbolOf(Owner(source)) is not (ILocalSymbol or IParameterSymbol { RefKind: RefKind.None }))
            return null;
        switch (Uses.ParentOf(copy))
        {
            case IForEachLoopOperation { IsAsynchronous: false } loop when IsQuiet(loop.Body, source):
                return new NeedlessCopy(source, "go through it", "go through the source");
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator } when IsOnlyRead(local, copy) && Block(declarator) is { } block && IsQuiet(block, source):
                return new NeedlessCopy(source, "read it", "read the source itself");
            default:
                return null;
        }
    }

    /// <summary>The copy of a span, or of an array, that is handed to a method which reads it at once; null for others.</summary>
    public static NeedlessCopy? OfHanded(IOperation copy) => OfRead(copy) ?? OfMemory(copy) ?? OfLocal(copy);

    // var body = message.Body.ToArray(); stream.Write(body, 0, body.Length); by a name, and still for methods that take a span.
    private static NeedlessCopy? OfLocal(IOperation copy)
    {
        if (copy is not IInvocationOperation { TargetMethod: { Name: "ToArray", ReturnType: IArrayTypeSymbol { ElementType: var element } } } call
            || Sequences.SourceOf(call) is not { Type: { Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan" } type } source || !FrameworkCalls.IsFramework(type)
            || Uses.ParentOf(copy) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } })
        {
            return null;
        }

        string? taker = null;
        foreach (var reference in Functions.ReferencesTo(local, copy))
        {
            if (!ReferenceEquals(Functions.Around(reference), Functions.Around(copy)))
                return null;
            switch (Uses.ParentOf(reference))
            {
                case IPropertyReferenceOperation { Property: { Name: "Length", IsIndexer: false } }:
                    break;
                case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } callee } when FrameworkCalls.IsFramework(method.ContainingType) && ReadingMethods.Contains(method.Name)
                    && BufferMethods.EndsHere(callee) && callee.Parent is not IAwaitOperation && TakesSpan(method, 0, element):
                    taker = method.Name;
                    break;
                default:
                    return null;
            }
        }

        return taker is null ? null : new NeedlessCopy(source, $"hand it to {taker}", $"hand it a span: {taker} takes one");
    }

    // Decode(memory.ToArray()), new MemoryStream(span.ToArray()): a copy for one call that does not keep it.
    private static NeedlessCopy? OfMemory(IOperation copy)
    {
        if (copy is not IInvocationOperation { TargetMethod.Name: "ToArray" } call || Sequences.SourceOf(call) is not { Type: { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" or "Span" or "ReadOnlySpan" or "ReadOnlySequence" } type } source
            || !FrameworkCalls.IsFramework(type) || Uses.ParentOf(copy) is not IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: { } callee } || callee.Parent is IThrowOperation)
        {
            return null;
        }

        // new ReadOnlyMemory<byte>(span.ToArray()), for a call
        if (callee is IObjectCreationOperation { Type: { Name: "Memory" or "ReadOnlyMemory" or "ArraySegment" or "ReadOnlySequence" } wrapped } && FrameworkCalls.IsFramework(wrapped) && Uses.ParentOf(callee) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var last } })
            return new NeedlessCopy(source, $"hand it to {last.Name}", "copy into an array that is rented, and give it back when the call has ended");
        switch (callee)
        {
            case IObjectCreationOperation { Type: { Name: "Span", IsRefLikeType: true } }:
                return new NeedlessCopy(source, "change it as a span", "copy to the stack or into a rented array, or make the text with string.Create");
            case IObjectCreationOperation { Type: { Name: "MemoryStream" } stream } when FrameworkCalls.IsFramework(stream) && Uses.ParentOf(callee) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var opened } }
                && !Functions.ReferencesTo(opened, callee).Any(reference => Uses.ParentOf(reference) is IReturnOperation or ISimpleAssignmentOperation):
                return new NeedlessCopy(source, "read it as a stream", type.Name is "Span" or "ReadOnlySpan" ? "read the span itself" : "read the array behind it (MemoryMarshal.TryGetArray), or the memory itself");
            case IInvocationOperation { TargetMethod: { Name: var name } method } taker when name is not ("Add" or "Enqueue" or "Push" or "Insert" or "TryAdd" or "Set" or "Send" or "Post") && BufferMethods.EndsHere(taker)
                && !KeptArgument.Is(parameter) && taker.Type is { } result && !(result is IArrayTypeSymbol):
                return new NeedlessCopy(source, $"hand it to {name}", method.Locations.Any(location => location.IsInSource) ? $"let {name} take a span or memory" : "hand on the array behind it, or copy into one that is rented");
            default:
                return null;
        }
    }

    private static NeedlessCopy? OfRead(IOperation copy)
    {
        if (copy is not IInvocationOperation { TargetMethod: { Name: "ToArray", ReturnType: IArrayTypeSymbol { ElementType: var element } } } call || Sequences.SourceOf(call) is not { Type: { } type } source
            || Uses.ParentOf(copy) is not IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var method } callee }
            || !FrameworkCalls.IsFramework(method.ContainingType) || !BufferMethods.EndsHere(callee) || callee.Parent is IAwaitOperation)
        {
            return null;
        }

        if (type is IArrayTypeSymbol)
        {
            return ReadingMethods.Contains(method.Name) && BufferMethods.KeepsNothing(method) && SymbolEqualityComparer.Default.Equals(((IArrayTypeSymbol)type).ElementType, element)
                ? new NeedlessCopy(source, $"hand it to {method.Name}", "hand it the source")
                : null;
        }

        var isMemory = type.Name is "Memory" or "ReadOnlyMemory" or "ArraySegment" or "Span" or "ReadOnlySpan";
        return isMemory && TakesSpan(method, parameter.Ordinal, element) ? new NeedlessCopy(source, $"hand it to {method.Name}", $"hand it a span: {method.Name} takes one") : null;
    }

    // An array that another object hands out keeps its length, and is replaced rather than written to: var ids = query.ItemIds.ToList();
    private static NeedlessCopy? OfArray(IOperation copy, IOperation array)
    {
        if (array is not IPropertyReferenceOperation { Instance: IParameterReferenceOperation or ILocalReferenceOperation, Property: { Type: IArrayTypeSymbol { ElementType: var element } } property }
            || !(FrameworkCalls.IsFramework(property.ContainingType) || property.DeclaringSyntaxReferences.Length == 0 || IsAutomatic(property))
            || Uses.ParentOf(copy) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator }
            || !IsOnlyRead(local, copy) || Block(declarator) is not { } block)
        {
            return null;
        }

        return block.Descendants().All(operation => operation is not IAwaitOperation
                && (operation is not IArrayElementReferenceOperation { Type: { } written } write || !OwnedLocals.IsWritten(write) || !SymbolEqualityComparer.Default.Equals(written, element)))
            ? new NeedlessCopy(array, "read it", "read the array itself")
            : null;
    }

    private static bool TakesSpan(IMethodSymbol method, int ordinal, ITypeSymbol element)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            var twin = type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.IsStatic == method.IsStatic && other.Parameters.Length > ordinal && other.Parameters.Skip(method.Parameters.Length).All(parameter => parameter.IsOptional)
                && other.Parameters[ordinal].Type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [var of] } && SymbolEqualityComparer.Default.Equals(of, element));
            if (twin)
                return true;
        }

        return false;
    }

    private static IOperation? SourceOf(IOperation copy)
    {
        var source = copy switch
        {
            IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" } call when Sequences.IsLinq(call.TargetMethod) || call.TargetMethod.ContainingType is { Name: "List" } => Sequences.SourceOf(call),
            IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } } clone => Sequences.Received(clone.Instance),
            IInvocationOperation { TargetMethod: { Name: "GetRange", ContainingType: { Name: "List", ContainingNamespace.Name: "Generic" } } } range => Sequences.Received(range.Instance),
            IObjectCreationOperation { Type: { Name: "List", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } }, Initializer: null, Arguments: [{ Parameter.Type.Name: "IEnumerable", Value: var copied }] } => Sequences.Received(copied),
            _ => null,
        };
        return source is { Type: { } type } && (type is IArrayTypeSymbol || IsPlainCollection(type)) ? source : null;
    }

    // d.Keys is of d.
    private static IOperation Owner(IOperation source) =>
        source is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { Type: INamedTypeSymbol { Name: "Dictionary" } } instance } ? Sequences.Received(instance)! : source;

    private static bool IsPlainCollection(ITypeSymbol type) => FrameworkCalls.IsFramework(type)
        && type is { Name: "List" or "Dictionary" or "HashSet" or "SortedDictionary" or "SortedList" or "KeyCollection" or "ValueCollection", ContainingNamespace: { Name: "Generic" } };

    private static IBlockOperation? Block(IVariableDeclaratorOperation declarator)
    {
        IOperation? parent = declarator;
        while (parent is not null and not IBlockOperation)
            parent = parent.Parent;
        return parent as IBlockOperation;
    }

    private static bool IsOnlyRead(ILocalSymbol local, IOperation copy)
    {
        var isRead = false;
        foreach (var reference in Functions.ReferencesTo(local, copy))
        {
            if (!ReferenceEquals(Functions.Around(reference), Functions.Around(copy)))
                return false;
            var use = reference;
            while (use.Parent is IConversionOperation)
                use = use.Parent;
            var isHarmless = use.Parent switch
            {
                IForEachLoopOperation loop => ReferenceEquals(loop.Collection, use),
                IPropertyReferenceOperation { Property.Name: "Count" or "Length" } => true,
                IPropertyReferenceOperation { Arguments.IsEmpty: false } item => !OwnedLocals.IsWritten(item),
                IArrayElementReferenceOperation element => ReferenceEquals(element.ArrayReference, use) && !OwnedLocals.IsWritten(element),
                IInvocationOperation { TargetMethod.Name: "Contains" or "IndexOf" or "BinarySearch" or "Exists" or "Find" } call => ReferenceEquals(call.Instance, use),
                _ => false,
            };
            if (!isHarmless)
                return false;
            isRead = true;
        }

        return isRead;
    }

    // No call of code of the program, no change of the source, no wait.
    private static bool IsQuiet(IOperation code, IOperation source)
    {
        if (CollectionPath.Of(Owner(source)) is not { } path || Collections.IsChangedIn(path, code))
            return false;
        return code.DescendantsAndSelf().All(operation => operation switch
        {
            // Another variable may hold the same collection.
            IInvocationOperation { Instance: { } other } change when Collections.IsMutator(change.TargetMethod) => IsMadeHere(other),
            IAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.IsEmpty: false, Instance: { } indexed } } => IsMadeHere(indexed),
            IAssignmentOperation { Target: IArrayElementReferenceOperation element } => IsMadeHere(element.ArrayReference),
            IAwaitOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or IDynamicInvocationOperation or IEventAssignmentOperation or IInvalidOperation => false,
            IReturnOperation { Kind: OperationKind.YieldReturn } => false,
            IInvocationOperation call => FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) && call.TargetMethod.MethodKind != MethodKind.DelegateInvoke && !FrameworkCalls.MaySynchronise(call.TargetMethod)
                && call.TargetMethod.Name is not "Invoke",
            IObjectCreationOperation { Type: { } made } => FrameworkCalls.IsFramework(made),
            IPropertyReferenceOperation property => FrameworkCalls.IsFramework(property.Property.ContainingType) || property.Property.DeclaringSyntaxReferences.Length == 0 || IsAutomatic(property.Property),
            IArgumentOperation argument => Collections.SymbolOf(argument.Value) is not { } handed || !path.Is(CollectionPath.Of(handed)) || argument.Parent is IObjectCreationOperation || (argument.Parent is IInvocationOperation taker && Sequences.IsLinq(taker.TargetMethod)),
            ISimpleAssignmentOperation assignment => !path.Is(CollectionPath.Of(assignment.Value)),
            _ => true,
        });
    }

    private static bool IsMadeHere(IOperation collection) => Collections.WithoutConversions(collection) is ILocalReferenceOperation { Local: var local } && OwnedLocals.IsMadeHere(local, collection);

    private static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}

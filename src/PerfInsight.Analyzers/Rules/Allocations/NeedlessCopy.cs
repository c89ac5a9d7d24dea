using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A copy of a collection that is made only to be read.</summary>
/// <param name="Source">What is copied.</param>
/// <param name="Use">What the copy serves for, as words after "only to".</param>
/// <param name="Remedy">What does without it.</param>
/// <param name="Filled">Where a collection is made that is only filled to be copied; null for others.</param>
internal sealed record NeedlessCopy(IOperation Source, string Use, string Remedy, IOperation? Filled = null)
{
    // What a list does that an array or any other list does as well.
    private static readonly HashSet<string> Searches = new(StringComparer.Ordinal)
    {
        "BinarySearch", "Contains", "IndexOf", "LastIndexOf", "Find", "FindAll", "FindIndex", "FindLast", "FindLastIndex", "Exists", "TrueForAll", "ConvertAll",
    };

    // Go through a sequence at once, and ask for no more than that it is one.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "System.String.Join", "System.String.Concat", "System.Threading.Tasks.Task.WhenAll", "System.Threading.Tasks.Task.WhenAny",
        "System.Collections.Generic.List`1.AddRange", "System.Collections.Generic.List`1.InsertRange", "System.Collections.Generic.HashSet`1.UnionWith",
        "System.Collections.Generic.HashSet`1.ExceptWith", "System.Collections.Generic.HashSet`1.IntersectWith",
    };

    // Framework methods that make their array for the caller alone.
    private static readonly Dictionary<string, string[]> Makers = new(StringComparer.Ordinal)
    {
        ["Directory"] = ["GetFiles", "GetDirectories", "GetFileSystemEntries"],
        ["DirectoryInfo"] = ["GetFiles", "GetDirectories", "GetFileSystemInfos"],
        ["File"] = ["ReadAllLines"],
        ["String"] = ["Split", "ToCharArray"],
        ["Regex"] = ["Split"],
        ["Enum"] = ["GetNames", "GetValues"],
        ["Type"] = ["GetMethods", "GetProperties", "GetFields", "GetConstructors", "GetInterfaces", "GetMembers", "GetGenericArguments"],
        ["Assembly"] = ["GetTypes", "GetExportedTypes"],
        ["MethodBase"] = ["GetParameters"],
    };

    /// <summary>The needless copy that an operation makes; null for others.</summary>
    public static NeedlessCopy? Of(IOperation operation) => OfSource(operation) ?? QuietCopy.OfHanded(operation) ?? QuietCopy.Of(operation) ?? (ListForArray.Of(operation) is { } list && !ListForArray.IsKept(operation) ? list : null) ?? SnapshotPerCall.Of(operation);

    /// <summary>True for an array that the framework makes for the caller, never null: nobody else has it, so no copy can protect it from changes.</summary>
    public static bool IsMadeForCaller(IOperation source) => source is IInvocationOperation { TargetMethod: { } method, Type: IArrayTypeSymbol }
        && Makers.TryGetValue(method.ContainingType.Name, out var names) && names.Contains(method.Name) && FrameworkCalls.IsFramework(method.ContainingType);

    private static NeedlessCopy? OfSource(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod: { Name: "ToArray", Parameters.IsEmpty: true, ReturnType: IArrayTypeSymbol }, Instance: { } owner } own && !FrameworkCalls.IsFramework(own.TargetMethod.ContainingType)
            && Uses.ParentOf(own) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "SequenceEqual", ContainingType.Name: "Enumerable" or "MemoryExtensions" } } })
        {
            return new NeedlessCopy(owner, "compare it", "compare what is behind it, as spans");
        }

        if (SourceOf(operation) is not { Type: { } type } source || Sequences.IsQueryable(type) || IsConcurrent(type))
            return null;
        if (operation is IInvocationOperation { Type: IArrayTypeSymbol array } && source is IInvocationOperation { Type: IArrayTypeSymbol copied } maker
            && SymbolEqualityComparer.Default.Equals(array, copied) && FreshArray.IsMadeBy(maker))
        {
            return new NeedlessCopy(source, "have an array of its own", $"take the array that {maker.TargetMethod.Name} makes");
        }

        var use = operation;
        while (use.Parent is IConversionOperation { OperatorMethod: null } or IConversionOperation { Type.IsRefLikeType: true } or IParenthesizedOperation)
            use = use.Parent;

        // Of a memory only its span can be asked.
        if (type.Name is "Memory" or "ReadOnlyMemory" && use.Parent is not IArrayElementReferenceOperation)
            return null;
        return use.Parent switch
        {
            IInvocationOperation call when ReferenceEquals(call.Instance, use) => OfReceiver(source, type, call),
            IArgumentOperation { Parent: IInvocationOperation call } argument => OfArgument(source, type, call, argument),
            IArgumentOperation { Parameter.Ordinal: 0, Parent: IObjectCreationOperation { Type: { Name: "List" or "HashSet" or "Queue" or "Stack", ContainingNamespace.Name: "Generic" } made } } when !IsText(type) =>
                new NeedlessCopy(source, $"fill a {made.Name}", "fill it from the source"),
            IPropertyReferenceOperation { Property: { Name: "Count" or "Length", IsIndexer: false } } when CountOf(type) is { } count => new NeedlessCopy(source, "count it", $"ask the source for its {count}"),
            IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer when !OwnedLocals.IsWritten(indexer) && IsIndexed(type) => new NeedlessCopy(source, "take one element", "index the source"),
            IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, use) && !OwnedLocals.IsWritten(element) => IsIndexed(type) || type.IsRefLikeType ? new NeedlessCopy(source, "take one element", "index the source")
                : type.Name is "Memory" or "ReadOnlyMemory" ? new NeedlessCopy(source, "take one element", "index its Span") : null,
            IArgumentOperation { Parent: IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } } when type is INamedTypeSymbol { Name: "List", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } =>
                new NeedlessCopy(source, "make text of it", "collect the characters in a StringBuilder, or in a buffer on the stack"),
            IReturnOperation when IsPartForCaller(operation, type) => new NeedlessCopy(source, "hand it to the caller", "return the span, or an ArraySegment"),
            IReturnOperation when IsOwnField(source) && EmptyCollection.IsRead(operation) =>
                new NeedlessCopy(source, "hand it out on each read", "hand out a read-only view, or keep the copy until the source changes"),
            IForEachLoopOperation when IsMadeForCaller(source) => new NeedlessCopy(source, "go through it", "go through the source"),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OfLocal(source, type, local, operation),
            _ => null,
        };
    }

    // private static T[] PartOf(…) => all.AsSpan(start).ToArray();
    private static bool IsPartForCaller(IOperation copy, ITypeSymbol type) => type.Name is "Span" or "ReadOnlySpan" && Functions.Around(copy) is not IAnonymousFunctionOperation
        && copy is IInvocationOperation call && Sequences.SourceOf(call) is IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" }
        && copy.SemanticModel?.GetEnclosingSymbol(copy.Syntax.SpanStart) is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, ReturnType: IArrayTypeSymbol };

    // Also the keys or values of a dictionary that is a collection of them already: behind an interface they may be no more than a sequence.
    private static bool IsOwnField(IOperation source) => source switch
    {
        IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: IFieldReferenceOperation { Type.Name: "Dictionary" or "SortedDictionary" or "SortedList" } keyed } => IsOwnField(keyed),
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field.DeclaredAccessibility: Accessibility.Private } => true,
        _ => false,
    };

    private static IOperation? SourceOf(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" } call:
                var isCopy = Sequences.IsLinq(call.TargetMethod) || (call.Arguments.IsEmpty && call.TargetMethod.ContainingType is { Name: "List" or "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ImmutableArray" });
                return isCopy && Sequences.SourceOf(call) is { } source && !Sequences.IsLazyOperator(source) ? source : null;
            case IInvocationOperation { TargetMethod: { Name: "Clone", ContainingType.SpecialType: SpecialType.System_Array } } clone when EmptyCollection.IsRead(clone):
                return Sequences.Received(clone.Instance);
            case IObjectCreationOperation { Type: { Name: "List", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } }, Initializer: null, Arguments: [{ Parameter.Type.Name: "IEnumerable", Value: var copied }] }:
                return Sequences.Received(copied) is { } list && !Sequences.IsLazyOperator(list) ? list : null;
            default:
                return null;
        }
    }

    private static NeedlessCopy? OfReceiver(IOperation source, ITypeSymbol type, IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name is "ToArray" or "AsReadOnly" && Sequences.IsCopy(call))
            return IsText(type) || type.IsRefLikeType ? null : new NeedlessCopy(source, "copy it again", "one copy is enough");
        if (!Searches.Contains(name))
            return null;
        if (type is IArrayTypeSymbol)
            return new NeedlessCopy(source, $"call {name}", $"use Array.{name}");
        return ListTypes.ElementOf(type) is not null && type.GetMembers(name).Length > 0 ? new NeedlessCopy(source, $"call {name}", "call it on the source") : null;
    }

    private static NeedlessCopy? OfArgument(IOperation source, ITypeSymbol type, IInvocationOperation call, IArgumentOperation argument)
    {
        var method = call.TargetMethod;
        if (method is { Name: "SequenceEqual", ContainingType.Name: "Enumerable" or "MemoryExtensions" })
            return IsText(type) || type.IsRefLikeType ? null : new NeedlessCopy(source, "compare it", "compare the sources, element by element or as spans");
        if (Sequences.IsLinq(method) && argument.Parameter?.Ordinal == 0)
        {
            if (IsText(type) || type.IsRefLikeType)
                return null;
            if (Sequences.IsCopy(call))
                return new NeedlessCopy(source, "copy it again", "one copy is enough");

            // What takes a function or makes an enumerator is a matter of PI1004; what is lazy reads the source later.
            return method.Name is "Any" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "Contains" or "Count" or "Sum" or "Max" or "Min" or "Average" or "SequenceEqual" or "ElementAt"
                && !call.Arguments.Any(one => one.Value is IDelegateCreationOperation)
                    ? new NeedlessCopy(source, $"call {method.Name}", "call it on the source")
                    : null;
        }

        // Since C# 14 an array is searched as a span.
        if (method.ContainingType.Name == "MemoryExtensions" && argument.Parameter?.Ordinal == 0)
            return Searches.Contains(method.Name) && ListTypes.ElementOf(type) is not null ? new NeedlessCopy(source, $"call {method.Name}", "call it on the source") : null;
        if (method is { Name: "Copy", ContainingType.SpecialType: SpecialType.System_Array } && argument.Parameter?.Ordinal == 0 && ListTypes.ElementOf(type) is not null)
            return new NeedlessCopy(source, "copy it again", "copy from the source: CopyTo");
        if (method is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_Array } && argument.Parameter?.Ordinal == 0)
            return Searches.Contains(method.Name) && ListTypes.ElementOf(type) is not null ? new NeedlessCopy(source, $"call {method.Name}", "search the source itself") : null;
        if (!Readers.Contains(Evidence.CalleeName.Of(method)) || argument.Parameter is null || IsText(type) || Sequences.ElementOf(type) is null)
            return null;

        // A list that is added to itself, and overloads that ask for an array.
        if (call.Instance is { } target && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(target), Collections.SymbolOf(source)))
            return null;
        var takesSequence = argument.Parameter.Type.Name == "IEnumerable"
            || method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.Parameters.Length == method.Parameters.Length
                && other.Parameters[argument.Parameter.Ordinal].Type is { Name: "IEnumerable" });
        return takesSequence && (argument.Parameter.Type.Name == "IEnumerable" || source.Type?.AllInterfaces.Length > 0) && !IsArrayOfOthers(type, argument.Parameter)
            ? new NeedlessCopy(source, $"hand it to {method.Name}", "hand it the source")
            : null;
    }

    // string.Join(",", (IEnumerable<object>)…) reads as the array did only for the same type of elements.
    private static bool IsArrayOfOthers(ITypeSymbol type, IParameterSymbol parameter) => parameter.Type is IArrayTypeSymbol { ElementType: var element }
        && !SymbolEqualityComparer.Default.Equals(Sequences.ElementOf(type), element);

    private static NeedlessCopy? OfLocal(IOperation source, ITypeSymbol type, ILocalSymbol local, IOperation copy)
    {
        var references = Functions.ReferencesTo(local, copy).ToList();
        if (references.Count == 0)
            return ListTypes.ElementOf(type) is not null || IsText(type) || type.IsRefLikeType || type.Name == "ImmutableArray" ? new NeedlessCopy(source, "forget it", "leave it out") : null;
        if (references.Count == 1 && IsStreamed(source, type, references[0]))
            return new NeedlessCopy(source, "hand it on", "hand on the sequence itself, which is gone through once");
        if (local.Type.Name == "List" && references.Any(IsLeftOut) && references.Any(IsGoneThrough) && references.All(reference => IsLeftOut(reference) || IsGoneThrough(reference)))
            return new NeedlessCopy(source, "leave something out", "leave it out in the loop: continue");
        return IsMadeForCaller(source) && references.All(IsOnlyRead) ? new NeedlessCopy(source, "read it", "read the source itself") : null;
    }

    // var tokens = Tokenize(text).ToArray(); var tree = Parse(tokens); where Parse goes through them once.
    private static bool IsStreamed(IOperation source, ITypeSymbol type, IOperation use) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && source is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }
        && !Loops.Around(use).Any() && ReferenceEquals(Functions.Around(use), Functions.Around(source))
        && Uses.ParentOf(use) is IArgumentOperation { Parameter: { RefKind: RefKind.None, Type.OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } parameter, Parent: IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false, IsOverride: false, DeclaringSyntaxReferences: [var callee] } } }
        && callee.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Name && name.Parent is not NameColonSyntax).ToList() is [var only]
        && !only.Ancestors().TakeWhile(node => node != callee.GetSyntax()).Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or StatementSyntax { RawKind: (int)SyntaxKind.ForStatement or (int)SyntaxKind.WhileStatement or (int)SyntaxKind.DoStatement }
            || (node is ForEachStatementSyntax loop && !loop.Expression.Span.Contains(only.Span)));

    // rest.Remove(x); once, and not in a loop over the rest.
    private static bool IsLeftOut(IOperation reference) => reference.Parent is IInvocationOperation { TargetMethod.Name: "Remove", Parent: IExpressionStatementOperation } remove
        && ReferenceEquals(remove.Instance, reference) && !Loops.Around(remove).Any();

    private static bool IsGoneThrough(IOperation reference) => Uses.ParentOf(reference) is IForEachLoopOperation loop && ReferenceEquals(Collections.WithoutConversions(loop.Collection), reference);

    private static bool IsOnlyRead(IOperation reference)
    {
        var use = reference;
        while (use.Parent is IConversionOperation)
            use = use.Parent;
        return use.Parent switch
        {
            IForEachLoopOperation loop => ReferenceEquals(loop.Collection, use),
            IPropertyReferenceOperation property => property.Property.Name is "Count" or "Length" || (!property.Arguments.IsEmpty && ReferenceEquals(property.Instance, use) && !OwnedLocals.IsWritten(property)),
            IInvocationOperation call => ReferenceEquals(call.Instance, use) && Searches.Contains(call.TargetMethod.Name),
            IArgumentOperation { Parent: IInvocationOperation call } => Sequences.IsLinq(call.TargetMethod) || Readers.Contains(Evidence.CalleeName.Of(call.TargetMethod)),
            _ => false,
        };
    }

    private static string? CountOf(ITypeSymbol type) => type is IArrayTypeSymbol || IsText(type) || type.IsRefLikeType ? "Length"
        : ListTypes.ElementOf(type) is not null || type.Name is "ICollection" or "IReadOnlyCollection" or "HashSet" or "Dictionary" ? "Count"
        : null;

    private static bool IsIndexed(ITypeSymbol type) => ListTypes.ElementOf(type) is not null || IsText(type);

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    // A copy is the only way to read these at one moment.
    private static bool IsConcurrent(ITypeSymbol type) => type.ContainingNamespace is { Name: "Concurrent" } || type.AllInterfaces.Any(face => face.Name == "IProducerConsumerCollection");
}

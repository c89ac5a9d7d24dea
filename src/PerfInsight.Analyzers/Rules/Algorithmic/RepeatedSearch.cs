using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// A call that searches a sequence from its start for a value: <c>Contains</c> of what is no set, or a query with a key. Wider
/// than <see cref="ListScan"/> and <see cref="KeySearch"/>, which a fix can be built from.
/// </summary>
/// <param name="Search">The call or the loop.</param>
/// <param name="Source">The expression that is searched.</param>
/// <param name="Wanted">What is searched for.</param>
internal sealed record RepeatedSearch(IOperation Search, IOperation Source, IOperation Wanted)
{
    private static readonly HashSet<string> Queries = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "All", "Count", "LongCount", "Where", "SkipWhile", "TakeWhile",
        "Find", "FindLast", "FindIndex", "FindLastIndex", "FindAll", "Exists", "TrueForAll", "RemoveAll",
    };

    // Lists that people keep short.
    private static readonly string[] Short =
    [
        "Parameters", "Arguments", "Args", "Attributes", "Headers", "Modifiers", "Options", "Params", "Properties", "Tags", "Children", "Columns", "Roles", "Claims", "Cookies", "Extensions", "Handlers", "Interfaces", "Levels", "Types", "Streams", "Images",
    ];

    // What names say of collections that find an element without a search.
    private static readonly string[] Hashed = ["Set", "Keys", "Lookup", "Hash", "Map", "Dictionary", "Index", "Unique", "Distinct"];

    private static readonly HashSet<string> Documents = new(StringComparer.Ordinal)
    {
        "SelectSingleNode", "SelectNodes", "XPathSelectElement", "XPathSelectElements", "GetElementsByTagName", "Descendants",
    };

    /// <summary>The call, null for a loop.</summary>
    public IInvocationOperation? Call => Search as IInvocationOperation;

    /// <summary>True where the values are compared for their order, or otherwise than for equality.</summary>
    public bool IsOrder { get; init; }

    /// <summary>True where only the type of the property says that it is no set: a loop that asks it each time is worth a word, a call is not.</summary>
    public bool IsGuess { get; init; }

    /// <summary>True where a method of the object filters what it has.</summary>
    public bool IsOfOwnFilter { get; init; }

    /// <summary>The search for a value, null where a call makes none.</summary>
    public static RepeatedSearch? OfValue(IInvocationOperation call)
    {
        if (!IsSearchName(call.TargetMethod) || Sequences.SourceOf(call) is not { Type: { } type } source)
            return null;
        var wanted = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == (call.Instance is null ? 1 : 0))?.Value;
        if (wanted is null || !IsScanned(source, type, call))
            return null;
        return new RepeatedSearch(call, source, wanted) { IsGuess = IsBare(source, type) };
    }

    // IndexOf, and what lists of the program's own call theirs: IndexOfReference, ContainsItem.
    private static bool IsSearchName(IMethodSymbol method) => method.Name is "Contains" or "IndexOf" or "LastIndexOf"
        || (method is { IsStatic: false, Parameters.Length: 1, ReturnType.SpecialType: SpecialType.System_Int32 } && method.Name.StartsWith("IndexOf", StringComparison.Ordinal) && IsListOfOthers(method.ContainingType));

    private static bool IsListOfOthers(ITypeSymbol type) => !FrameworkCalls.IsFramework(type) && (type.Name.EndsWith("List", StringComparison.Ordinal) || type.Name.EndsWith("Collection", StringComparison.Ordinal) || type.Name.EndsWith("Array", StringComparison.Ordinal));

    /// <summary>The search for elements with a key, null where a call makes none.</summary>
    public static RepeatedSearch? OfKey(IInvocationOperation call)
    {
        // A path in a document is found by going through the document.
        if (Documents.Contains(call.TargetMethod.Name) && Sequences.SourceOf(call) is { } document && call.Arguments.LastOrDefault()?.Value is { } path)
            return new RepeatedSearch(call, document, path) { IsOrder = true };
        if (!Queries.Contains(call.TargetMethod.Name) || Sequences.SourceOf(call) is not { Type: { } type } source
            || Sequences.IsQueryable(type) || Sequences.IsDictionary(type) || Sequences.IsDictionary(Sequences.BaseOf(source)?.Type) || Sequences.ElementOf(type) is null)
        {
            return null;
        }

        // Tickets(t => t.Id == id).FirstOrDefault(): a method of the program's own that filters.
        if (Sequences.IsLinq(call.TargetMethod) && call.Arguments.Length == 1 && source is IInvocationOperation { TargetMethod: { IsStatic: false } filter, Instance: IInstanceReferenceOperation } filtering && !FrameworkCalls.IsFramework(filter.ContainingType)
            && filtering.Arguments.Length == 1 && filtering.Arguments[0].Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } own } && own.Body.Operations is [.., IReturnOperation { ReturnedValue: { } test }]
            && KeyTest.In(test, own) is { IsOrder: false } wanted && filtering.Instance is { } holder)
        {
            return new RepeatedSearch(call, holder, wanted.OtherKey) { IsOfOwnFilter = true };
        }

        foreach (var argument in call.Arguments)
        {
            // list.First((x, id) => x.Id == id, wanted): what the lambda is handed is wanted.
            if (argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 2 } twofold } && !Sequences.IsLinq(call.TargetMethod) && call.Arguments.Length == 3
                && twofold.Body.Operations is [.., IReturnOperation { ReturnedValue: { } handed }] && KeyTest.Pairs(handed, twofold.Symbol.Parameters[0], twofold.Symbol.Parameters[1]))
            {
                return new RepeatedSearch(call, source, call.Arguments[2].Value);
            }

            if (argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters.Length: 1 } lambda }
                && lambda.Body.Operations is [.., IReturnOperation { ReturnedValue: { } condition }]
                && KeyTest.In(condition, lambda, isNegated: call.TargetMethod.Name is "All" or "TrueForAll" or "SkipWhile" or "TakeWhile") is { } key)
            {
                return new RepeatedSearch(call, source, key.OtherKey) { IsOrder = key.IsOrder };
            }
        }

        return null;
    }

    /// <summary>The search for an element with a key that a loop makes, null where it does something for the others.</summary>
    public static RepeatedSearch? OfLoop(IForEachLoopOperation loop)
    {
        var source = Sequences.Received(loop.Collection);
        if (source?.Type is not { } type || (Sequences.ElementOf(type) is null && !IsUntyped(type)) || Sequences.IsQueryable(type) || Sequences.IsDictionary(type) || loop.IsAsynchronous)
            return null;
        var statements = loop.Body is IBlockOperation block ? block.Operations.SkipWhile(one => one is IVariableDeclarationGroupOperation).ToList() : [loop.Body];
        if (statements is not [IConditionalOperation { WhenFalse: null, Condition: { } condition } choice, ..])
            return null;
        var isGuard = statements.Count > 1;
        if (isGuard && choice.WhenTrue is not (IBranchOperation { BranchKind: BranchKind.Continue } or IBlockOperation { Operations: [IBranchOperation { BranchKind: BranchKind.Continue }] }))
            return null;
        var key = KeyTest.In(condition, loop, isGuard);

        // if (a) if (b) …
        while (key is null or { IsOrder: true } && !isGuard && (choice.WhenTrue is IBlockOperation { Operations: [var only] } ? only : choice.WhenTrue) is IConditionalOperation { WhenFalse: null } inner)
        {
            choice = inner;
            key = KeyTest.In(choice.Condition, loop);
        }

        return key is { IsOrder: false } ? new RepeatedSearch(loop, source, key.OtherKey) : null;
    }

    /// <summary>The same of a loop that counts.</summary>
    public static RepeatedSearch? OfLoop(IForLoopOperation loop) => KeySearch.Of(loop) is { } search && !Sequences.IsQueryable(search.Source.Type) ? new RepeatedSearch(loop, search.Source, search.Key.OtherKey) : null;

    /// <summary>The outermost loop or query that repeats the search in one and the same collection for another value each time.</summary>
    public IOperation? RepeatedBy()
    {
        IOperation? found = null;
        foreach (var region in RepeatedCode.Around(Search))
        {
            if (!Invariance.IsSameObject(Source, region) || !StaysOrGrows(region))
                break;
            if (Invariance.Varies(Wanted, region) && !FixedData.IsFixedLoop(region))
                found = region;
        }

        return found;
    }

    /// <summary>
    /// True where the loop can be in a caller only: the collection is there before each call, and each call searches for
    /// another value.
    /// </summary>
    public bool IsPerCall(HotMember member) => member.Symbol.MethodKind is not (MethodKind.StaticConstructor or MethodKind.Constructor)
        && !RepeatedCode.IsKept(Search)
        && !IsOfCollection(member.Symbol)
        && !IsGuess
        && !RepeatedCode.Around(Search).Any()
        && !IsOrder
        && !FixedData.HasFewValues(Wanted.Type, Source)
        && (IsInRecursion(member) || IsOneForCallers(member));

    /// <summary>True where the member calls itself and searches the same collection in each call.</summary>
    public bool IsInRecursion(HotMember member) => Recursion.SearchesAgain(this, member);

    private bool IsOneForCallers(HotMember member) => (IsOfOwnFilter || Grows(member) || (Sequences.OutlivesCall(Source) && (!IsOfParameter(Source) || IsPartOfOther(Source) || Recursion.CallsItself(member))))
        && Wanted.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation);

    // bool ICollection<T>.Contains(T item) => _list.Contains(item): what the list is, the type has decided.
    private static bool IsOfCollection(IMethodSymbol method) => method.Name.Substring(method.Name.LastIndexOf('.') + 1) is "Contains" or "IndexOf" or "LastIndexOf" or "Remove"
        && method.ContainingType.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>True where the source spells the collection out, or it is one of the system's fixed ones; for a value also where there are but few to look for.</summary>
    public bool IsSmall() => FixedData.IsFixed(Source, Search) || (Call?.TargetMethod is { } method && !Queries.Contains(method.Name) && FixedData.HasFewValues(Wanted.Type, Source));

    // if (!items.Any(x => x.Id == id)) items.Add(…), for a list that was there before
    private bool Grows(HotMember member) => CollectionPath.Of(Source) is { } path
        && (path.Root is not ILocalSymbol local || (OwnedLocals.InitializerOf(local, Search) is { } value && !OwnedLocals.IsNew(value) && !MayMake(value)))
        && member.Operations().Any(operation => Collections.IsGrowth(operation, path));

    // FindPaths() may return a list of the caller's own; GetOrAdd(key, …) does not.
    private static bool MayMake(IOperation value) => value is IInvocationOperation { TargetMethod.Name: var name } && name.IndexOf("Or", StringComparison.Ordinal) < 0;

    // The lists of before 2005.
    private static bool IsUntyped(ITypeSymbol type) => type is { Name: "IEnumerable" or "ICollection" or "IList" or "ArrayList", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } };

    // model.Methods.FirstOrDefault(m => m.Method == method): the list belongs to the model, which is there before and after.
    private bool IsPartOfOther(IOperation source) => (Call is { TargetMethod.Name: "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Find" or "Any" or "Exists" } || Search is IForEachLoopOperation)
        && Sequences.Received(source) is IPropertyReferenceOperation { Arguments.IsEmpty: true, Instance: IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } owner } } } part
        && !FrameworkCalls.IsFramework(owner) && owner.DeclaringSyntaxReferences.Length > 0 && !Short.Any(word => part.Property.Name.EndsWith(word, StringComparison.Ordinal));

    // What a caller gives may be another collection each time.
    private static bool IsOfParameter(IOperation source) => Sequences.RootOf(source) == SequenceRoot.Parameter
        || CollectionPath.Of(Sequences.BaseOf(source)) is { Root: ILocalSymbol };

    // An element that is found by its key may be put back under the same key.
    private bool StaysOrGrows(IOperation region) =>
        Call is { TargetMethod.Name: "RemoveAll" } || CollectionPath.Of(Sequences.BaseOf(Source)) is not { } path
        || (Call is { TargetMethod.Name: "FindIndex" or "FindLastIndex" or "Find" or "FindLast" } ? Collections.OnlyGrowsOrReplacesIn(path, region) : Collections.OnlyGrowsIn(path, region));

    /// <summary>True where a stack, bag or queue is searched: nothing else could take its place.</summary>
    public bool IsOfLine => Sequences.Received(Source)?.Type is { } type && IsLinear(type);

    /// <summary>True where it is one that several threads use at once.</summary>
    public bool IsOfThreads => IsOfLine && Sequences.Received(Source)!.Type!.ContainingNamespace.Name == "Concurrent";

    // What is there to hand out, one after the other, and has no look-up of its own.
    private static bool IsLinear(ITypeSymbol type) => type is { Name: "Stack" or "ConcurrentBag" or "ConcurrentQueue" or "ConcurrentStack" or "BlockingCollection" or "ImmutableQueue" or "ImmutableStack", ContainingNamespace: { Name: "Generic" or "Concurrent" or "Immutable", ContainingNamespace.Name: "Collections" } };

    // A set or dictionary behind LINQ's Contains answers at once; a query of one does not.
    private static bool IsScanned(IOperation source, ITypeSymbol type, IInvocationOperation call)
    {
        if (ListTypes.ElementOf(type) is not null || (IsUntyped(type) && type.Name is "ArrayList" or "IList") || type is { Name: "StringCollection", ContainingNamespace.Name: "Specialized" })
            return true;
        if (Sequences.IsHashed(type) || Sequences.IsQueryable(type) || type.SpecialType == SpecialType.System_String)
            return false;

        // A list of the project's own that inherits the search.
        if (call.Instance is not null && ListTypes.ElementOf(call.TargetMethod.ContainingType) is not null)
            return true;
        if (call.TargetMethod.Name != "Contains")
            return call.Instance is not null && IsListOfOthers(call.TargetMethod.ContainingType);
        if (Sequences.IsLazyOperator(source) || IsLinear(type))
            return true;

        // With a comparer LINQ asks each element, whatever the sequence is.
        if (Sequences.IsLinq(call.TargetMethod) && call.TargetMethod.OriginalDefinition.Parameters.Any(parameter => parameter.Name == "comparer") && Sequences.ElementOf(type) is not null)
            return true;

        if (IsBare(source, type) || (type.Name == "IEnumerable" && IsQuery(source)))
            return true;

        // list.IndexOfReference(x)
        if (call.Instance is not null && IsListOfOthers(call.TargetMethod.ContainingType))
            return true;

        // ICollection<T> and IEnumerable<T> hold whatever they were given.
        return type.TypeKind == TypeKind.Interface && CollectionPath.Of(source) is { } path && path.Holder.DeclaringSyntaxReferences
            .Any(reference => reference.SyntaxTree == call.Syntax.SyntaxTree && IsList(reference.GetSyntax()));
    }

    // report.Names, IEnumerable<string> names: what promises a sequence and no more is most often a list or a query.
    private static bool IsBare(IOperation source, ITypeSymbol type) => type is { Name: "IEnumerable" or "ICollection" or "IReadOnlyCollection", ContainingNamespace: { Name: "Generic" } } && ListTypes.ElementOf(type) is null
        && NameOf(source, type) is { } name && !Hashed.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) && !IsQuery(source);

    private static string? NameOf(IOperation source, ITypeSymbol type) => source switch
    {
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property.Name: var name } => type.Name == "IEnumerable" ? name : null,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, Name: var name } } => name,
        IFieldReferenceOperation { Field.Name: var name } => type.Name == "IEnumerable" ? name : null,
        _ => null,
    };

    // IEnumerable<string> Names => _rows.Select(r => r.Name): no guess, each question runs the query.
    private static bool IsQuery(IOperation source) => source is IPropertyReferenceOperation { Property: { IsAbstract: false, DeclaringSyntaxReferences: [var reference] } }
        && reference.GetSyntax() is PropertyDeclarationSyntax declaration && ResultOf(declaration) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "Where" or "SelectMany" or "OfType" or "Cast" or "Concat" or "Distinct" or "Union" or "OrderBy" or "Skip" or "Take" } };

    private static ExpressionSyntax? ResultOf(PropertyDeclarationSyntax property) => property.ExpressionBody?.Expression
        ?? (property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.Keyword.ValueText == "get") is { } getter
            ? getter.ExpressionBody?.Expression ?? (getter.Body?.Statements is [ReturnStatementSyntax { Expression: var value }] ? value : null)
            : null);

    private static bool IsList(SyntaxNode declaration)
    {
        var value = declaration switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return value switch
        {
            ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "List" or "Collection" or "ObservableCollection" or "LinkedList" } } => true,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" or "Select" or "Where" } } => true,
            _ => false,
        };
    }
}

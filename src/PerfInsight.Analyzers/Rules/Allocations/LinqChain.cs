using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Operators of System.Linq.Enumerable, one called on the other.</summary>
/// <param name="Outermost">The whole, as the code has it.</param>
/// <param name="Calls">The calls, first to last.</param>
/// <param name="Source">What the first is called on.</param>
internal sealed record LinqChain(IOperation Outermost, IReadOnlyList<IInvocationOperation> Calls, IOperation? Source)
{
    private const int ShortLines = 6;

    // These make an enumerator of their own, even without a delegate.
    private static readonly HashSet<string> Lazy = new(StringComparer.Ordinal)
    {
        "Skip", "Take", "SkipLast", "TakeLast", "Concat", "Union", "Intersect", "Except", "Distinct", "Reverse", "OfType", "Append", "Prepend",
        "Zip", "DefaultIfEmpty", "Chunk", "Order", "OrderDescending", "Cast",
    };

    private static readonly string[] Changes = ["Remove", "Clear", "Delete", "Insert", "Detach", "Unregister", "Unsubscribe", "Dispose", "Close", "Move", "Cancel"];

    // Said of more than of members of collections, so only as the verb of the name.
    private static readonly string[] Endings = ["Release", "Evict", "Expire", "Prune", "Discard", "Drop", "Unload"];

    private Captures? _captures;

    /// <summary>What the delegates of all operators capture.</summary>
    public Captures Captures => _captures ??= CapturesOf(Calls);

    /// <summary>True for methods of System.Linq.Enumerable.</summary>
    public static bool IsLinq(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
    };

    /// <summary>The chain that ends with an operation, null where none does or it is only a part.</summary>
    public static LinqChain? Of(IOperation operation)
    {
        if (operation is not ITranslatedQueryOperation && !(operation is IInvocationOperation { TargetMethod: var method } && IsLinq(method)))
            return null;
        if (IsPart(operation))
            return null;
        var calls = new List<IInvocationOperation>();
        var next = operation;
        while (true)
        {
            if (next is IConversionOperation { IsImplicit: true } conversion)
            {
                next = conversion.Operand;
            }
            else if (next is ITranslatedQueryOperation query)
            {
                next = query.Operation;
            }
            else if (next is IInvocationOperation call && IsLinq(call.TargetMethod) && call.Arguments.Length > 0)
            {
                calls.Add(call);
                next = call.Arguments[0].Value;
            }
            else
            {
                break;
            }
        }

        calls.Reverse();
        return calls.Count == 0 ? null : new LinqChain(operation, calls, next);
    }

    /// <summary>True where it allocates what a loop would not.</summary>
    public bool Allocates() => IsCountedLoop() || Calls.Any(call => call.TargetMethod.Name is "ToDictionary" or "ToLookup" or "ToHashSet"
        ? !Captures.IsEmpty
        : Lazy.Contains(call.TargetMethod.Name) || TakesFunction(call.TargetMethod) || ComparesInterfaces(call));

    /// <summary>True where all lambdas are static: whoever wrote it has thought of what it allocates.</summary>
    public bool IsConsidered()
    {
        // Sorting and grouping need a buffer, whatever the lambda is.
        if (Calls.Any(call => call.TargetMethod.Name is "GroupBy" or "Distinct" or "Reverse" || call.TargetMethod.Name.StartsWith("Order", StringComparison.Ordinal)))
            return false;
        var lambdas = Calls.SelectMany(call => call.Arguments).Select(argument => (argument.Value as IDelegateCreationOperation)?.Target)
            .OfType<IAnonymousFunctionOperation>().ToList();
        return lambdas.Count > 0 && lambdas.TrueForAll(lambda => lambda.Syntax is AnonymousFunctionExpressionSyntax syntax && syntax.Modifiers.Any(SyntaxKind.StaticKeyword));
    }

    /// <summary>True where the sequence itself is handed on, or kept in a field: whoever reads it decides how it is run.</summary>
    public bool IsOnlyHandedOn()
    {
        // _snapshot = _items.Select(…).ToList(); is made when something changes.
        var kept = Outermost;
        while (Uses.ParentOf(kept) is IInvocationOperation { TargetMethod.Name: "AsReadOnly" or "ToFrozenSet" or "ToFrozenDictionary" or "ToImmutableArray" or "ToImmutableList" } next)
            kept = next;
        if (Sequences.IsCopy(Outermost) && Captures.IsEmpty && Uses.ParentOf(kept) is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field } && !SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(Sequences.BaseOf(Outermost)), field.Field) && !Loops.Around(Outermost).Any())
            return true;
        if (Outermost.Type is not { TypeKind: TypeKind.Interface })
            return false;
        var parent = Outermost.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        if (parent is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } })
            return true;
        return Calls.Count <= 1 && Captures.IsEmpty && parent is IReturnOperation;
    }

    /// <summary>True for a copy of what a loop over it then changes.</summary>
    public bool IsSnapshot()
    {
        if (Calls[Calls.Count - 1].TargetMethod.Name is not ("ToList" or "ToArray" or "ToHashSet"))
            return false;
        var parent = Outermost.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent switch
        {
            IForEachLoopOperation loop => Collections.WithoutConversions(loop.Collection) == Outermost && ChangesSomething(loop.Body),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => Functions.ReferencesTo(local, Outermost)
                .Any(reference => reference.Parent is IForEachLoopOperation or IConversionOperation { Parent: IForEachLoopOperation }
                    && ChangesSomething((reference.Parent as IForEachLoopOperation ?? (IForEachLoopOperation)reference.Parent!.Parent!).Body)),
            _ => false,
        };
    }

    /// <summary>From the name of the first operator to the end of the last; of long ones only the first.</summary>
    public Location Place()
    {
        var whole = Outermost.Syntax;
        var first = Calls[0].Syntax is InvocationExpressionSyntax call && CodeSpan.NameOf(call) is { } name ? name : Calls[0].Syntax.GetFirstToken();
        if (Calls[0].Syntax is not InvocationExpressionSyntax && whole.DescendantNodesAndSelf().OfType<QueryExpressionSyntax>().FirstOrDefault() is { } query)
            first = query.GetFirstToken();
        var last = whole.GetLastToken();
        if (CodeSpan.Line(last.SpanStart, whole) - CodeSpan.Line(first.SpanStart, whole) >= ShortLines)
        {
            last = Calls[0].Syntax switch
            {
                InvocationExpressionSyntax head => CodeSpan.EndOf(head),
                _ => whole.DescendantNodesAndSelf().OfType<QueryExpressionSyntax>().FirstOrDefault()?.FromClause.GetLastToken() ?? last,
            };
        }

        return CodeSpan.Between(first, last);
    }

    /// <summary>The names of the operators, for a message.</summary>
    public string Words => string.Join(".", Calls.Select(call => call.TargetMethod.Name));

    /// <summary>What to do instead.</summary>
    public string Remedy()
    {
        const string Loop = "write it as a loop, which needs no enumerator";
        if (Calls.Count == 1 && Captures.IsEmpty && Source?.Type is { } type && ListTypes.KnownElementOf(type) is not null)
        {
            var list = type is IArrayTypeSymbol ? "Array." : type.Name == "List" ? "List." : null;
            var finder = Calls[0].TargetMethod.Name switch { "FirstOrDefault" => "Find", "Any" => "Exists", "All" => "TrueForAll", _ => null };
            if (list is not null && finder is not null)
                return $"use {list}{finder} or a loop";
        }

        if (Calls.Any(call => call.TargetMethod.Name is "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending"))
            return "fill a list or an array and sort it in place: Sort with a comparison that captures nothing";
        return Captures.IsEmpty ? Loop : "write it as a loop, which needs no enumerator, delegate and closure";
    }

    // foreach (var i in Enumerable.Range(0, n))
    private bool IsCountedLoop() => Calls is [{ TargetMethod.Name: "Range" or "Repeat" }]
        && (Outermost.Parent is IConversionOperation conversion ? conversion : Outermost).Parent is IForEachLoopOperation;

    private static bool IsPart(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation { IsImplicit: true } or ITranslatedQueryOperation)
            parent = parent.Parent;
        return parent is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } } && IsLinq(method);
    }

    // Arrays and lists are compared as spans; all else by two enumerators.
    private static bool ComparesInterfaces(IInvocationOperation call) => call.TargetMethod.Name == "SequenceEqual"
        && call.Arguments.Take(2).Any(argument => Collections.WithoutConversions(argument.Value)?.Type is { TypeKind: TypeKind.Interface });

    private static bool TakesFunction(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);

    private static Captures CapturesOf(IReadOnlyList<IInvocationOperation> calls)
    {
        var variables = new List<ISymbol>();
        var instance = false;
        foreach (var argument in calls.SelectMany(call => call.Arguments))
        {
            var value = argument.Value is IDelegateCreationOperation creation ? creation.Target : argument.Value;
            if (value is IAnonymousFunctionOperation lambda)
            {
                var captures = Captures.Of(lambda);
                instance |= captures.This;
                variables.AddRange(captures.Variables.Where(variable => !variables.Contains(variable, SymbolEqualityComparer.Default)));
            }
            else if (value is IMethodReferenceOperation { Instance: { } })
            {
                instance = true;
            }
        }

        return new Captures(instance, variables);
    }

    private static bool ChangesSomething(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is not IInvocationOperation { TargetMethod.Name: var name } call)
                continue;
            if (Changes.Any(change => name.IndexOf(change, StringComparison.Ordinal) >= 0) || Endings.Any(ending => name.StartsWith(ending, StringComparison.Ordinal)))
                return true;
            if (name is "Add" or "Set" && call.Instance is not (null or ILocalReferenceOperation))
                return true;
        }

        return false;
    }
}

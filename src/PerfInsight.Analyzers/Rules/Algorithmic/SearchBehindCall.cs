using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>A method of the same file that does little but search a list, called in a loop.</summary>
internal static class SearchBehindCall
{
    // A longer method has other costs.
    private const int MaxLength = 800;

    /// <summary>The search that a call in a loop leads to, null where it leads to none.</summary>
    public static RepeatedSearch? Of(IInvocationOperation call, HotMember member)
    {
        var method = call.TargetMethod.OriginalDefinition;
        if (method is not { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var reference] }
            || call.Arguments.IsEmpty || SymbolEqualityComparer.Default.Equals(method, member.Symbol)
            || reference.Span.Length > MaxLength
            || RepeatedCode.Around(call).FirstOrDefault() is not { } region || FixedData.IsFixedLoop(region)
            || reference.GetSyntax(member.CancellationToken) is not MethodDeclarationSyntax declaration)
        {
            return null;
        }

        if (reference.SyntaxTree != member.SemanticModel.SyntaxTree)
            return OfText(declaration, call, region) ?? (method.IsStatic || IsOwn(call) ? null : OfOther(declaration, method, call, region));
        SyntaxNode? code = declaration.Body ?? (SyntaxNode?)declaration.ExpressionBody;
        if (code is null || member.SemanticModel.OperationOf(code, member.CancellationToken) is not { } body)
            return null;
        foreach (var operation in body.Descendants())
        {
            if (SearchOf(operation) is { } search && !search.IsSmall() && IsOneForAllCalls(search.Source, call) && ValueOf(search.Wanted, call))
            {
                return search;
            }
        }

        return null;
    }

    // Of a helper in another file the text is enough: if (!list.Contains(item)) list.Add(item);
    private static RepeatedSearch? OfText(MethodDeclarationSyntax declaration, IInvocationOperation call, IOperation region)
    {
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax item }], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Contains" or "IndexOf", Expression: IdentifierNameSyntax list } })
                continue;
            var (source, wanted) = (ArgumentOf(list.Identifier.ValueText, call), ArgumentOf(item.Identifier.ValueText, call));
            if (source is not null && wanted is not null && Sequences.Received(source) is { Type: { } type } && ListTypes.ElementOf(type) is not null
                && Invariance.IsSameObject(source, region) && Invariance.Varies(wanted, region) && CollectionPath.Of(source) is not null)
            {
                var search = new RepeatedSearch(call, source, wanted);
                return search.IsSmall() ? null : search;
            }
        }

        return null;
    }

    private static bool IsOne(IOperation instance, IOperation region) => CollectionPath.Of(instance) is not null && Invariance.IsSameObject(instance, region);

    private static bool IsOwn(IInvocationOperation call) => call.Instance is null or IInstanceReferenceOperation;

    // catalog.Find(name) for each name, where the catalog looks through a list of its own: by its text, as it is in another file.
    private static RepeatedSearch? OfOther(MethodDeclarationSyntax declaration, IMethodSymbol method, IInvocationOperation call, IOperation region)
    {
        if (call.Arguments.FirstOrDefault(argument => Invariance.Varies(argument.Value, region)) is not { Parameter: { } parameter, Value: var wanted }
            || !IsOne(call.Instance!, region) || !OwnSearch.Is(declaration, method.ContainingType, parameter.Name))
        {
            return null;
        }

        return FixedData.HasFewValues(wanted.Type, call.Instance!) ? null : new RepeatedSearch(call, call.Instance!, wanted);
    }

    private static IOperation? ArgumentOf(string parameter, IInvocationOperation call) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    // A query, or a loop that looks for an element by hand.
    private static RepeatedSearch? SearchOf(IOperation operation) => operation switch
    {
        IInvocationOperation query => RepeatedSearch.OfValue(query) ?? RepeatedSearch.OfKey(query),
        IForEachLoopOperation each => RepeatedSearch.OfLoop(each),
        IForLoopOperation => KeySearch.Of(operation) is { } search ? new RepeatedSearch(operation, search.Source, search.Key.OtherKey) : null,
        _ => null,
    };

    // The list is a field, or a parameter that the loop gives the same argument each time.
    private static bool IsOneForAllCalls(IOperation source, IInvocationOperation call)
    {
        var region = RepeatedCode.Around(call).First();
        return Sequences.BaseOf(source) switch
        {
            IParameterReferenceOperation parameter => ArgumentOf(parameter.Parameter, call) is { } argument && Invariance.IsSameObject(argument, region),
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => IsOwn(call) || IsOne(call.Instance!, region),
            IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Arguments.IsEmpty: true } => IsOwn(call) || IsOne(call.Instance!, region),
            _ => false,
        };
    }

    private static bool ValueOf(IOperation wanted, IInvocationOperation call)
    {
        var region = RepeatedCode.Around(call).First();
        return wanted.DescendantsAndSelf().Any(operation => operation is IParameterReferenceOperation parameter
            && ArgumentOf(parameter.Parameter, call) is { } argument && Invariance.Varies(argument, region));
    }

    private static IOperation? ArgumentOf(IParameterSymbol parameter, IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Members that call themselves.</summary>
internal static class Recursion
{
    /// <summary>True where a member calls itself.</summary>
    public static bool CallsItself(HotMember member) => CallsIn(member).Any();

    /// <summary>The calls of a member in its own code.</summary>
    public static IEnumerable<IInvocationOperation> CallsIn(HotMember member) => member.Invocations()
        .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.Symbol.OriginalDefinition));

    /// <summary>
    /// True where the function of a search, the member or one of its local functions, calls itself with the same collection for
    /// another value: <c>void Add(Node parent, List&lt;Row&gt; rows) { foreach (var row in rows.Where(r =&gt; r.ParentId == parent.Id)) Add(Make(row), rows); }</c>.
    /// </summary>
    public static bool SearchesAgain(RepeatedSearch search, HotMember member)
    {
        if (Sequences.BaseOf(search.Source) is not IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } function } rows } source
            || Collections.IsChangedIn(rows, Functions.Around(source)))
        {
            return false;
        }

        return member.Invocations().Any(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, function.OriginalDefinition)
            && Passes(call, rows) && IsForOther(call, search.Wanted));
    }

    private static bool Passes(IInvocationOperation call, IParameterSymbol parameter) => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(ArgumentOf(call, parameter)), parameter);

    // What is searched for is reached from a parameter that the call gives another value, or from the object, which is another one.
    private static bool IsForOther(IInvocationOperation call, IOperation wanted) => wanted.DescendantsAndSelf().Any(operation => operation switch
    {
        IParameterReferenceOperation { Parameter: var asked } => ArgumentOf(call, asked) is { } given && !SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(given), asked),
        IInstanceReferenceOperation => call.Instance is not (null or IInstanceReferenceOperation),
        ILocalReferenceOperation { Local: var asked } local => OwnedLocals.InitializerOf(asked, local) is { } value && !ReferenceEquals(value, wanted) && IsForOther(call, value),
        _ => false,
    });

    private static IOperation? ArgumentOf(IInvocationOperation call, IParameterSymbol parameter) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
}

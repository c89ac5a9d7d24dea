using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// Members that hand out an element by its number, and go through a sequence that a method makes anew each time to find it:
/// <c>public Item this[int i] =&gt; _source.Enumerate().ElementAt(i);</c>. Callers ask for one number after the other.
/// </summary>
internal static class IndexAccess
{
    private static readonly string[] Starts = ["GetValue", "GetItem", "GetElement", "GetAt", "GetByIndex", "GetEntry", "GetRow", "GetChild", "GetNode", "GetObject", "ElementAt", "ItemAt", "ValueAt", "Item", "At"];

    /// <summary>True for <c>ElementAt</c> of a lazy sequence with a number that callers of such a member give.</summary>
    public static bool Is(IInvocationOperation call, IOperation source, HotMember member) =>
        call.TargetMethod.Name is "ElementAt" or "ElementAtOrDefault" && IsNamedSo(member.Symbol)
        && Sequences.BaseOf(source) is IInvocationOperation { TargetMethod: var made } sequence && !Sequences.IsLinq(made) && made.ReturnType is { Name: "IEnumerable", TypeKind: TypeKind.Interface } && Sequences.OutlivesCall(sequence)
        && !RepeatedCode.Around(call).Any() && IsGiven(call.Arguments[1].Value, member);

    private static bool IsNamedSo(IMethodSymbol method) => method is { MethodKind: MethodKind.PropertyGet, Parameters.Length: > 0 }
        || (method is { ReturnsVoid: false, Parameters.Length: > 0 } && Array.Exists(Starts, start => method.Name.StartsWith(start, StringComparison.Ordinal) && (method.Name.Length == start.Length || !char.IsLower(method.Name[start.Length]))));

    // The parameter, or what a question about it has put out: key.TryGetInt(out var i).
    private static bool IsGiven(IOperation index, HotMember member) => index.DescendantsAndSelf().Any(operation => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, member.Symbol),
        ILocalReferenceOperation { Local: var local } reference => OwnedLocals.InitializerOf(local, reference) is { } value
            ? value.DescendantsAndSelf().Any(inner => inner is IParameterReferenceOperation)
            : Functions.ReferencesTo(local, reference).Any(other => IsOutOf(other)),
        _ => false,
    });

    private static bool IsOutOf(IOperation reference)
    {
        var argument = reference.Parent is IDeclarationExpressionOperation declared ? declared.Parent : reference.Parent;
        return argument is IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation question }
            && question.DescendantsAndSelf().Any(inner => inner is IParameterReferenceOperation);
    }
}

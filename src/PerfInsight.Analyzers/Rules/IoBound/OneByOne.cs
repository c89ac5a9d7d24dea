using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// A member for many that is nothing but its sibling for one, awaited for each: <c>Task SaveOrders(List&lt;Order&gt; orders) { foreach (var
/// order in orders) await SaveOrder(order); }</c>. What the member waits for, it waits for as often as there are items.
/// </summary>
internal static class OneByOne
{
    // What a service or database could take at once. A Send or an Upload is told by another rule.
    private static readonly string[] Verbs = ["Write", "Save", "Delete", "Remove", "Insert", "Update", "Upsert", "Add", "Index", "Store", "Persist"];

    // Here the items go into one text or stream, whose buffer makes one write of them.
    private static readonly string[] Texts = ["Writer", "Serializer", "Formatter", "Encoder", "Renderer", "Printer", "Stream", "Memory", "Cache", "Fake", "Mock"];

    /// <summary>What serves instead; null where the loop does more, or the two do not belong together by their names.</summary>
    public static string? RemedyOf(IInvocationOperation call, IForEachLoopOperation loop, HotMember member)
    {
        if (call.Instance is not (null or IInstanceReferenceOperation) || !Tasks.IsTask(call.TargetMethod.ReturnType) || AwaitableTwin.BareName(call.TargetMethod.Name) is not { } one
            || Array.Find(Verbs, start => Starts(one, start)) is not { } verb || !IsPlural(AwaitableTwin.BareName(member.Symbol.Name), one, verb)
            || !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, member.Symbol.ContainingType) || Holds(member.Symbol.ContainingType.Name)
            || Collections.WithoutConversions(loop.Collection) is not IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } || !SymbolEqualityComparer.Default.Equals(owner, member.Symbol)
            || !IsAll(loop, call) || !call.Arguments.Any(argument => LoopSteps.IsOfItem(argument.Value, loop))
            || call.Arguments.Any(argument => Collections.WithoutConversions(argument.Value)?.Type is { } type && Holds(type.Name)) || PutsInto(call.TargetMethod, member))
        {
            return null;
        }

        return "hand all of them over in one call, or send them at the same time where their order does not matter";
    }

    // WritePoints of WritePoint, Delete(items) and DeleteMany of Delete.
    private static bool IsPlural(string many, string one, string verb)
    {
        if (many == one)
            return true;
        var stem = one.Length == verb.Length ? one : one.Substring(0, one.Length - 1);
        return Starts(many, verb) && many.StartsWith(stem, StringComparison.Ordinal) && many.Length > one.Length
            && (one.Length == verb.Length || many.EndsWith("s", StringComparison.Ordinal) || many.EndsWith("Many", StringComparison.Ordinal) || many.EndsWith("Range", StringComparison.Ordinal) || many.EndsWith("Batch", StringComparison.Ordinal) || many.EndsWith("List", StringComparison.Ordinal));
    }

    // The await stands alone, perhaps behind a look at the token.
    private static bool IsAll(IForEachLoopOperation loop, IInvocationOperation call)
    {
        var statements = loop.Body is IBlockOperation block ? block.Operations.ToArray() : [loop.Body];
        return statements.Length is 1 or 2 && statements[statements.Length - 1] is IExpressionStatementOperation { Operation: IAwaitOperation { Operation: var awaited } } && ReferenceEquals(Tasks.Unwrapped(awaited), call)
            && (statements.Length == 1 || statements[0] is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } });
    }

    // await _writer.WriteLineAsync(item.Name): one of this file, whose text tells.
    private static bool PutsInto(IMethodSymbol method, HotMember member) => method.OriginalDefinition.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == member.SemanticModel.SyntaxTree
        && reference.GetSyntax(member.CancellationToken) is MethodDeclarationSyntax declaration
        && declaration.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && (name.IndexOf("stream", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("writer", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("buffer", StringComparison.OrdinalIgnoreCase) >= 0));

    private static bool Holds(string type) => Texts.Any(word => type.IndexOf(word, StringComparison.Ordinal) >= 0);

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));
}

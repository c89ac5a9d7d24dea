using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// A look-up that a method of the type does for the code under a lock: <c>if (!TryGetCached(key, out var found)) { … _cache.Add(found); }</c>.
/// One call deep, in the same file, by its text.
/// </summary>
internal static class LookBehindCall
{
    private static readonly string[] Looks = ["Try", "Find", "Lookup", "Contains", "Has", "GetCached", "GetFromCache", "GetExisting"];

    /// <summary>True where a condition under the lock asks such a method, and that method looks at the state and changes nothing of it.</summary>
    public static bool IsFor(ISymbol state, HeldLock held) => held.Statements.Any(statement => statement is IConditionalOperation { Condition: var condition }
        && HeldLock.Now(condition).Any(operation => operation is IInvocationOperation { Instance: null or IInstanceReferenceOperation, TargetMethod: { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsAbstract: false } method } call
            && Array.Exists(Looks, start => method.Name.StartsWith(start, StringComparison.Ordinal)) && Reads(method, state, call.Syntax.SyntaxTree)));

    private static bool Reads(IMethodSymbol method, ISymbol state, SyntaxTree tree)
    {
        if (method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != tree)
            return false;
        var uses = reference.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == state.Name).ToList();
        return uses.Count > 0 && uses.TrueForAll(name => SingleStatement.Place(name).Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var used } => !Collections.IsMutator(used),
            AssignmentExpressionSyntax assignment => assignment.Left != SingleStatement.Place(name),
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left != element,
            _ => true,
        });
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Moves a read at the start of a lock, that depends on nothing that the lock guards, before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingCallInLockFixer() : HotMemberFixer(RuleIds.BlockingCallInLock)
{
    private static readonly HashSet<string> Reads = new(StringComparer.Ordinal)
    {
        "System.IO.File.ReadAllText", "System.IO.File.ReadAllLines", "System.IO.File.ReadAllBytes", "System.IO.File.Exists",
        "System.Net.Dns.GetHostAddresses", "System.Net.Dns.GetHostEntry",
    };

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { Statement: BlockSyntax body } statement
            || place.Node != statement.Expression
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || HeldLock.Of(locked, statement) is not { } held
            || LeadingOf(held, place) is not { Count: > 0 } leading
            || GuardsFiles(held, leading, place)
            || !NarrowedLock.IsNeverNull(locked.LockedValue, place))
        {
            return null;
        }

        var name = leading.SelectMany(part => part.DescendantsAndSelf()).Select(BlockingCalls.Of).First(call => call is not null)!.Name;
        return NarrowedLock.Replace(statement, body, leading.Count, trailingCount: 0, place) is { } root
            ? new Fix($"Call '{name}' before the lock (threads may then store what they read in another order)", root)
            : null;
    }

    // The declarations up to the last read whose result a local takes.
    private static List<IOperation>? LeadingOf(HeldLock held, FixContext place)
    {
        var leading = new List<IOperation>();
        foreach (var statement in held.Statements)
        {
            var work = new LocalWork(place.Model, [.. leading, statement], place.CancellationToken)
            {
                IsAllowed = call => IsRead(call) && call.Arguments.All(argument => PureCalls.IsImmutable(argument.Value.Type)),
            };
            if (statement is not IVariableDeclarationGroupOperation || !work.IsLocal(statement) || work.Reads.Count + work.ReadCollections.Count > 0)
                break;
            leading.Add(statement);
        }

        while (leading.Count > 0 && !leading[leading.Count - 1].Descendants().Any(IsRead))
            leading.RemoveAt(leading.Count - 1);
        return leading.Count == held.Statements.Count ? null : leading;
    }

    // A whole-file read opens, reads and closes: it leaves nothing that the lock could guard.
    private static bool IsRead(IOperation operation) => operation is IInvocationOperation call && Reads.Contains(CalleeName.Of(call.TargetMethod));

    // Where the lock also keeps readers and writers of files apart, a read outside it could see half a file.
    private static bool GuardsFiles(HeldLock held, List<IOperation> moved, FixContext place)
    {
        if (held.Gate is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } gate)
            return true;
        foreach (var reference in gate.ContainingType.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != place.Root.SyntaxTree)
                return true;
            var members = reference.GetSyntax(place.CancellationToken).DescendantNodes().Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);
            foreach (var member in members)
            {
                if (!HeldLock.MayBeIn(member) || place.Model.GetOperation(member, place.CancellationToken) is not { } code)
                    continue;
                var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                foreach (var other in HeldLock.In(code.DescendantsAndSelf()).Where(other => SymbolEqualityComparer.Default.Equals(other.Gate, gate)))
                {
                    if (other.Statements.Any(statement => !moved.Any(m => m.Syntax == statement.Syntax) && TouchesFiles(statement, place, visited, 0)))
                        return true;
                }
            }
        }

        return false;
    }

    // Anything but a read that is known by name: a writer, a stream, code that cannot be seen.
    private static bool TouchesFiles(IOperation code, FixContext place, HashSet<ISymbol> visited, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (IsRead(operation))
                continue;
            if (BlockingCalls.Of(operation) is not null || operation is IObjectCreationOperation { Type.ContainingNamespace.Name: "IO" })
                return true;
            if (operation is not IInvocationOperation { TargetMethod: var method } || FrameworkCalls.IsFramework(method.ContainingType))
                continue;
            if (method.MethodKind == MethodKind.DelegateInvoke || method.IsVirtual || method.IsAbstract || depth == 3)
                return true;
            if (!visited.Add(method.OriginalDefinition))
                continue;
            if (method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference])
                return true;
            var syntax = reference.GetSyntax(place.CancellationToken);
            var model = syntax.SyntaxTree == place.Root.SyntaxTree ? place.Model : place.Model.Compilation.GetSemanticModel(syntax.SyntaxTree);
            if (model.GetOperation(syntax, place.CancellationToken) is not { } body || TouchesFiles(body, place, visited, depth + 1))
                return true;
        }

        return false;
    }
}

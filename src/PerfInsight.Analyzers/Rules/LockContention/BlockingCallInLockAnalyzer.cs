using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3002: a lock is held while its holder waits for a file, the network, a process or a clock.</summary>
public sealed class BlockingCallInLockAnalyzer() : LockAnalyzer(Descriptor)
{
    // A helper and its helper.
    private const int MaxDepth = 2;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BlockingCallInLock,
        "Lock is held across a blocking call",
        "This lock is held across '{1}' and {0}: {2}",
        "While its holder waits, every thread that wants the lock waits as well. What waits belongs before or after the lock.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var statement in held.Statements)
        {
            if (First(statement, member.SemanticModel, visited, depth: 0) is not { } call)
                continue;
            Report(member, held, call.Name, Remedy(call, held, member));
            return;
        }
    }

    /// <summary>True where code under a lock waits, in a method of the file that it calls, too.</summary>
    internal static bool Waits(HeldLock held, SemanticModel model)
    {
        var visited = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return held.Statements.Any(statement => First(statement, model, visited, depth: 0) is not null);
    }

    // Directly under the lock, or in a method of this file that is called under it.
    private static BlockingCall? First(IOperation code, SemanticModel model, HashSet<ISymbol> visited, int depth)
    {
        foreach (var operation in HeldLock.Now(code))
        {
            if (BlockingCalls.Of(operation) is { } call && !IsOver(call, code))
                return call;
            if (depth < MaxDepth
                && operation is IInvocationOperation { TargetMethod: { IsAsync: false } method }
                && method.OriginalDefinition.DeclaringSyntaxReferences is [var reference]
                && reference.SyntaxTree == model.SyntaxTree
                && visited.Add(method.OriginalDefinition)
                && model.OperationOf(reference.GetSyntax()) is { } body
                && First(body is ILocalFunctionOperation { Body: { } local } ? local : body, model, visited, depth + 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    // A task that has ended, as the code has asked; a stream that reads what the object itself holds.
    private static bool IsOver(BlockingCall call, IOperation code) => call.Operation switch
    {
        IPropertyReferenceOperation { Instance: { } task } => Tasks.IsDone(Tasks.Unwrapped(task)!, Functions.Around(code).DescendantsAndSelf().ToList()),
        IInvocationOperation { Instance: IInstanceReferenceOperation { Type: { } own } } => call.Kind is BlockingKind.Read or BlockingKind.Write && !FrameworkCalls.IsFramework(own),
        _ => false,
    };

    private static string Remedy(BlockingCall call, HeldLock held, HotMember member) => call.Kind switch
    {
        // The lock is there for the file itself: then it cannot go, but the waiting can.
        BlockingKind.Write when held.Statements.Count == 1 || IsOnOwnState(call.Operation) || GuardsNothingElse(held) => "queue what is to be written, and write it from one thread",
        BlockingKind.Read when IsOnOwnReader(call.Operation) => "let one thread read ahead",
        BlockingKind.Read => "read before the lock",
        BlockingKind.Write => "write after the lock",
        BlockingKind.Request => "send the request before the lock",

        // A connection serves one at a time, so that before the lock the query would meet those of others.
        BlockingKind.Query when HasConnection(member.Symbol.ContainingType) && !OpensOne(held) => "open a connection for each call, of which a pool keeps the costly part, so that none is shared",
        BlockingKind.Query => "run the query before the lock",
        BlockingKind.Process => "run the process before the lock",
        _ => "wait before or after the lock",
    };

    private static bool HasConnection(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.GetMembers().Any(static member => member is IFieldSymbol { Type: var held } && OneAtATime.IsDatabase(held)))
                return true;
        }

        return false;
    }

    private static bool OpensOne(HeldLock held) => held.Statements.SelectMany(HeldLock.Now).Any(operation => operation is IObjectCreationOperation { Type: { } made } && OneAtATime.IsDatabase(made));

    // The lock is there for the device alone: without what waits nothing is left to guard.
    private static bool GuardsNothingElse(HeldLock held)
    {
        var state = GuardedLookup.Of(held);
        return state.Writes.Count == 0 && !state.Reads.Any(read => read is IFieldSymbol { IsReadOnly: false, IsConst: false });
    }

    // A writer, or the path of a file, that a field has.
    private static bool IsOnOwnState(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } writer } => IsMember(writer) || Collections.SymbolOf(writer) is IParameterSymbol,
        IInvocationOperation { TargetMethod.ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } => true,
        IInvocationOperation { Arguments: [{ Value: var path }, ..] } call => call.TargetMethod.ContainingType.Name == "File" && IsMember(path),
        _ => false,
    };

    private static bool IsOnOwnReader(IOperation operation) => operation is IInvocationOperation { Instance: { } reader } && IsMember(reader);

    private static bool IsMember(IOperation operation) => Collections.SymbolOf(operation) is IFieldSymbol or IPropertySymbol;
}

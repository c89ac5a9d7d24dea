using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3010: a contended lock is taken on an object, where the framework has a type for locks.</summary>
public sealed class LockObjectTypeAnalyzer() : LockAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LockObjectType,
        "Contended lock is taken on an object",
        "'{1}' is an object that is only locked, and {0}: make it a System.Threading.Lock",
        "A Lock keeps its owner in itself instead of in the object's header or a table, so that taking it, and waiting for it, costs less.");

    private protected override void Analyze(HotMember member, HeldLock held)
    {
        // Nearly all locks are such objects: only what the profile shows waiting for this one makes it worth a word.
        if (held.Statement is not null
            && LockObject.LockType(member.Compilation, held.Wait.SyntaxTree) is not null
            && LockObject.Of(held.Gate, held.Wait.SyntaxTree, member.CancellationToken) is { } gate
            && LockWaits.Seen(member, held) is { } assessment)
        {
            member.Report(held.Wait, assessment, gate.Field.Name);
        }
    }
}

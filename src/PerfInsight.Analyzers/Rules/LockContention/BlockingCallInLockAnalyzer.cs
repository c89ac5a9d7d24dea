using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>PI3002: a lock is held while its holder waits for a file, the network, a process or a clock.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCallInLockAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Contention, SampleKind.Blocked)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BlockingCallInLock,
        "Lock is held across a blocking call",
        "This lock is held across '{1}' and {0}: {2}",
        "While its holder waits, every thread that wants the lock waits as well. What waits belongs before or after the lock.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is ILockOperation { Syntax: LockStatementSyntax statement } locked && FirstBlocking(locked.Body, member.SemanticModel, depth: 0) is { } name)
                member.Report(statement.Expression, Locks.WaitProof, name, Remedy(name));
        }
    }

    // Directly under the lock, or in a method of this file that is called under it.
    private static string? FirstBlocking(IOperation code, SemanticModel model, int depth)
    {
        foreach (var operation in Locks.Held(code))
        {
            if (BlockingCalls.NameOf(operation) is { } name)
                return name;
            if (depth < 2
                && operation is IInvocationOperation { TargetMethod: { IsAsync: false } method }
                && method.OriginalDefinition.DeclaringSyntaxReferences is [var reference]
                && reference.SyntaxTree == model.SyntaxTree
                && model.GetOperation(reference.GetSyntax()) is IMethodBodyOperation body
                && FirstBlocking(body, model, depth + 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    private static string Remedy(string name)
    {
        var method = name.Substring(name.LastIndexOf('.') + 1);
        if (method.StartsWith("Write", StringComparison.Ordinal) || method.StartsWith("Append", StringComparison.Ordinal) || method.StartsWith("Flush", StringComparison.Ordinal))
            return "collect under the lock, write after it";
        if (method is "Sleep" or "Wait" or "Result" or "Join" or "WaitOne" or "GetResult" or "WaitAll" or "WaitAny" or "WaitForExit")
            return "wait before or after the lock";
        return "do it before the lock";
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1016: an exception tells what a test would tell.</summary>
public sealed class ExceptionAsControlFlowAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Exceptions, SampleKind.Cpu, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ExceptionAsControlFlow,
        "Exception serves as an answer",
        "'{1}' answers with an exception that is caught here, and {0}: {2}",
        "A throw walks the stack, twice, and makes an exception with its trace; a test costs a few instructions.");

    private static readonly Proof Throws = Proof.Callee(
        SampleKind.Cpu, "System.Runtime.EH.*", "System.Exception.*", "System.Diagnostics.StackTrace*", "System.Diagnostics.StackFrame*", "System.ThrowHelper.*", "System.Number.Throw*");

    private protected override void Analyze(HotMember member)
    {
        foreach (var attempt in member.Operations<ITryOperation>())
        {
            foreach (var handler in attempt.Catches)
            {
                if (Answers(handler) && CaughtAnswer.In(attempt.Body, handler.ExceptionType) is { } answer)
                {
                    member.Report(answer.Place.Syntax, Throws, CodeText.Of(answer.Place.Syntax), answer.Remedy);
                    break;
                }
            }
        }
    }

    // The handler goes on with something else; it does not wrap, log or hand on the exception.
    private static bool Answers(ICatchClauseOperation handler) => handler.Filter is null && !handler.Handler.Descendants().Any(operation => operation switch
    {
        IThrowOperation => true,
        ILocalReferenceOperation local => handler.Locals.Contains(local.Local, SymbolEqualityComparer.Default),
        IInvocationOperation call => call.TargetMethod.Name.StartsWith("Log", StringComparison.Ordinal) || call.TargetMethod.Name is "Warn" or "Error" or "Fail" or "Trace" or "Debug" or "WriteLine" or "Exit",
        _ => false,
    });
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1003: a delegate, and an object for what it captures, are made on each pass.</summary>
public sealed class CapturingLambdaAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.CapturingLambda,
        "Delegate is created again and again",
        "'{1}'{2} {0}: {3}",
        "A lambda that uses locals, parameters or the instance needs a delegate, and for locals and parameters a closure object too, "
        + "each time that it is reached. One that gets all it needs as arguments is made once.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(OperationKinds.Work))
        {
            if (operation is ILocalFunctionOperation function)
                AnalyzeLocalFunction(member, function);
            if (CapturingLambda.Of(operation, member.Symbol) is not { } lambda)
                continue;
            var closure = CalleeName.OfType(member.Symbol.ContainingType.OriginalDefinition) + "+<>c__DisplayClass*";
            var proof = Proof.AllocatedType(CalleeName.OfType(lambda.Delegate.OriginalDefinition), closure);
            if (member.Assess(operation.Syntax, proof) is { } assessment)
            {
                var where = Loops.Around(operation).Any() ? "in this loop" : "in each call";
                var what = lambda.IsEarly ? $" captures {lambda.Captures.Words}, for which each call makes a closure, even where it does not get here, which"
                    : lambda.Captures.IsEmpty ? $" becomes a new delegate {where}, which" : $", which captures {lambda.Captures.Words}, is made {where} and";
                member.Report(PlaceOf(lambda), assessment, CodeText.Of(operation.Syntax), what, lambda.Remedy());
            }
        }
    }

    // What a local function with a state machine captures is an object, which a call that takes the short way makes too.
    private static void AnalyzeLocalFunction(HotMember member, ILocalFunctionOperation function)
    {
        if (ClosureOfFunction.Of(function, member.Symbol) is not { } captures)
            return;
        var closure = CalleeName.OfType(member.Symbol.ContainingType.OriginalDefinition) + "+<>c__DisplayClass*";
        if (function.Syntax is LocalFunctionStatementSyntax syntax && member.Assess(syntax, Proof.AllocatedType(closure)) is { } assessment)
        {
            member.Report(
                CodeSpan.Between(syntax.Identifier, syntax.ParameterList.GetLastToken()), assessment, function.Symbol.Name,
                $" captures {captures.Words}, for which each call makes a closure, {(ClosureOfFunction.HasShortWay(function) ? "even where it does not get here, " : "")}which",
                "make it static, and pass what it needs as arguments");
        }
    }

    // From the method that is called, where that stands on an earlier line; long lambdas up to their arrow.
    private static Location PlaceOf(CapturingLambda lambda)
    {
        var syntax = lambda.Function.Syntax;
        if (syntax.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is { Initializer.Value: { } value } declarator && value.Span.End == syntax.Span.End)
            return CodeSpan.Between(declarator.Identifier, CodeSpan.HeadOf(syntax));
        return lambda.Use.Call is IInvocationOperation { Syntax: InvocationExpressionSyntax call } && call.Span.Contains(syntax.Span)
            && CodeSpan.NameOf(call) is { } name && CodeSpan.Line(name.SpanStart, syntax) < CodeSpan.Line(syntax.SpanStart, syntax)
            ? CodeSpan.Between(name, CodeSpan.HeadOf(syntax))
            : CodeSpan.Between(syntax.GetFirstToken(), CodeSpan.HeadOf(syntax));
    }
}

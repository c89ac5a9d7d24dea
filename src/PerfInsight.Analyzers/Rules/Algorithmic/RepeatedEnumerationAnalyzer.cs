using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2006: a query is run again each time that its result is read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedEnumerationAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.RepeatedEnumeration,
        "Query is run more than once",
        "'{1}' is a query that runs {2}; it {0}: keep its result with ToList or ToArray",
        "A query does its work when it is read, and again each time that it is read. Its result in a list is computed once.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is not IVariableDeclaratorOperation { Symbol: { } local } declarator || declarator.GetVariableInitializer()?.Value is not { } initial
                || Sequences.Received(initial) is not IInvocationOperation query || !IsLazy(query, local.Type) || Uses.IsReassigned(local, operation)
                || FixedData.IsFixed(query, query))
            {
                continue;
            }

            var runs = EnumerationCount.Of(local, declarator, isFull: IsAlwaysFull(query));
            if (runs.Text is not { } text)
                continue;
            member.Report(
                initial.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Linq.Enumerable+*", "System.Linq.Enumerable." + query.TargetMethod.Name),
                local.Name,
                text);
        }
    }

    private static bool IsLazy(IInvocationOperation query, ITypeSymbol type)
    {
        if (Sequences.IsQueryable(query.Type) || Sequences.IsCounted(type) || Sequences.ElementOf(type) is null)
            return false;
        if (Sequences.IsLazyOperator(query))
            return Sequences.OperatorsOf(query).Any(one => one.TargetMethod.Name is not ("Cast" or "AsEnumerable"));

        // A method of this compilation that yields, or one that is asked with a condition.
        if (query.TargetMethod.DeclaringSyntaxReferences is [var reference] && Yields(reference.GetSyntax()))
            return true;
        return query.Arguments.Any(argument => argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation })
            && type.TypeKind == TypeKind.Interface;
    }

    private static bool Yields(SyntaxNode method) => method is MethodDeclarationSyntax { Body: { } body }
        && body.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .Any(node => node is YieldStatementSyntax);

    // Even the first element of a sorted or grouped sequence needs all of the source.
    private static bool IsAlwaysFull(IInvocationOperation query) => Sequences.OperatorsOf(query).Any(one =>
        one.TargetMethod.Name is "GroupBy" or "Reverse" or "Join" or "GroupJoin" || one.TargetMethod.Name.StartsWith("Order", StringComparison.Ordinal));
}

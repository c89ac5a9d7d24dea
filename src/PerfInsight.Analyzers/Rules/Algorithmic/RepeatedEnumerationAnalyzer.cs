using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2006: a query is run again each time that its result is read.</summary>
public sealed class RepeatedEnumerationAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.RepeatedEnumeration,
        "Query is run more than once",
        "'{1}' {2}; it {0}: {3}",
        "A query does its work when it is read, and again each time that it is read. Its result in a list is computed once.");

    private const string KeepResult = "keep its result with ToList or ToArray";

    private protected override void Analyze(HotMember member)
    {
        foreach (var (first, second) in RepeatedQuestion.In(member))
        {
            if (member.Assess(second.Syntax, Proof.Callee(SampleKind.Cpu, CalleeName.Of(second.TargetMethod), "System.Linq.Enumerable+*")) is { } assessment)
            {
                member.Report(
                    second.Syntax.GetLocation(), [first.Syntax.GetLocation()], assessment,
                    CodeText.Of(second.Syntax), $"searches again for what '{first.TargetMethod.Name}' has looked for", "search once, and keep what is found");
            }
        }

        AnalyzeParameters(member);
        foreach (var declarator in member.Operations<IVariableDeclaratorOperation>())
        {
            if (declarator is not { Symbol: { } local } || declarator.GetVariableInitializer()?.Value is not { } initial
                || Sequences.Received(initial) is not IInvocationOperation query)
            {
                continue;
            }

            var isLazy = IsLazy(query, local.Type);
            if ((!isLazy && !MayBeLazy(query, local.Type, member)) || Uses.IsReassigned(local, declarator) || FixedData.IsFixed(query, query))
                continue;

            var runs = EnumerationCount.Of(local, declarator, isFull: IsAlwaysFull(query));
            if (runs.Text is not { } text || (!isLazy && !runs.IsInLoop && !RepeatedCode.Around(declarator).Any()))
                continue;
            member.Report(
                initial.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Linq.Enumerable+*", "System.Linq.Enumerable." + query.TargetMethod.Name),
                local.Name,
                isLazy ? "is a query that runs " + text : $"may be a query of '{query.TargetMethod.Name}', which then runs {text}",
                KeepResult);
        }
    }

    // What a caller hands over as a sequence may be a query of his.
    private static void AnalyzeParameters(HotMember member)
    {
        if (member.Operations() is not [var first, ..] || member.Symbol.MethodKind == MethodKind.Constructor)
            return;
        IOperation body = first;
        while (body.Parent is { } parent)
            body = parent;
        foreach (var parameter in member.Symbol.Parameters)
        {
            if (!IsPlainSequence(parameter.Type) || parameter.RefKind != RefKind.None)
                continue;
            var references = Functions.ReferencesTo(parameter, body);
            if (references.Count == 0 || references.Any(OwnedLocals.IsWritten) || references.Any(IsAskedFor) || EnumerationCount.Of(parameter, body, isFull: false) is not { Text: { } text } runs || !(runs.IsInLoop || runs.AreFull))
                continue;
            var reads = references.Where(reference => reference.Parent is not IBinaryOperation && !RepeatedCode.IsExceptional(reference)).ToList();
            if (reads.Count == 0 || member.Assess(reads[0].Syntax, Proof.Callee(SampleKind.Cpu, "System.Linq.Enumerable+*")) is not { } assessment
                || GivenByCallers.AreAll(parameter, member.SemanticModel, Sequences.IsCounted, member.CancellationToken))
            {
                continue;
            }

            member.Report(
                reads[reads.Count - 1].Syntax.GetLocation(), reads.Take(reads.Count - 1).Select(read => read.Syntax.GetLocation()), assessment,
                parameter.Name, "may be a query of the caller, which then runs " + text, KeepResult);
        }
    }

    // names.Contains(x) again and again is a search, of which PI2001 tells, and a set may be behind it.
    private static bool IsAskedFor(IOperation reference) => Uses.ParentOf(reference) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Contains" } };

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

    // A method that promises no more than IEnumerable<T>, and is not seen to return a list: said only of what a loop repeats.
    private static bool MayBeLazy(IInvocationOperation query, ITypeSymbol type, HotMember member)
    {
        var method = query.TargetMethod;
        if (!IsPlainSequence(type) || !IsPlainSequence(method.ReturnType) || Sequences.IsLinq(method) || Sequences.IsQueryable(query.Instance?.Type))
            return false;
        if (method.DeclaringSyntaxReferences is not [var reference])
            return FrameworkCalls.IsFramework(method.ContainingType) && method.Name.StartsWith("Enumerate", StringComparison.Ordinal);
        if (method.IsAbstract)
            return true;
        if (reference.SyntaxTree != member.SemanticModel.SyntaxTree)
            return false;
        return reference.GetSyntax(member.CancellationToken).DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .Select(node => node switch { ReturnStatementSyntax result => result.Expression, ArrowExpressionClauseSyntax arrow => arrow.Expression, _ => null })
            .Any(value => value is not null && member.SemanticModel.OperationOf(value, member.CancellationToken) is { } returned
                && Sequences.Received(returned) is IInvocationOperation call && IsPlainSequence(call.TargetMethod.ReturnType)
                && call.TargetMethod.Name is not ("Empty" or "AsEnumerable"));
    }

    private static bool IsPlainSequence(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private static bool Yields(SyntaxNode method) => method is MethodDeclarationSyntax { Body: { } body }
        && body.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .Any(node => node is YieldStatementSyntax);

    // Even the first element of a sorted or grouped sequence needs all of the source.
    private static bool IsAlwaysFull(IInvocationOperation query) => Sequences.OperatorsOf(query).Any(one =>
        one.TargetMethod.Name is "GroupBy" or "Reverse" or "Join" or "GroupJoin" || one.TargetMethod.Name.StartsWith("Order", StringComparison.Ordinal));
}

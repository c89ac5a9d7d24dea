using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2005: elements of a sequence without an index are asked for by number, which counts from its start each time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IndexedLazySequenceAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.IndexedLazySequence,
        "Sequence is counted from its start for each element",
        "'{1}' goes through '{2}' from its start {3}; it {0}: go through it once, or copy it to a list before",
        "ElementAt and Skip of what is no list read all elements before the wanted one, so reading n elements by number costs n² steps.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var operation in member.Operations())
        {
            if (operation is not IInvocationOperation { TargetMethod.Name: "ElementAt" or "ElementAtOrDefault" or "Skip" } call
                || !Sequences.IsLinq(call.TargetMethod) || call.Arguments.Length != 2
                || Sequences.SourceOf(call) is not { Type: { } type } source || Sequences.IsQueryable(type)
                || (Sequences.IsIndexed(type) && !IsCopied(source)) || RepeatedCode.IsExceptional(call) || FixedData.IsFixed(source, call))
            {
                continue;
            }

            if (WhereOf(call, source, member) is not { } where)
                continue;
            var internals = new[] { CalleeName.Of(call.TargetMethod), "System.Linq.Enumerable.TryGetElementAt*", "System.Linq.Enumerable+*Skip*" };
            member.Report(call.Syntax, Proof.Callee(SampleKind.Cpu, internals), CodeText.Of(call.Syntax), CodeText.Of(source.Syntax), where);
        }
    }

    private static bool IsCopied(IOperation source) => Sequences.IsCopy(source);

    private static string? WhereOf(IInvocationOperation call, IOperation source, HotMember member)
    {
        var index = call.Arguments[1].Value;
        if (RepeatedCode.Around(call).FirstOrDefault() is { } region)
            return Invariance.IsSameObject(source, region) && Invariance.Varies(index, region) ? "in each iteration" : null;

        // Skip is also how a page is taken, once.
        return call.TargetMethod.Name != "Skip" && !index.ConstantValue.HasValue && CollectionPath.Of(Sequences.BaseOf(source)) is { Root: IFieldSymbol or IPropertySymbol }
            && member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor)
                ? "at each call"
                : null;
    }
}

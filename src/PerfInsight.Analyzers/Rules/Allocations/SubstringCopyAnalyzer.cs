using Microsoft.CodeAnalysis;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1008: text is copied only to be looked at.</summary>
public sealed class SubstringCopyAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.SubstringCopy,
        "Text is copied only to be looked at",
        "'{1}' copies text only to {2}; it {0}: {3}",
        "Substring, Split, Trim, ToLower and ToCharArray make new text. Where that is only compared, searched, parsed or appended, the "
        + "characters that are there serve.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(OperationKinds.Work))
        {
            if (TextCopy.Of(operation, member.Compilation, member.CancellationToken) is not { } copy || RareCode.IsError(operation) || RarePaths.IsRare(operation))
                continue;
            member.Report(
                operation.Syntax,
                Proof.AllocatedType(operation.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Char } ? "System.Char[]" : "System.String"),
                CodeText.Of(operation.Syntax),
                copy.Purpose,
                copy.Remedy);
        }
    }
}

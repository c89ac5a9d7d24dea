using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>PI2012: text is put at, or taken from, the front of a StringBuilder, which moves all that is in it.</summary>
public sealed class TextInsertedAtFrontAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.TextInsertedAtFront,
        "StringBuilder moves all of its text",
        "'{1}' moves the whole text {2}; it {0}: {3}",
        "Text that is inserted at the front of a StringBuilder, or removed there, moves all that is behind it, so building a text so costs the square of "
        + "its length.");

    private protected override void Analyze(HotMember member)
    {
        foreach (var call in member.Invocations())
        {
            if (call is not { TargetMethod: { Name: "Insert" or "Remove", ContainingType: { Name: "StringBuilder" } }, Instance: { } instance }
                || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value.ConstantValue is not { HasValue: true, Value: 0 }
                || Sequences.Received(instance) is not { } builder || RepeatedCode.IsExceptional(call))
            {
                continue;
            }

            var region = RepeatedCode.Around(call).FirstOrDefault();
            var isRepeated = region is not null
                ? Invariance.IsSameObject(builder, region) && !IsClearedIn(builder, region)
                : call.TargetMethod.Name == "Insert" && CollectionPath.Of(builder) is { Root: IFieldSymbol or IPropertySymbol };
            if (!isRepeated || EmptiesIt(call))
                continue;
            member.Report(
                call.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Text.StringBuilder.Insert", "System.Text.StringBuilder.Remove", "System.Text.StringBuilder.MakeRoom", "System.Buffer.Memmove*", "System.SpanHelpers.Memmove"),
                CodeText.Of(call.Syntax),
                region is null ? "at each call" : "in each iteration",
                call.TargetMethod.Name == "Insert" ? "append and reverse the parts, or collect them in a Stack and append once" : "keep an index of the first character that counts");
        }
    }

    // Remove(0, Length) is an old way to write Clear.
    private static bool EmptiesIt(IInvocationOperation call) =>
        call.TargetMethod.Name == "Remove" && call.Arguments.LastOrDefault()?.Value is IPropertyReferenceOperation { Property.Name: "Length" };

    private static bool IsClearedIn(IOperation builder, IOperation region) => CollectionPath.Of(builder) is { } path && region.Descendants().Any(operation =>
        operation switch
        {
            IInvocationOperation { TargetMethod.Name: "Clear", Instance: { } instance } => path.Is(CollectionPath.Of(instance)),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } } => path.Is(CollectionPath.Of(instance)),
            _ => false,
        });
}

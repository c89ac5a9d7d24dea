using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1014: an array grows by the same few elements each time.</summary>
public sealed class ArrayResizeAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ArrayResize,
        "Array grows by a few elements at a time",
        "'{1}' copies the whole array to make room for {2} more {3} and {0}: use a List, or double the length",
        "An array that grows by a constant is copied n times on its way to n elements; one that doubles is copied log n times.");

    private protected override void Analyze(HotMember member)
    {
        // Where the copies also cost time, PI2015 speaks.
        if (member.Symbol.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || HotThreshold.IsHot(member.Evidence.Own(SampleKind.Cpu), member.Options))
            return;
        foreach (var resize in member.Invocations())
        {
            if (resize is not { TargetMethod: { Name: "Resize", ContainingType.SpecialType: SpecialType.System_Array }, Arguments: [var array, var size] }
                || Step(size.Value) is not { } step || Place(array.Value, resize) is not { } place || RareCode.IsError(resize))
            {
                continue;
            }

            member.Report(
                resize.Syntax,
                Proof.AllocatedType(array.Value.Type is { } type ? CalleeName.OfType(type) : "System.Array"),
                CodeText.Of(resize.Syntax),
                step == 1 ? "one" : step.ToString(System.Globalization.CultureInfo.InvariantCulture),
                place);
        }
    }

    // items.Length + 4
    private static int? Step(IOperation size)
    {
        if (Collections.WithoutConversions(size) is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum)
            return null;
        return sum.RightOperand.ConstantValue.Value as int? ?? sum.LeftOperand.ConstantValue.Value as int?;
    }

    // A local of a loop, or what lives on between calls.
    private static string? Place(IOperation array, IOperation resize)
    {
        if (Loops.Around(resize).FirstOrDefault() is { } loop)
            return Collections.SymbolOf(array) is { } symbol && !Collections.IsDeclaredIn(symbol, loop) && !LoopFlow.LeavesAfter(loop, resize) ? "in each iteration" : null;
        return array is IFieldReferenceOperation ? "in each call" : null;
    }
}

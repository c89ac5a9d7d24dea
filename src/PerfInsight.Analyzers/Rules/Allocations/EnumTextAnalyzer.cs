using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1012: the name of an enum value is looked up again and again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnumTextAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.EnumText,
        "Name of an enum value is looked up each time",
        "'{1}' looks up a name among those of '{2}' in each call and {0}: {3}",
        "The runtime boxes the value and searches the names of its type; parsing compares the text with each of them.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations())
        {
            if (operation is not IInvocationOperation call || Of(call) is not { } found || IsLeftOver(call) || RareCode.IsRare(call) || RareCode.IsError(call) || RarePaths.IsRare(call) || RepeatedCode.IsKept(call))
                continue;
            member.Report(
                call.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Enum.*", "System.RuntimeType.GetEnumName*", "System.RuntimeType.CreateEnum*"),
                CodeText.Of(call.Syntax),
                found.Type.Name,
                found.Remedy);
        }
    }

    private static (ITypeSymbol Type, string Remedy)? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is { Name: "ToString", Parameters.IsEmpty: true } && call.Instance?.Type is { TypeKind: TypeKind.Enum } type)
            return (type, IsFlags(type) ? "keep the texts of the values in a dictionary" : "name the values in a switch, or keep their names");
        if (method is not { IsStatic: true, ContainingType.SpecialType: SpecialType.System_Enum } || TypeOf(call) is not { TypeKind: TypeKind.Enum } of)
            return null;
        return method.Name switch
        {
            "GetName" or "Format" => (of, "name the values in a switch, or keep their names"),
            "Parse" or "TryParse" => (of, "find the value in a dictionary or a switch of its names"),
            "IsDefined" => (of, "compare with the values in a switch"),
            _ => null,
        };
    }

    // value switch { Color.Red => "red", _ => value.ToString() }: the values that are expected are named.
    private static bool IsLeftOver(IInvocationOperation call) =>
        call.Parent is ISwitchExpressionArmOperation { Pattern: IDiscardPatternOperation, Parent: ISwitchExpressionOperation { Value: var value } }
        && Collections.SymbolOf(value) is { } named && SymbolEqualityComparer.Default.Equals(named, Collections.SymbolOf(call.Instance));

    private static bool IsFlags(ITypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute");

    private static ITypeSymbol? TypeOf(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments is [var argument])
            return argument;
        return call.Arguments.Select(one => one.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1012: the name of an enum value is looked up again and again.</summary>
public sealed class EnumTextAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.Cpu)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.EnumText,
        "Name of an enum value is looked up each time",
        "'{1}' looks up a name among those of '{2}' in each call and {0}: {3}",
        "The runtime boxes the value and searches the names of its type; parsing compares the text with each of them.");

    private static readonly OperationKinds LookedAt = new(OperationKind.Invocation, OperationKind.InterpolatedString);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            var found = operation is IInvocationOperation invoked ? Of(invoked) : OfText(operation);
            if (found is null || IsLeftOver(operation) || RareCode.IsRare(operation) || RareCode.IsError(operation) || RarePaths.IsRare(operation) || RepeatedCode.IsKept(operation))
                continue;
            member.Report(
                operation.Syntax,
                Proof.Callee(SampleKind.Cpu, "System.Enum.*", "System.RuntimeType.GetEnumName*", "System.RuntimeType.CreateEnum*"),
                CodeText.Of(operation.Syntax),
                found.Value.Type.Name,
                found.Value.Remedy);
        }
    }

    private static (ITypeSymbol Type, string Remedy)? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method is { Name: "ToString", Parameters.IsEmpty: true } && call.Instance?.Type is { TypeKind: TypeKind.Enum } type)
            return (type, call.Instance is IFieldReferenceOperation { Field.HasConstantValue: true } ? "use nameof" : IsFlags(type) ? "keep the texts of the values in a dictionary" : "name the values in a switch, or keep their names");
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
    private static bool IsLeftOver(IOperation operation) => operation is IInvocationOperation call
        && call.Parent is ISwitchExpressionArmOperation { Pattern: IDiscardPatternOperation, Parent: ISwitchExpressionOperation { Value: var value } }
        && Collections.SymbolOf(value) is { } named && SymbolEqualityComparer.Default.Equals(named, Collections.SymbolOf(call.Instance));

    // $"Unit_{unit}" has as many values as the enum, and each of them could be a constant.
    private static (ITypeSymbol Type, string Remedy)? OfText(IOperation operation)
    {
        if (operation is not IInterpolatedStringOperation { Type.SpecialType: SpecialType.System_String, Parts: var parts } || IsLogged(operation))
            return null;
        var holes = parts.OfType<IInterpolationOperation>().ToList();
        return holes is [{ FormatString: null, Alignment: null, Expression.Type: { TypeKind: TypeKind.Enum } type }] && !IsFlags(type) ? (type, "name the whole text for each value in a switch") : null;
    }

    private static bool IsLogged(IOperation text) =>
        Uses.ParentOf(text) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } && (TextMethods.IsLogging(method) || TextMethods.IsError(method) || method.Name is "WriteLine" or "Print");

    private static bool IsFlags(ITypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute");

    private static ITypeSymbol? TypeOf(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments is [var argument])
            return argument;
        return call.Arguments.Select(one => one.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1005: values are boxed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BoxedValueAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.BoxedValue,
        "Value is boxed",
        "'{1}' of type '{2}' is boxed {3}, which {0}: {4}",
        "A value that is used as an object or through an interface is copied to the heap first, each time anew.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        AnalyzeEquals(member);
        HashSet<IOperation>? told = null;
        foreach (var operation in member.Operations())
        {
            if (BoxedValue.Of(operation, member.Compilation) is not { } boxed || told?.Contains(boxed.Problem) == true || RareCode.IsRare(boxed.Problem))
                continue;
            (told ??= []).Add(boxed.Problem);
            if (member.Assess(operation.Syntax, Proof.AllocatedType(CalleeName.OfType(boxed.Type.OriginalDefinition))) is { } assessment)
            {
                member.Report(
                    boxed.Place(), assessment, CodeText.Of(boxed.Value.Syntax), boxed.Type.ToMinimalDisplayString(member.SemanticModel, operation.Syntax.SpanStart),
                    Loops.Around(operation).Any() ? "in this loop" : "in each call", boxed.Remedy);
            }
        }
    }

    // Whoever compares by Equals(object) boxes: dictionaries and sets too, unless there is a typed one.
    private static void AnalyzeEquals(HotMember member)
    {
        if (member.Symbol is not { Name: "Equals", IsOverride: true, Parameters: [{ Type.SpecialType: SpecialType.System_Object } parameter], ContainingType: { IsValueType: true, IsRefLikeType: false } type }
            || type.AllInterfaces.Any(one => one is { Name: "IEquatable", TypeArguments.Length: 1 })
            || member.Declaration is not MethodDeclarationSyntax { ParameterList: { } place })
        {
            return;
        }

        if (member.Assess(place, Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition))) is { } assessment)
            member.Report(place, assessment, parameter.Name, type.Name, "in each call", $"implement IEquatable<{type.Name}>");
    }
}

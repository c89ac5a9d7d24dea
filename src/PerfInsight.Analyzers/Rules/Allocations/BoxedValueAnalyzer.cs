using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1005: values are boxed.</summary>
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
            if (operation is IForEachLoopOperation loop)
                AnalyzeEntries(member, loop);
            if (BoxedValue.Of(operation, member.Compilation) is not { } boxed || told?.Contains(boxed.Problem) == true || RareCode.IsRare(boxed.Problem) || RareCode.IsRare(boxed.Value))
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

    // foreach reads the entries of a dictionary without type arguments as objects, one box each.
    private static void AnalyzeEntries(HotMember member, IForEachLoopOperation loop)
    {
        if (loop.Locals is not [{ Type: { Name: "DictionaryEntry", ContainingNamespace.Name: "Collections" } type } entry]
            || Collections.WithoutConversions(loop.Collection) is not { Type: { } source } collection || !IsUntypedDictionary(source) || IsSeldomFilled(collection) || RareCode.IsRare(loop))
        {
            return;
        }

        if (member.Assess(loop.Syntax, Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition))) is { } assessment)
        {
            member.Report(
                loop.Collection.Syntax, assessment, entry.Name, type.Name, "in this loop",
                "step through it with its IDictionaryEnumerator and read Entry, or keep a Dictionary<TKey, TValue>");
        }
    }

    private static bool IsUntypedDictionary(ITypeSymbol type) => IsDictionary(type) || type.AllInterfaces.Any(IsDictionary);

    private static bool IsDictionary(ITypeSymbol type) => type is { Name: "IDictionary", TypeKind: TypeKind.Interface } and INamedTypeSymbol { IsGenericType: false };

    // What an exception carries, and what the system was started with.
    private static bool IsSeldomFilled(IOperation collection) => collection is IPropertyReferenceOperation { Property: { Name: "Data", ContainingType.Name: "Exception" } }
        or IInvocationOperation { TargetMethod.ContainingType.Name: "Environment" };

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

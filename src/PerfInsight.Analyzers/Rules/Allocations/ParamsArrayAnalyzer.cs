using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1006: a call allocates an array for its params arguments.</summary>
public sealed class ParamsArrayAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ParamsArray,
        "Array is allocated for params arguments",
        "'{1}' makes a new {2} of its arguments {3}, which {0}: {4}",
        "Each call of a method with a params array allocates one, however few arguments there are.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var call in member.Invocations())
        {
            if (call is not { TargetMethod: { Parameters: { IsEmpty: false } parameters } method }
                || !parameters[parameters.Length - 1].IsParams
                || ElementsOf(call) is not { } elements
                || !IsWorthATell(method) || elements.Any(BoxedValue.IsToldOf) || RareCode.IsRare(elements[0]) || RarePaths.IsRare(call)
                || KeptArgument.Is(parameters[parameters.Length - 1]))
            {
                continue;
            }

            var type = (IArrayTypeSymbol)parameters[parameters.Length - 1].Type;
            if (member.Assess(call.Syntax, Proof.AllocatedType(CalleeName.OfType(type))) is { } assessment
                && (assessment.Confidence == Confidence.Confirmed || !MakesObjectsOfEach(parameters[parameters.Length - 1])))
            {
                member.Report(
                    PlaceOf(call), assessment, method.Name, type.ToMinimalDisplayString(member.SemanticModel, NullableFlowState.None, call.Syntax.SpanStart),
                    Loops.Around(call).Any() ? "in this loop" : "in each call", RemedyFor(method, elements));
            }
        }
    }

    // foreach (var one in all) Add(new Entry(one)); beside what is made of each element the array is nothing. By the text of the method.
    private static bool MakesObjectsOfEach(IParameterSymbol parameter)
    {
        if (parameter.OriginalDefinition is not { ContainingSymbol: IMethodSymbol { DeclaringSyntaxReferences: [var reference] } } original)
            return false;
        foreach (var node in reference.GetSyntax().DescendantNodes())
        {
            if (node is ForEachStatementSyntax { Expression: IdentifierNameSyntax all, Statement: var body } && all.Identifier.ValueText == original.Name
                && body.DescendantNodes(inside => inside is not (IfStatementSyntax or SwitchStatementSyntax or ThrowStatementSyntax)).Any(inside => inside is ObjectCreationExpressionSyntax))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<IOperation>? ElementsOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.ParamArray)
            {
                return argument is { Parameter.Type: IArrayTypeSymbol, Value: IArrayCreationOperation { Initializer.ElementValues: { IsEmpty: false } elements } }
                    ? elements
                    : null;
            }
        }

        return null;
    }

    // What else takes a params array in the framework keeps it, or costs far more.
    private static bool IsWorthATell(IMethodSymbol method)
    {
        if (TextMethods.IsError(method))
            return false;
        if (method.Locations.Any(location => location.IsInSource))
            return method.MethodKind is not MethodKind.Constructor;
        return TextMethods.IsFormatting(method) || TextMethods.IsLogging(method)
            || method is { Name: "Combine" or "Join", ContainingType: { Name: "Path" } path } && FrameworkCalls.IsFramework(path);
    }

    private static string RemedyFor(IMethodSymbol method, IReadOnlyList<IOperation> elements)
    {
        if (elements.All(element => element.ConstantValue.HasValue))
            return "keep the array in a static readonly field";
        if (TextMethods.IsFormatting(method))
            return method.Name.IndexOf("Format", StringComparison.Ordinal) >= 0 ? "use an interpolated string" : "use an overload without params, or spans";
        if (TextMethods.IsLogging(method))
            return "ask first whether the level is on, or use a source-generated LoggerMessage";
        return method.Locations.Any(location => location.IsInSource)
            ? $"add an overload for {elements.Count} argument{(elements.Count == 1 ? "" : "s")}, or take a ReadOnlySpan"
            : "use an overload without params";
    }

    private static Location PlaceOf(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax syntax && CodeSpan.NameOf(syntax) is { } name
        ? CodeSpan.Between(name, CodeSpan.EndOf(syntax))
        : call.Syntax.GetLocation();
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Keeps the task of a constant in a static field, the first of its type, so that it is there before all else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CompletedTaskFixer() : HotMemberFixer(RuleIds.CompletedTask)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod.Name: "FromResult", Arguments: [{ Value: var argument }], Type: INamedTypeSymbol { TypeArguments: [var result] } type }
            || Collections.WithoutConversions(argument)?.ConstantValue.HasValue != true
            || result is ITypeParameterSymbol || place.Node is not InvocationExpressionSyntax call || Comments.IsIn(call) || !StaticField.CanHold(call, place))
        {
            return null;
        }

        var spelled = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(place.Model, NullableFlowState.NotNull, call.SpanStart);
        return new StaticField(spelled, "CompletedResult", call.WithoutTrivia().ToString()).AddTo(place, call, SyntaxFactory.IdentifierName) is { } root
            ? new Fix("Keep the task in a static field", root)
            : null;
    }
}

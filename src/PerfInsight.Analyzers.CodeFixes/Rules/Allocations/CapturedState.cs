using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>What lambdas capture, and whether a copy made when they are handed over is as good.</summary>
internal static class CapturedState
{
    private static readonly HashSet<string> NoElementNames = new(StringComparer.Ordinal)
    {
        "Rest", "ToString", "GetHashCode", "Equals", "CompareTo", "Deconstruct", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals",
    };

    /// <summary>The variables that the lambdas of a call capture; null where a copy could be told from what they capture.</summary>
    public static Captures? Of(StateOverload twin)
    {
        var variables = new List<ISymbol>();
        var usesThis = false;
        foreach (var lambda in twin.Lambdas)
        {
            var captures = Captures.Of(lambda);
            usesThis |= captures.This;
            foreach (var variable in captures.Variables.Where(variable => !variables.Contains(variable, SymbolEqualityComparer.Default)))
                variables.Add(variable);
            if (CallsLocalFunction(lambda) || lambda.Descendants().Any(operation => operation.Syntax is BaseExpressionSyntax))
                return null;
        }

        var isLater = twin.IsLater || twin.Lambdas.Any(lambda =>
            lambda.Symbol.IsAsync || lambda.Body.Descendants().Any(operation => operation is IAnonymousFunctionOperation or ILocalFunctionOperation));
        var result = new Captures(usesThis, variables);
        if (result.IsEmpty || !variables.All(variable => IsSettled(variable, twin.Call, isLater) && IsName(variable.Name)))
            return null;
        return !twin.IsObject || (usesThis ? variables.Count == 0 : variables is [var only] && TypeOf(only).IsReferenceType) ? result : null;
    }

    /// <summary>The type of a local or parameter.</summary>
    public static ITypeSymbol TypeOf(ISymbol variable) => variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;

    // It may capture variables of its own, which a static lambda could not give it.
    private static bool CallsLocalFunction(IAnonymousFunctionOperation lambda) => lambda.Body.Descendants().Any(operation => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction, IsStatic: false } called } => !lambda.Syntax.Span.Contains(called.Locations[0].SourceSpan),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction, IsStatic: false } called } => !lambda.Syntax.Span.Contains(called.Locations[0].SourceSpan),
        _ => false,
    });

    // The lambda sees a variable as it is when it runs, an argument as it was when it was handed over.
    private static bool IsSettled(ISymbol variable, IInvocationOperation call, bool isLater)
    {
        if (variable is IParameterSymbol parameter && (parameter.RefKind != RefKind.None || IsOfPrimaryConstructor(parameter)))
            return false;
        var function = Functions.Around(call);
        var isOwn = SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            ILocalFunctionOperation local => local.Symbol,
            _ => call.SemanticModel!.GetEnclosingSymbol(call.Syntax.SpanStart),
        });
        foreach (var reference in Functions.ReferencesTo(variable, call))
        {
            if (reference.Parent is IAddressOfOperation)
                return false;
            if (OwnedLocals.IsWritten(reference)
                && (isLater || !isOwn || call.Syntax.Span.Contains(reference.Syntax.Span) || !ReferenceEquals(Functions.Around(reference), function)))
            {
                return false;
            }
        }

        return TypeOf(variable) switch
        {
            { IsReferenceType: true } => true,
            ITypeParameterSymbol => !Functions.ReferencesTo(variable, call).Any(IsReceiver),
            var type => IsImmutableValue(type),
        };
    }

    // A method of a mutable value would change the copy alone.
    private static bool IsImmutableValue(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.IsReadOnly || PureCalls.IsImmutable(type)
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } && IsImmutableValue(value));

    private static bool IsReceiver(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => ReferenceEquals(call.Instance, reference),
        IPropertyReferenceOperation property => ReferenceEquals(property.Instance, reference),
        IEventReferenceOperation or IMethodReferenceOperation or IConditionalAccessOperation => true,
        _ => false,
    };

    private static bool IsOfPrimaryConstructor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    private static bool IsName(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && !NoElementNames.Contains(name)
        && !name.StartsWith("Item", StringComparison.Ordinal);
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Lets a StringBuilder grow in the loop and makes the string of it after the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StringConcatInLoopFixer() : HotMemberFixer(RuleIds.StringConcatInLoop)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not { } operation
            || StringAccumulation.Of(operation) is not { Symbol: ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None } } accumulation
            || IsSharedOrNullable(accumulation, place))
        {
            return null;
        }

        // The outermost loop gains most; an inner one is taken where the outer one uses the string itself.
        return StringConcatInLoopAnalyzer.LoopsOf(accumulation).Reverse()
            .Select(loop => Rewrite(accumulation, loop, place))
            .FirstOrDefault(fix => fix is not null);
    }

    private static Fix? Rewrite(StringAccumulation accumulation, ILoopOperation loop, FixContext place)
    {
        var symbol = accumulation.Symbol;
        if (loop.Syntax is not StatementSyntax statement
            || !Statements.CanReplace(statement)
            || place.Model.Compilation.GetTypeByMetadataName("System.Text.StringBuilder") is not { } type
            || InterruptedLoop.ShowsValueOf(symbol, loop)
            || place.Model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow
            || !flow.DefinitelyAssignedOnEntry.Contains(symbol, SymbolEqualityComparer.Default))
        {
            return null;
        }

        var builder = Names.Unused(Names.CamelCase(symbol.Name) + "Builder", statement, place.Model);
        if (StringBuilderUses.Prepare(symbol, loop, builder) is not { } replacements)
            return null;

        var variable = accumulation.Target.Syntax.WithoutTrivia();
        var initial = IsEmptyBefore(symbol, loop) ? "" : variable.ToString();
        var declaration = Imports.Import(
            Statements.Parse($"var {builder} = new System.Text.StringBuilder({initial});", statement), type, place.Document);
        var newLoop = statement.ReplaceNodes(replacements.Keys, (original, _) => replacements[original]).WithoutLeadingTrivia();
        StatementSyntax[] statements = flow.DataFlowsOut.Contains(symbol, SymbolEqualityComparer.Default)
            && place.Model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true }
            ? [declaration, newLoop, Statements.Parse($"{variable} = {builder}.ToString();", statement)]
            : [declaration, newLoop];
        return new Fix("Append to a StringBuilder", Statements.Replace(place.Root, statement, statements));
    }

    // Others could see the string while the loop runs, or it is null and would come back as an empty one.
    private static bool IsSharedOrNullable(StringAccumulation accumulation, FixContext place)
    {
        var symbol = accumulation.Symbol;
        var function = Functions.Around(accumulation.Assignment);
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } parameter
            && parameter.DeclaringSyntaxReferences.Any(r => r.GetSyntax(place.CancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { ParameterList: { } primary } && primary.Span.Contains(r.Span)))
        {
            return true;
        }

        foreach (var reference in Functions.ReferencesTo(symbol, accumulation.Assignment))
        {
            if (!ReferenceEquals(Functions.Around(reference), function)
                || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }
                || reference.Parent is ITupleOperation { Parent: IDeconstructionAssignmentOperation }
                || reference.Syntax.Parent is RefExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression })
            {
                return true;
            }

            if (reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
                && !Nullness.IsNeverNullString(assignment.Value, place.Model, place.CancellationToken))
            {
                return true;
            }
        }

        return symbol switch
        {
            IParameterSymbol { NullableAnnotation: not NullableAnnotation.NotAnnotated } => true,
            ILocalSymbol local => !local.DeclaringSyntaxReferences.All(r =>
                r.GetSyntax(place.CancellationToken) is VariableDeclaratorSyntax declarator
                && (declarator.Initializer is null
                    || (place.Model.GetOperation(declarator.Initializer.Value, place.CancellationToken) is { } value
                        && Nullness.IsNeverNullString(value, place.Model, place.CancellationToken)))),
            _ => false,
        };
    }

    // The statements before the loop give it an empty string and do not use it after that.
    private static bool IsEmptyBefore(ISymbol symbol, ILoopOperation loop)
    {
        if (loop.Parent is not IBlockOperation block)
            return false;
        for (var i = block.Operations.IndexOf(loop) - 1; i >= 0; i--)
        {
            switch (block.Operations[i])
            {
                case IVariableDeclarationGroupOperation group
                    when group.Declarations.SelectMany(d => d.Declarators).FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, symbol)) is { } declarator:
                    return declarator.GetVariableInitializer() is { } initializer && Nullness.IsEmptyString(initializer.Value);
                case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when Functions.IsReferenceTo(assignment.Target, symbol):
                    return Nullness.IsEmptyString(assignment.Value);
                case ILabeledOperation:
                    return false;
                case var statement when statement.Descendants().Any(operation => Functions.IsReferenceTo(operation, symbol)):
                    return false;
            }
        }

        return false;
    }
}

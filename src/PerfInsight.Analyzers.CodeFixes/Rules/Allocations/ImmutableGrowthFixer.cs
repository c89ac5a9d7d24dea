using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// Fills a builder in the loop and makes the collection after it, where the loop does nothing with the collection but to put elements
/// into it or take them out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ImmutableGrowthFixer() : HotMemberFixer(RuleIds.ImmutableGrowth)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { Instance: { Type: { } type } instance } change || Collections.SymbolOf(instance) is not { } symbol
            || symbol is not (ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } }))
        {
            return null;
        }

        var function = Functions.Around(change);
        if (!Functions.ReferencesTo(symbol, change).All(reference => ReferenceEquals(Functions.Around(reference), function)))
            return null;
        return Loops.Around(change).Reverse().Select(loop => Rewrite(symbol, type, loop, place)).FirstOrDefault(fix => fix is not null);
    }

    private static Fix? Rewrite(ISymbol symbol, ITypeSymbol type, IOperation around, FixContext place)
    {
        if (around is not ILoopOperation { Syntax: StatementSyntax statement } loop || Collections.IsDeclaredIn(symbol, loop) || !Statements.CanReplace(statement)
            || InterruptedLoop.ShowsValueOf(symbol, loop) || place.Model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow
            || !flow.DefinitelyAssignedOnEntry.Contains(symbol, SymbolEqualityComparer.Default) || !IsThere(symbol, type, loop, place))
        {
            return null;
        }

        var builder = Names.Unused(Names.CamelCase(symbol.Name) + "Builder", statement, place.Model);
        var replacements = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var reference in loop.Descendants().Where(reference => Functions.IsReferenceTo(reference, symbol)))
        {
            // Each stands in a statement of this shape, as its target and as its receiver.
            if (AssignmentOf(reference) is not { Syntax: AssignmentExpressionSyntax assignment, Value: IInvocationOperation { Syntax: InvocationExpressionSyntax call } step }
                || !Functions.IsReferenceTo(step.Instance!, symbol) || Comments.IsIn(assignment) || StepOf(step, call, type, builder) is not { } written)
            {
                return null;
            }

            replacements[assignment] = SyntaxFactory.ParseExpression(written).WithTriviaFrom(assignment);
        }

        var name = SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;
        var filled = statement.ReplaceNodes(replacements.Keys, (original, _) => replacements[original]).WithoutLeadingTrivia();
        var declaration = Statements.Parse($"var {builder} = {name}.ToBuilder();", statement);
        StatementSyntax[] statements = flow.DataFlowsOut.Contains(symbol, SymbolEqualityComparer.Default)
            && place.Model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true }
            ? [declaration, filled, Statements.Parse($"{name} = {builder}.ToImmutable();", statement)]
            : [declaration, filled];
        var root = Statements.Replace(place.Root, statement, statements);
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Fill a builder", root);
    }

    // items = items.Add(x);
    private static ISimpleAssignmentOperation? AssignmentOf(IOperation reference)
    {
        var assignment = reference.Parent as ISimpleAssignmentOperation ?? reference.Parent?.Parent as ISimpleAssignmentOperation;
        return assignment is { Parent: IExpressionStatementOperation, Value: IInvocationOperation { Instance: { } instance } } && Functions.IsReferenceTo(assignment.Target, Collections.SymbolOf(reference)!)
            && (ReferenceEquals(assignment.Target, reference) || ReferenceEquals(instance, reference)) ? assignment : null;
    }

    // What a builder does in the same way, with the same exceptions.
    private static string? StepOf(IInvocationOperation step, InvocationExpressionSyntax call, ITypeSymbol type, string builder)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Any(argument => argument.NameColon is not null) || !SymbolEqualityComparer.Default.Equals(step.Type, type))
            return null;
        var isDictionary = type.Name is "ImmutableDictionary" or "ImmutableSortedDictionary";
        var isSet = type.Name is "ImmutableHashSet" or "ImmutableSortedSet";
        var isSequence = type.Name is "ImmutableList" or "ImmutableArray";
        return step.TargetMethod.Name switch
        {
            "Add" when arguments.Count == (isDictionary ? 2 : 1) && (isDictionary || isSet || isSequence) => $"{builder}.Add({arguments})",
            "Remove" when arguments.Count == 1 && (isDictionary || isSet) => $"{builder}.Remove({arguments})",
            "SetItem" when arguments.Count == 2 && isDictionary => $"{builder}[{arguments[0]}] = {arguments[1]}",
            _ => null,
        };
    }

    // An ImmutableArray is compared by its array, which would be another one even where no element was added: only an empty one is the same.
    private static bool IsThere(ISymbol symbol, ITypeSymbol type, ILoopOperation loop, FixContext place)
    {
        if (type.Name != "ImmutableArray")
        {
            return loop.Descendants().Where(reference => Functions.IsReferenceTo(reference, symbol) && !OwnedLocals.IsWritten(reference))
                .All(reference => place.Model.GetTypeInfo(reference.Syntax, place.CancellationToken).Nullability.FlowState == NullableFlowState.NotNull || IsEmpty(symbol, loop));
        }

        return IsEmpty(symbol, loop);
    }

    private static bool IsEmpty(ISymbol symbol, ILoopOperation loop) =>
        symbol is ILocalSymbol local && OwnedLocals.InitializerOf(local, loop) is IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } }
        && Functions.ReferencesTo(local, loop).Where(OwnedLocals.IsWritten).All(reference => loop.Syntax.Span.Contains(reference.Syntax.Span))
        && !Loops.Around(loop).Any(outer => !Collections.IsDeclaredIn(local, outer));
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// Keeps the result of a query in a list where each run of it is known to give the same: nothing that it reads changes while the
/// local lives. The local stays a sequence, so that all that is asked of it means the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RepeatedEnumerationFixer() : HotMemberFixer(RuleIds.RepeatedEnumeration)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } declaration } declarator }
            || statement.Parent is not BlockSyntax block || place.Node is not InvocationExpressionSyntax query
            || place.Model.GetDeclaredSymbol(declarator, place.CancellationToken) is not ILocalSymbol { Type: INamedTypeSymbol { Name: "IEnumerable", TypeArguments: [var element] } } local
            || place.Operation is not { } value || !IsKept(value, place, out var source, out var reads)
            || !QuietSequence.Is(value, place))
        {
            return null;
        }

        var members = reads.SelectMany(KeyExpressions.ChangeableMembers).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToImmutableArray();
        foreach (var later in block.Statements.SkipWhile(other => other != statement).Skip(1))
        {
            if (place.Model.GetOperation(later, place.CancellationToken) is not { } code)
            {
                if (later is LocalFunctionStatementSyntax)
                    return null;
                continue;
            }

            if (!CollectionStability.IsUnchanged(source, members, code, place.Model, place.CancellationToken))
                return null;
        }

        if (IsHandedOn(local, value) || declaration.Type is RefTypeSyntax)
            return null;
        var copied = SyntaxFactory.ParseExpression($"{query.WithoutTrivia()}.ToList()").WithTriviaFrom(query);
        var isSpelled = !element.ToDisplayString().Contains("<anonymous");
        if (!isSpelled)
            return null;
        var changed = declaration.ReplaceNode(query, copied);
        if (declaration.Type.IsVar)
            changed = changed.WithType(SyntaxFactory.ParseTypeName(local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(place.Model, NullableFlowState.NotNull, declaration.SpanStart)).WithTriviaFrom(declaration.Type));
        var root = place.Root.ReplaceNode(declaration, changed);
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Keep the result in a list", root);
    }

    // Where, Select and the like over one collection, by what the lambdas read of its elements and of locals that keep their values.
    private static bool IsKept(IOperation query, FixContext place, out IOperation source, out List<IOperation> reads)
    {
        reads = [];
        source = query;
        while (Sequences.Received(source) is IInvocationOperation call && Sequences.IsLinq(call.TargetMethod))
        {
            foreach (var operation in call.Arguments.Skip(1).SelectMany(argument => argument.Descendants()))
            {
                if (operation is IMemberReferenceOperation member)
                    reads.Add(member);
                var variable = operation is ILocalReferenceOperation or IParameterReferenceOperation ? Collections.SymbolOf(operation) : null;
                if (variable is not null && !Collections.IsDeclaredIn(variable, query) && Functions.ReferencesTo(variable, query).Any(OwnedLocals.IsWritten))
                    return false;
            }

            source = Sequences.SourceOf(call)!;
        }

        source = Sequences.Received(source)!;
        return source.Type is { } type && QuietSequence.IsKnown(type) && Collections.SymbolOf(source) is not null
            && reads.TrueForAll(read => read is not IPropertyReferenceOperation { Property: var property } || KeyExpressions.IsPlainRead(read, place.Model, place.CancellationToken) || property.IsStatic);
    }

    // A sequence that is returned or stored, or used by a lambda that somebody keeps, is read when nobody knows what it reads.
    private static bool IsHandedOn(ILocalSymbol local, IOperation value) =>
        Functions.ReferencesTo(local, value).Any(reference => !IsReadHere(reference, Functions.Around(value)));

    private static bool IsReadHere(IOperation reference, IOperation function)
    {
        var isRead = Uses.ParentOf(reference) switch
        {
            IForEachLoopOperation => true,
            IArgumentOperation { Parent: IInvocationOperation call } => Sequences.IsLinq(call.TargetMethod) && (!Sequences.IsLazyOperator(call) || Repetition.EndOf(call) is not null),
            _ => false,
        };
        if (!isRead || ReferenceEquals(Functions.Around(reference), function))
            return isRead;
        return Loops.PerElementCall(reference) is { } query && ReferenceEquals(Functions.Around(query), function) && Repetition.EndOf(query) is not null;
    }
}

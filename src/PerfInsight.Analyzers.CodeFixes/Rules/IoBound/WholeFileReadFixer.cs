using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>
/// Reads a file line by line where a loop takes its lines. An error in the middle of the file is then thrown after some lines
/// were used, so the loop must work on locals alone, which nobody sees once it has thrown.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class WholeFileReadFixer() : HotMemberFixer(RuleIds.WholeFileRead)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IInvocationOperation { TargetMethod: { Name: "ReadAllLines", ContainingType.Name: "File" } } call
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access, Parent: ForEachStatementSyntax loop } syntax
            || loop.Expression != syntax
            || place.Model.GetOperation(loop, place.CancellationToken) is not IForEachLoopOperation { Body: var body } each
            || body.DescendantsAndSelf().Any(LeavesEarly) || IsInTry(each)
            || !new LocalWork(place.Model, [each], place.CancellationToken).IsLocal(body))
        {
            return null;
        }

        var root = place.Root.ReplaceNode(syntax, syntax.WithExpression(access.WithName(SyntaxFactory.IdentifierName("ReadLines").WithTriviaFrom(name))));
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix("Read line by line", root);
    }

    // What comes after the last line that is read would not be read, and an error there not thrown.
    private static bool LeavesEarly(IOperation operation) => operation is IReturnOperation or IAwaitOperation or IThrowOperation
        or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo };

    private static bool IsInTry(IOperation loop)
    {
        for (var parent = loop.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ITryOperation)
                return true;
        }

        return false;
    }
}

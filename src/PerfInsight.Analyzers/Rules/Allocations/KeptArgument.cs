using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Methods of the program's own that keep what they are given: nobody can spare them an object for each call.</summary>
internal static class KeptArgument
{
    // What is given to one of these is there after the call.
    private static readonly string[] Keepers = ["Add", "TryAdd", "Insert", "Enqueue", "Push", "Post", "Schedule", "Queue", "StartNew", "Run", "Subscribe", "Register", "Begin", "ContinueWith", "Dispatch"];

    /// <summary>True where the text of a method stores a parameter, puts it into a new object or a collection, or uses it in a lambda.</summary>
    public static bool Is(IParameterSymbol? parameter)
    {
        if (parameter?.OriginalDefinition is not { ContainingSymbol: IMethodSymbol { DeclaringSyntaxReferences: [var reference] } } original)
            return false;
        var declaration = reference.GetSyntax();
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == original.Name && IsKept(name, declaration))
                return true;
        }

        return false;
    }

    private static bool IsKept(IdentifierNameSyntax name, SyntaxNode method)
    {
        if (name.Ancestors().TakeWhile(node => node != method).Any(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            return true;
        SyntaxNode child = name;
        for (var parent = name.Parent; parent is not null && parent != method; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case AssignmentExpressionSyntax assignment:
                    return assignment.Right == child && assignment.Left is not IdentifierNameSyntax { Identifier.ValueText: "_" };
                case BaseObjectCreationExpressionSyntax or InitializerExpressionSyntax:
                    return true;

                case InvocationExpressionSyntax call when call.ArgumentList == child && NameOf(call) is { } called:
                    return Array.Exists(Keepers, keeper => called.StartsWith(keeper, StringComparison.Ordinal));

                // What a call answers is another thing.
                case InvocationExpressionSyntax or StatementSyntax or EqualsValueClauseSyntax or BinaryExpressionSyntax { RawKind: not (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CoalesceExpression }:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>
/// Work under a lock that a method of the type itself does, which is called there: it matches, parses or serialises, or runs
/// what others have put into an event. One call deep, in the same file, by its text.
/// </summary>
internal static class WorkBehindCall
{
    private static readonly HashSet<string> HeavyTypes = new(StringComparer.Ordinal) { "Regex", "JsonSerializer", "JsonConvert", "XmlSerializer", "Activator", "Assembly" };

    private static readonly HashSet<string> HeavyMethods = new(StringComparer.Ordinal) { "GetCustomAttributes", "GetCustomAttribute", "ComputeHash", "HashData", "Compile", "GetMethods", "GetProperties", "GetTypes" };

    /// <summary>The method that does it; null where the code calls none.</summary>
    public static string? Of(IInvocationOperation call) => Find(call, static (inner, events) => IsHeavy(inner) || IsRaised(inner, events));

    /// <summary>True where the method runs what others have put into an event.</summary>
    public static bool IsRaise(IInvocationOperation call) => Find(call, IsRaised) is not null;

    private static string? Find(IInvocationOperation call, Func<InvocationExpressionSyntax, HashSet<string>, bool> isWork)
    {
        if (call is not { Instance: null or IInstanceReferenceOperation, TargetMethod: { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsAsync: false } method }
            || method.OriginalDefinition.DeclaringSyntaxReferences is not [var reference] || reference.SyntaxTree != call.Syntax.SyntaxTree
            || reference.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() != call.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()
            || reference.GetSyntax() is not MethodDeclarationSyntax { Body: not null } and not MethodDeclarationSyntax { ExpressionBody: not null })
        {
            return null;
        }

        var events = EventsOf(method.ContainingType);
        foreach (var node in reference.GetSyntax().DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ThrowStatementSyntax or CatchClauseSyntax)))
        {
            if (node is InvocationExpressionSyntax inner && isWork(inner, events) && !IsRareIn(inner))
                return method.Name;
        }

        return null;
    }

    private static HashSet<string> EventsOf(INamedTypeSymbol type) => new(type.GetMembers().Where(member => member is IEventSymbol).Select(member => member.Name), StringComparer.Ordinal);

    private static bool IsHeavy(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } access
        && (HeavyMethods.Contains(method) || TypeOf(access.Expression) is { } type && HeavyTypes.Contains(type) && method is not "Escape");

    private static string? TypeOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var last } => last,
        _ => null,
    };

    // Changed(this, e); Changed?.Invoke(this, e); Changed.Invoke(this, e);
    private static bool IsRaised(InvocationExpressionSyntax call, HashSet<string> events) => call.Expression switch
    {
        IdentifierNameSyntax name => events.Contains(name.Identifier.ValueText),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Expression: IdentifierNameSyntax name } => events.Contains(name.Identifier.ValueText),
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } => call.Parent is ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax name } && events.Contains(name.Identifier.ValueText),
        _ => false,
    };

    // What is made once is kept: _x ??= Make();
    private static bool IsRareIn(SyntaxNode node) => node.Ancestors().TakeWhile(outer => outer is not MemberDeclarationSyntax)
        .Any(outer => outer is AssignmentExpressionSyntax { OperatorToken.ValueText: "??=" } or ThrowExpressionSyntax);
}

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
/// Reads a collection in place of its copy, where the collection is one of the framework's, is there, answers as its copy does, and keeps
/// its elements while it is read.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NeedlessCopyFixer() : HotMemberFixer(RuleIds.NeedlessCopy)
{
    // Ask a list and an array the same, and run no code of the program but equality.
    private static readonly HashSet<string> Searches = new(StringComparer.Ordinal) { "Contains", "IndexOf", "LastIndexOf", "ToArray" };

    private static readonly HashSet<string> Questions = new(StringComparer.Ordinal)
    {
        "Any", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Count", "Sum", "Max", "Min", "Average", "ElementAt", "ToArray", "ToList",
    };

    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "Join", "Concat", "AddRange", "UnionWith", "ExceptWith", "IntersectWith" };

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not { } copy || NeedlessCopy.Of(copy)?.Source is not { Type: { } type, Syntax: ExpressionSyntax source } read || place.Node is not ExpressionSyntax made
            || !made.Span.Contains(source.Span) || Comments.IsIn(made) || !IsWhole(copy, type) || RewriteOf(copy, made, read, source, type, place) is not { } rewrite)
        {
            return null;
        }

        var mark = new SyntaxAnnotation();
        var root = place.Root.ReplaceNode(rewrite.Old, rewrite.New.WithTriviaFrom(rewrite.Old).WithAdditionalAnnotations(mark));
        return CompiledAgain.ModelOf(place, root) is { } model && rewrite.IsMeant(model, model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single())
            ? new Fix(rewrite.Title, root)
            : null;
    }

    private static Rewrite? RewriteOf(IOperation copy, ExpressionSyntax made, IOperation read, ExpressionSyntax source, ITypeSymbol type, FixContext place)
    {
        const string title = "Read the collection itself";
        var isFresh = NeedlessCopy.IsMadeForCaller(read);
        var isThere = isFresh || Nullness.IsNeverNull(read, place.Model, place.CancellationToken);
        var bare = source.WithTriviaFrom(made);
        switch (ParentOf(copy))
        {
            case IForEachLoopOperation { IsAsynchronous: false } loop when isThere && (isFresh || IsKept(read, loop.Body, place)):
                return new Rewrite(title, made, bare, (_, _) => true);
            case IPropertyReferenceOperation { Property: { Name: "Count" or "Length", IsIndexer: false }, Syntax: MemberAccessExpressionSyntax count } when isThere && CountOf(type) is { } name:
                var changed = count.ReplaceNode(made, bare);
                return new Rewrite($"Ask for its {name}", count, changed.WithName(SyntaxFactory.IdentifierName(name).WithTriviaFrom(count.Name)), (_, _) => true);
            case IArrayElementReferenceOperation { Indices: [var index] } element when isThere && type is IArrayTypeSymbol && !OwnedLocals.IsWritten(element) && IsNumber(index, place):
            case IPropertyReferenceOperation { Arguments: [{ Value: var position }] } indexer when isThere && type.Name == "List" && copy.Type?.Name == "List" && !OwnedLocals.IsWritten(indexer) && IsNumber(position, place):
                return new Rewrite(title, made, bare, (_, _) => true);
            case IInvocationOperation call when isThere && copy.Type?.Name == "List" && type.Name == "List" && Searches.Contains(call.TargetMethod.Name) && call.Arguments.All(argument => QuietCode.Is(argument.Value, place)):
                return SameCall(title, call, made, bare);
            case IInvocationOperation { TargetMethod.Name: "ToArray", Arguments.IsEmpty: true, Syntax: InvocationExpressionSyntax again } when isThere && type.Name != "String":
                return new Rewrite(title, again, again.ReplaceNode(made, bare), (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol after && (Sequences.IsLinq(after) || after.ContainingType.Name is "List" or "Queue" or "Stack"));
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return OfArgument(title, call, argument, made, bare, type, isThere, place);
            case IArgumentOperation { Parent: IObjectCreationOperation { Type: { Name: "List" or "Queue" or "Stack" } filled } } when isThere && FrameworkCalls.IsFramework(filled) && type is IArrayTypeSymbol or { Name: "List" }:
                return new Rewrite(title, made, bare, (_, _) => true);
            case IVariableInitializerOperation when isFresh && SymbolEqualityComparer.Default.Equals(copy.Type, type):
                return new Rewrite(title, made, bare, (_, _) => true);
            default:
                return null;
        }
    }

    private static Rewrite? OfArgument(
        string title, IInvocationOperation call, IArgumentOperation argument, ExpressionSyntax made, ExpressionSyntax bare, ITypeSymbol type, bool isThere, FixContext place)
    {
        var others = call.Arguments.Where(other => !ReferenceEquals(other, argument)).ToList();
        if (!others.TrueForAll(other => QuietCode.Is(Collections.WithoutConversions(other.Value)!, place)))
            return null;
        if (Sequences.IsLinq(call.TargetMethod))
        {
            // The same method throws the same for null. A set would be asked with its own comparer.
            return argument.Parameter?.Ordinal == 0 && Questions.Contains(call.TargetMethod.Name) ? SameCall(title, call, made, bare) : null;
        }

        if (!isThere || !Readers.Contains(call.TargetMethod.Name) || !FrameworkCalls.IsFramework(call.TargetMethod.ContainingType) || Sequences.ElementOf(type) is not { } element)
            return null;

        // string.Join takes the sequence by another overload: of texts it makes the same.
        var isText = element.SpecialType == SpecialType.System_String;
        if (call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String && !isText)
            return null;
        var name = call.TargetMethod.Name;
        return call.Syntax is InvocationExpressionSyntax syntax
            ? new Rewrite(title, syntax, syntax.ReplaceNode(made, bare), (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol after && after.Name == name
                && after.Parameters.Any(parameter => parameter.Type is INamedTypeSymbol { Name: "IEnumerable", TypeArguments: [var of] } && Spelled.Alike(of, element)))
            : null;
    }

    private static Rewrite? SameCall(string title, IInvocationOperation call, ExpressionSyntax made, ExpressionSyntax bare)
    {
        var before = call.TargetMethod;
        return call.Syntax is InvocationExpressionSyntax syntax
            ? new Rewrite(title, syntax, syntax.ReplaceNode(made, bare), (model, written) => model.GetSymbolInfo(written).Symbol is IMethodSymbol after && after.Name == before.Name
                && after.ContainingType.Name == before.ContainingType.Name && (after.ReducedFrom ?? after).OriginalDefinition.ToDisplayString() == (before.ReducedFrom ?? before).OriginalDefinition.ToDisplayString())
            : null;
    }

    // Of all elements, by their own type; an ImmutableArray may hold no array at all.
    private static bool IsWhole(IOperation copy, ITypeSymbol type) => type.IsReferenceType && QuietSequence.IsKnown(type)
        && copy is IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" } or IObjectCreationOperation { Arguments.Length: 1 }
        && Spelled.Alike(Sequences.ElementOf(copy.Type), Sequences.ElementOf(type));

    private static bool IsKept(IOperation read, IOperation body, FixContext place)
    {
        var owner = read is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { Type.Name: "Dictionary" } dictionary } ? dictionary : read;
        return CollectionStability.IsUnchanged(owner, body, place.Model, place.CancellationToken);
    }

    private static bool IsNumber(IOperation index, FixContext place) => index.Type?.SpecialType == SpecialType.System_Int32 && QuietCode.Is(index, place);

    private static string? CountOf(ITypeSymbol type) => type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } ? "Length" : type.GetMembers("Count").OfType<IPropertySymbol>().Any() ? "Count" : null;

    private static IOperation? ParentOf(IOperation value)
    {
        while (value.Parent is IConversionOperation { IsImplicit: true, OperatorMethod: null })
            value = value.Parent;
        return value.Parent;
    }
}

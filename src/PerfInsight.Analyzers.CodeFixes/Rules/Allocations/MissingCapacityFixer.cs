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
/// Gives a collection its capacity, where the loop that fills it is the next statement and adds one element for each that it
/// goes through. A source that is null is told a statement earlier, by the same exception.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MissingCapacityFixer() : HotMemberFixer(RuleIds.MissingCapacity)
{
    // What tells its size without running code of others.
    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal) { "List", "Dictionary", "HashSet", "Queue", "Stack", "SortedDictionary", "SortedSet", "LinkedList" };

    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not IObjectCreationOperation creation || MissingCapacity.Of(creation) is not { } found || found.Source is not { } source
            || Outermost(creation).Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local, Parent: IVariableDeclarationOperation { Declarators.Length: 1, Parent: IVariableDeclarationGroupOperation { Declarations.Length: 1, Parent: IBlockOperation block } group } } }
            || block.Operations.IndexOf(group) is var index && (index + 1 >= block.Operations.Length || !ReferenceEquals(block.Operations[index + 1], found.Loop))
            || !IsExact(found, local) || !IsQuietSource(source) || !creation.Arguments.All(argument => IsQuietComparer(argument.Value))
            || ListOf(creation.Syntax) is not { } arguments)
        {
            return null;
        }

        var capacity = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(found.Count));
        var rewritten = arguments.Arguments.Count == 0
            ? arguments.WithArguments(SyntaxFactory.SingletonSeparatedList(capacity))
            : SyntaxFactory.ArgumentList(
                arguments.OpenParenToken,
                SyntaxFactory.SeparatedList<ArgumentSyntax>(
                    arguments.Arguments.GetWithSeparators().InsertRange(0, [capacity, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])),
                arguments.CloseParenToken);
        var root = place.Root.ReplaceNode(arguments, rewritten);
        return CompiledAgain.ModelOf(place, root) is null ? null : new Fix($"Give it the capacity {found.Count}", root);
    }

    // Exactly one element for each step: lists take what they are given, and a dictionary throws for a second key of the same name.
    private static bool IsExact(MissingCapacity found, ILocalSymbol local)
    {
        if (local.Type.Name is not ("List" or "Queue" or "Stack" or "Dictionary") || !FrameworkCalls.IsFramework(local.Type))
            return false;
        var fills = 0;
        foreach (var reference in Functions.ReferencesTo(local, found.Creation))
        {
            if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Capacity" } or IInvocationOperation { TargetMethod.Name: "EnsureCapacity" or "TrimExcess" })
                return false;
            if (!found.Loop.Syntax.Span.Contains(reference.Syntax.Span))
                continue;
            if (reference.Parent is not IInvocationOperation { TargetMethod: { Name: "Add" or "Enqueue" or "Push" } } fill || !ReferenceEquals(Loops.Around(fill).FirstOrDefault(), found.Loop))
                return false;
            fills++;
        }

        return fills == 1;
    }

    // A local or parameter, or a field of this: reading it has no effect. A volatile field is read as often as it is written.
    private static bool IsQuietSource(IOperation source)
    {
        var isPlace = source is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None }
            or IFieldReferenceOperation { Field: { IsReadOnly: true, IsVolatile: false }, Instance: null or IInstanceReferenceOperation };
        return isPlace && source.Type is { } type
            && (type is IArrayTypeSymbol { Rank: 1 } || type.SpecialType == SpecialType.System_String
                || (Counted.Contains(type.Name) && FrameworkCalls.IsFramework(type) && type.ContainingNamespace.Name == "Generic"));
    }

    // The comparer is read after the capacity now.
    private static bool IsQuietComparer(IOperation comparer)
    {
        var value = Collections.WithoutConversions(comparer);
        return value is ILocalReferenceOperation or IParameterReferenceOperation or { ConstantValue.HasValue: true }
            or IPropertyReferenceOperation { Instance: null, Property.ContainingType: { Name: "StringComparer" or "EqualityComparer" } }
            or IFieldReferenceOperation { Field: { IsStatic: false }, Instance: IInstanceReferenceOperation };
    }

    // A creation without its type is converted to it.
    private static IOperation Outermost(IOperation creation) => creation.Parent is IConversionOperation conversion ? conversion : creation;

    private static ArgumentListSyntax? ListOf(SyntaxNode creation) => creation is BaseObjectCreationExpressionSyntax { ArgumentList: { } list } && !Comments.IsIn(list) ? list : null;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A collection or array that takes the place of one which could be emptied, or that a property makes each time that it is read.</summary>
/// <param name="When">When it is made.</param>
/// <param name="What">What more is to say, as words after "is made … ".</param>
/// <param name="Remedy">What does without it.</param>
internal sealed record RemadeCollection(string When, string What, string Remedy)
{
    // Of members with such names a call is the rule, or each call needs a collection of its own.
    private static readonly string[] Makers = ["Init", "Load", "Create", "Build", "Configure", "Setup", "Open", "Start", "Dispose", "Deserialize", "Take", "Swap", "Drain", "Flush", "Detach", "Read", "Parse", "On"];

    /// <summary>The collection that an operation makes again; null for others.</summary>
    public static RemadeCollection? Of(IOperation operation, IMethodSymbol member)
    {
        if (IsListOfValue(operation, member))
            return new RemadeCollection("each time that the property is read", "", "keep it until what it is made of changes, or make the property a method");
        if (!IsCollection(operation))
            return null;
        if (IsOfLevel(operation, member))
            return new RemadeCollection("at each level", " and copied into that of the level above", "hand one down to the calls, which add to it");
        return IsReadResult(operation, member) ? new RemadeCollection("each time that the property is read", "", "keep it until what it is made of changes, or make the property a method")
            : IsReplacement(operation, member) ? new RemadeCollection("in each call", " in place of the one that is there", "empty that one, if nobody else holds it")
            : null;
    }

    // get { return new List<Item> { _item }; }
    private static bool IsListOfValue(IOperation operation, IMethodSymbol member) => member is { MethodKind: MethodKind.PropertyGet, Parameters.IsEmpty: true } && Uses.ParentOf(operation) is IReturnOperation { Kind: OperationKind.Return }
        && Functions.Around(operation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && operation switch
        {
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer.Initializers: { Length: > 0 } parts, Type: INamedTypeSymbol type } => CollectionPerCallAnalyzer.Clearable.Contains(type.Name) && FrameworkCalls.IsFramework(type)
                && parts.Any(part => part is IInvocationOperation add && add.Arguments.Any(argument => !argument.Value.ConstantValue.HasValue)),
            IArrayCreationOperation { IsImplicit: false, Initializer.ElementValues: { Length: > 0 } values, Parent: not IConversionOperation { Type.IsRefLikeType: true } } => values.Any(value => !value.ConstantValue.HasValue),
            _ => false,
        };

    private static bool IsCollection(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Initializer: null, Type: INamedTypeSymbol type } creation => CollectionPerCallAnalyzer.Clearable.Contains(type.Name) && FrameworkCalls.IsFramework(type)
            && creation.Arguments.All(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32 || argument.Parameter?.Type.Name is "IEqualityComparer" or "IComparer"),
        IArrayCreationOperation { IsImplicit: false, Initializer: null, DimensionSizes: [{ ConstantValue: not { HasValue: true, Value: 0 } }] } => true,
        _ => false,
    };

    // get { var result = new List<X>(); foreach (…) result.Add(…); return result; }
    private static bool IsReadResult(IOperation creation, IMethodSymbol member) => member is { MethodKind: MethodKind.PropertyGet, Parameters.IsEmpty: true }
        && Functions.Around(creation) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)
        && Uses.ParentOf(creation) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } }
        && Functions.ReferencesTo(local, creation) is var references && references.Any(reference => Uses.ParentOf(reference) is IReturnOperation { Kind: OperationKind.Return })
        && references.All(reference => Uses.ParentOf(reference) is not ISimpleAssignmentOperation assignment || ReferenceEquals(assignment.Target, reference));

    // var leaves = new List<Node>(); foreach (var kid in node.Kids) leaves.AddRange(Leaves(kid)); return leaves;
    private static bool IsOfLevel(IOperation creation, IMethodSymbol member)
    {
        if (creation.Type is not { Name: "List" or "HashSet" } || member is not { MethodKind: MethodKind.Ordinary, ReturnsVoid: false, IsAsync: false } || Functions.Around(creation) is IAnonymousFunctionOperation or ILocalFunctionOperation
            || Uses.ParentOf(creation) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
        {
            return false;
        }

        var references = Functions.ReferencesTo(local, creation);
        return references.Any(reference => Uses.ParentOf(reference) is IReturnOperation) && references.Any(reference => reference.Parent is IInvocationOperation { TargetMethod.Name: "AddRange" or "UnionWith", Arguments: [{ Value: var added }] } add
            && ReferenceEquals(add.Instance, reference) && Sequences.Received(added) is IInvocationOperation { TargetMethod: var called } && SymbolEqualityComparer.Default.Equals(called.OriginalDefinition, member.OriginalDefinition));
    }

    // void Reset() { _items = new List<Item>(); }, for a field that has a collection from the start.
    private static bool IsReplacement(IOperation creation, IMethodSymbol member)
    {
        if (member.MethodKind != MethodKind.Ordinary || Makers.Any(name => member.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            || Uses.ParentOf(creation) is not ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal, IsReadOnly: false } field } target }
            || !IsFilledFromStart(field) || Functions.Around(creation) is IAnonymousFunctionOperation)
        {
            return false;
        }

        // What is handed out or kept before must not be emptied.
        return CodeOrder.WritesOf(field, Root(creation)).Count() == 1 && Root(creation).Descendants().All(operation => operation is not IFieldReferenceOperation reference || ReferenceEquals(reference, target)
            || !SymbolEqualityComparer.Default.Equals(reference.Field, field) || IsAsked(reference));
    }

    private static bool IsAsked(IOperation reference) => Uses.ParentOf(reference) switch
    {
        IInvocationOperation call => ReferenceEquals(Collections.WithoutConversions(call.Instance), reference),
        IPropertyReferenceOperation or IArrayElementReferenceOperation or IForEachLoopOperation => true,
        _ => false,
    };

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static bool IsFilledFromStart(IFieldSymbol field) => field.DeclaringSyntaxReferences is [var declared]
        && (declared.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax }
            || field.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(maker => (maker.MethodKind == MethodKind.Constructor || maker.Name.StartsWith("Init", StringComparison.Ordinal)) && maker.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax().DescendantNodes()
                .Any(node => node is AssignmentExpressionSyntax { Right: BaseObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax } assignment && NameOf(assignment.Left) == field.Name)));

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}

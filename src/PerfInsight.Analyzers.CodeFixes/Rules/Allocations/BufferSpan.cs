using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>What becomes of each use of an array when a span takes its place.</summary>
internal sealed class BufferSpan(TemporaryBuffer buffer, BufferBounds bounds, SemanticModel model)
{
    private readonly Dictionary<SyntaxNode, SyntaxNode> _replacements = [];

    private string Name => ((IdentifierNameSyntax)buffer.Uses[0].Reference.Syntax).Identifier.Text;

    /// <summary>The nodes to replace; null where a use needs an array, or would fail in another way.</summary>
    public IReadOnlyDictionary<SyntaxNode, SyntaxNode>? Replacements()
    {
        if (TemporaryBufferAnalyzer.IsStateMachine(buffer.Creation, model) || model.Compilation.GetTypeByMetadataName("System.Span`1") is null)
            return null;
        foreach (var use in buffer.Uses)
        {
            if (!TryReplace(use))
                return null;
        }

        // One replacement inside another would get lost.
        return _replacements.Keys.Any(node => node.Ancestors().Any(_replacements.ContainsKey)) ? null : _replacements;
    }

    private bool TryReplace(BufferUse use) => use switch
    {
        { Kind: BufferUseKind.Length, Node: IPropertyReferenceOperation { Property.Name: "Length" } } => true,
        { Kind: BufferUseKind.ForEach, Node: IForEachLoopOperation loop } => !loop.IsAsynchronous,
        { Kind: BufferUseKind.Element, Node: IArrayElementReferenceOperation element } => IsSameElement(element),
        { Kind: BufferUseKind.Dropped, Node: ISimpleAssignmentOperation assignment } => TryDrop(assignment),
        { Kind: BufferUseKind.Span, Node: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AsSpan", Type: { } span } call } } when BufferMethods.IsSpan(span) => TrySlice(call),
        { Kind: BufferUseKind.Span } => true,
        { Kind: BufferUseKind.Argument, Node: IArgumentOperation { Parent: { } call } argument } => TryPass(call, argument),
        _ => false,
    };

    // An array looks at its bounds after the right side has run, a span before.
    private bool IsSameElement(IArrayElementReferenceOperation element)
    {
        if (element.Indices.Length != 1 || element.Indices[0].Type is not ({ SpecialType: SpecialType.System_Int32 } or { Name: "Index" }))
            return false;
        return element.Parent is not ISimpleAssignmentOperation assignment
            || !ReferenceEquals(assignment.Target, element)
            || bounds.IsIndex(element.Indices[0])
            || !assignment.Value.DescendantsAndSelf().Any(HasEffect);
    }

    private static bool HasEffect(IOperation operation) => operation is IInvocationOperation or IObjectCreationOperation or IAssignmentOperation
        or IIncrementOrDecrementOperation or IDynamicInvocationOperation or IFunctionPointerInvocationOperation or IThrowOperation
        || (operation is IPropertyReferenceOperation property && property.Property.Locations.Any(location => location.IsInSource));

    // Nothing reads it any more.
    private bool TryDrop(ISimpleAssignmentOperation assignment)
    {
        if (buffer.Loops.Any() || Patterns.Loops.Around(assignment).Any() || assignment.Parent is not IExpressionStatementOperation
            || buffer.Uses.Any(use => use.Reference.Syntax.SpanStart > assignment.Syntax.Span.End))
        {
            return false;
        }

        _replacements.Add(assignment.Value.Syntax, SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression).WithTriviaFrom(assignment.Value.Syntax));
        return true;
    }

    private bool TrySlice(IInvocationOperation call)
    {
        var numbers = call.Arguments.Where(argument => argument.Parameter!.Ordinal > 0).ToList();
        if (numbers.Any(argument => argument.Parameter!.Type.SpecialType != SpecialType.System_Int32 || argument.Syntax is not ArgumentSyntax { NameColon: null } || argument.IsImplicit))
            return false;
        var arguments = string.Join(", ", numbers.Select(argument => argument.Syntax));
        _replacements.Add(call.Syntax, SyntaxFactory.ParseExpression(numbers.Count == 0 ? Name : $"{Name}.Slice({arguments})").WithTriviaFrom(call.Syntax));
        return !numbers.SelectMany(argument => argument.Descendants()).Any(operation => Functions.IsReferenceTo(operation, buffer.Local));
    }

    private bool TryPass(IOperation call, IArgumentOperation argument)
    {
        var method = call is IInvocationOperation invocation ? invocation.TargetMethod : ((IObjectCreationOperation)call).Constructor!;
        var all = call is IInvocationOperation { Arguments: var given } ? given : ((IObjectCreationOperation)call).Arguments;
        if (all.Any(other => other.IsImplicit || other.Syntax is not ArgumentSyntax { NameColon: null }))
            return false;
        var arguments = all.OrderBy(other => other.Parameter!.Ordinal).ToArray();
        var type = method.ContainingType;
        var isArray = type.SpecialType == SpecialType.System_Array;
        if (isArray && method.Name == "Clear" && (arguments.Length == 1 || (bounds.Constant(arguments[1].Value) == 0 && bounds.IsLength(arguments[2].Value))))
            return Replace(call, $"{Name}.Clear()");
        if (isArray && method.Name == "Fill" && arguments.Length == 2)
            return Replace(call, $"{Name}.Fill({arguments[1].Syntax})");

        // The array and a range of it, or all of it.
        var isRange = HasSpanTwin(method) && arguments is [_, { Parameter.Type.SpecialType: SpecialType.System_Int32 }, { Parameter.Type.SpecialType: SpecialType.System_Int32 }];
        if (isRange && ReferenceEquals(arguments[0], argument))
            return bounds.IsRange(arguments[1].Value, arguments[2].Value) && ReplaceRange(argument, arguments[1].Value, arguments[2].Value);
        if (arguments.Length == 1 && HasSpanTwin(method))
            return true;
        return method.Name.StartsWith("To", StringComparison.Ordinal)
            && type is { Name: "BitConverter", ContainingNamespace.Name: "System" }
            && arguments.Length == 2
            && BytesOf(method.ReturnType) is { } bytes
            && bounds.Constant(arguments[1].Value) is >= 0 and var offset
            && bounds.Constant(buffer.Size) is { } size
            && offset <= size - bytes
            && ReplaceArguments(argument, offset == 0 ? Name : $"{Name}.Slice({arguments[1].Value.Syntax})");
    }

    private bool ReplaceRange(IArgumentOperation argument, IOperation offset, IOperation count) => ReplaceArguments(
        argument,
        bounds.Constant(offset) == 0 && bounds.IsLength(count) ? Name : $"{Name}.Slice({offset.Syntax}, {count.Syntax})");

    private bool ReplaceArguments(IArgumentOperation argument, string span)
    {
        var list = (ArgumentListSyntax)argument.Syntax.Parent!;
        _replacements.Add(list, SyntaxFactory.ParseArgumentList($"({span})").WithTriviaFrom(list));
        return true;
    }

    private bool Replace(IOperation call, string code)
    {
        _replacements.Add(call.Syntax, SyntaxFactory.ParseExpression(code).WithTriviaFrom(call.Syntax));
        return true;
    }

    // The overload that takes a span, of methods for which it is known to do the same.
    private static bool HasSpanTwin(IMethodSymbol method)
    {
        var isKnown = method.Name switch
        {
            "Read" or "ReadExactly" or "Write" => BufferMethods.IsOn(method, "System.IO.Stream") || BufferMethods.IsOn(method, "System.IO.BinaryReader") || BufferMethods.IsOn(method, "System.IO.BinaryWriter"),
            "GetString" or "GetCharCount" => BufferMethods.IsOn(method, "System.Text.Encoding"),
            "Append" => BufferMethods.IsOn(method, "System.Text.StringBuilder"),
            ".ctor" => method.ContainingType.SpecialType == SpecialType.System_String,
            _ => false,
        };
        if (!isKnown)
            return false;
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(twin => twin.Parameters.Length == 1 && BufferMethods.IsSpan(twin.Parameters[0].Type)))
                return true;
        }

        return false;
    }

    private static int? BytesOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => 1,
        SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double => 8,
        _ => null,
    };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>
/// A list that is asked element by element which of them serves a type or a member: <c>_handlers.FirstOrDefault(h =&gt; h.Serves(type))</c>.
/// The answer for one type does not change, so it can be kept.
/// </summary>
/// <param name="Search">The call or the loop.</param>
/// <param name="Source">What is asked.</param>
/// <param name="Wanted">The type or member.</param>
internal sealed record HandlerProbe(IOperation Search, IOperation Source, IOperation Wanted)
{
    private static readonly HashSet<string> Queries = new(StringComparer.Ordinal) { "First", "FirstOrDefault", "Single", "SingleOrDefault", "Find", "Any", "Last", "LastOrDefault" };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "Type", "TypeInfo", "MethodInfo", "MethodBase", "MemberInfo", "PropertyInfo", "FieldInfo", "ConstructorInfo", "ParameterInfo", "Assembly" };

    /// <summary>The probe that an operation makes at each call of its member, null where it makes none or the answers are kept.</summary>
    public static HandlerProbe? Of(IOperation operation, HotMember member)
    {
        if (operation is not (IInvocationOperation or IForEachLoopOperation)
            || member.Symbol.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor)
            return null;
        var probe = operation switch
        {
            IInvocationOperation call when Queries.Contains(call.TargetMethod.Name) => OfQuery(call),
            IForEachLoopOperation { IsAsynchronous: false } loop => OfLoop(loop),
            _ => null,
        };
        return probe is not null && !RepeatedCode.IsExceptional(operation) && !RepeatedCode.IsKept(operation) && IsOfMany(probe.Source) && !RepeatedCode.Around(operation).Any() && !IsOnMiss(probe, member) ? probe : null;
    }

    private static HandlerProbe? OfQuery(IInvocationOperation call) =>
        Sequences.SourceOf(call) is { } source && LambdaOf(call) is { } lambda && WantedBy(lambda) is { } wanted ? new HandlerProbe(call, source, wanted) : null;

    // The first that serves ends the loop; the test stands in a Where or in the body.
    private static HandlerProbe? OfLoop(IForEachLoopOperation loop)
    {
        if (Sequences.Received(loop.Collection) is not { } source)
            return null;
        List<IOperation> statements = loop.Body is IBlockOperation block ? [.. block.Operations] : [loop.Body];
        if (source is IInvocationOperation { TargetMethod.Name: "Where" } where && LambdaOf(where) is { } lambda && WantedBy(lambda) is { } asked && statements.LastOrDefault() is IReturnOperation)
            return new HandlerProbe(loop, Sequences.SourceOf(where)!, asked);
        return statements is [IConditionalOperation { WhenFalse: null } choice] && (choice.WhenTrue is IBlockOperation { Operations: [.., var last] } ? last : choice.WhenTrue) is IReturnOperation
            && WantedIn(choice.Condition, loop) is { } wanted
                ? new HandlerProbe(loop, source, wanted)
                : null;
    }

    private static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call) => call.Arguments.Select(argument => argument.Value)
        .OfType<IDelegateCreationOperation>().Select(creation => creation.Target).OfType<IAnonymousFunctionOperation>().FirstOrDefault(lambda => lambda.Symbol.Parameters.Length == 1);

    private static IOperation? WantedBy(IAnonymousFunctionOperation lambda) => lambda.Body.Operations is [IReturnOperation { ReturnedValue: { } condition }, ..] ? WantedIn(condition, lambda) : null;

    // handler.Serves(type), pair.Key.IsAssignableFrom(type), perhaps with other tests beside it.
    private static IOperation? WantedIn(IOperation condition, IOperation scope)
    {
        condition = Sequences.Received(condition)!;
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
            return WantedIn(both.LeftOperand, scope) ?? WantedIn(both.RightOperand, scope);
        if (condition is not IInvocationOperation { Instance: { } receiver, Arguments: [{ Value: var argument }] } || condition.Type?.SpecialType != SpecialType.System_Boolean)
            return null;
        var wanted = Collections.WithoutConversions(argument);
        return IsKey(wanted) && receiver.DescendantsAndSelf().Any(operation => operation is ILocalReferenceOperation or IParameterReferenceOperation && Collections.SymbolOf(operation) is { } symbol && Collections.IsDeclaredIn(symbol, scope))
            && Collections.SymbolOf(wanted) is { } outside && !Collections.IsDeclaredIn(outside, scope)
                ? wanted
                : null;
    }

    private static bool IsKey(IOperation? wanted) => wanted is IParameterReferenceOperation or ILocalReferenceOperation
        && wanted.Type is { Name: var name, ContainingNamespace.Name: "System" or "Reflection" } && Keys.Contains(name);

    private static bool IsOfMany(IOperation source) =>
        CollectionPath.Of(Sequences.BaseOf(source)) is { Root: IFieldSymbol or IPropertySymbol } && !FixedData.IsFixed(source, source);

    // if (_byType.TryGetValue(type, out var known)) return known; stands before it, or the answer is stored after it.
    private static bool IsOnMiss(HandlerProbe probe, HotMember member) => Collections.SymbolOf(probe.Wanted) is { } wanted && member.Operations().Any(operation =>
        operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "GetOrAdd" or "TryAdd" or "ContainsKey" } asked && Tasks.Mentions(asked, wanted)
        && !probe.Search.Syntax.Span.Contains(operation.Syntax.Span));
}

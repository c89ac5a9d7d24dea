using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>
/// Code that runs seldom although its member is hot: error paths, the first call, a miss of a cache, tracing that is off. What
/// it allocates is no cost worth a word.
/// </summary>
internal static class RareCode
{
    private static readonly HashSet<string> FactoryTakers = new(StringComparer.Ordinal)
    {
        "GetOrAdd", "GetOrAddAsync", "GetOrCreate", "GetOrCreateAsync", "AddOrUpdate", "EnsureInitialized", "GetOrInsert", "GetOrSet", "GetOrSetAsync",
    };

    // What is handed around while a program sets itself up.
    private static readonly HashSet<string> Configurations = new(StringComparer.Ordinal)
    {
        "IConfiguration", "IConfigurationSection", "IConfigurationRoot", "IConfigurationBuilder", "IServiceCollection", "IApplicationBuilder", "IHostBuilder", "IWebHostBuilder", "ModelBuilder",
    };

    // Two dozen rules ask it of each member.
    private static readonly ConditionalWeakTable<IMethodSymbol, StrongBox<bool>> RareMembers = new();

    /// <summary>True for members that run once or to end with: what they allocate is not worth a word, loops apart.</summary>
    public static bool IsRareMember(IMethodSymbol member) => RareMembers.GetValue(member, static member => new StrongBox<bool>(RunsSeldom(member))).Value;

    private static bool RunsSeldom(IMethodSymbol member) =>
        member.MethodKind is MethodKind.StaticConstructor or MethodKind.Destructor or MethodKind.EventAdd or MethodKind.EventRemove
        || member is { Name: "Main" or "<Main>$", IsStatic: true }
        || member is { Name: "Dispose" or "DisposeAsync" or "Finalize" }
        || (member.Name.StartsWith("Throw", StringComparison.Ordinal) && (member.Name.Length == 5 || !char.IsLower(member.Name[5])))
        || (member.MethodKind == MethodKind.Constructor && IsAttribute(member.ContainingType))
        || member is { ReturnsVoid: true, Parameters: [{ Type: var handled }] } && IsException(handled)
        || member.Parameters.Any(parameter => Configurations.Contains(parameter.Type.Name))
        || IsException(member.ContainingType) || IsException(member.ReturnType) || IsErrorText(member) || OneTimeCode.Is(member);

    // FormatExceptionMessage, GetErrorText: what it makes is read when something has failed.
    private static bool IsErrorText(IMethodSymbol member) => member.ReturnType.SpecialType == SpecialType.System_String
        && (member.Name.IndexOf("Exception", StringComparison.Ordinal) >= 0 || member.Name.EndsWith("ErrorMessage", StringComparison.Ordinal)
            || member.Name.EndsWith("ErrorText", StringComparison.Ordinal) || member.Name.EndsWith("ErrorString", StringComparison.Ordinal) || member.Name.EndsWith("FailureMessage", StringComparison.Ordinal));

    // Made when somebody asks for them by reflection.
    private static bool IsAttribute(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Attribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>True for exception types.</summary>
    public static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>True where an operation runs seldom, compared with its member.</summary>
    public static bool IsRare(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (IsRareWithin(parent, child))
                return true;
        }

        return false;
    }

    /// <summary>True where an operation only serves to report an error.</summary>
    public static bool IsError(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IThrowOperation or ICatchClauseOperation:
                case IObjectCreationOperation creation when IsException(creation.Type):
                case IConditionalOperation conditional when !ReferenceEquals(conditional.Condition, child) && EndsInThrow(child):
                case ISwitchCaseOperation section when section.Body.Contains(child) && EndsInThrow(section.Body.LastOrDefault()):
                    return true;
                case IInvocationOperation call when IsThrowHelper(call.TargetMethod) || IsConditional(call.TargetMethod):
                case IBlockOperation block when LeadsToThrow(block, child):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>True for a lambda that is handed to a cache or a lazy value, which runs it once per key.</summary>
    public static bool IsFactory(IAnonymousFunctionOperation lambda)
    {
        var use = UseOf(lambda);
        if (use is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
        {
            use = Functions.ReferencesTo(local, lambda)
                .Select(reference => reference.Parent)
                .FirstOrDefault(parent => parent is IArgumentOperation);
        }

        return use is IArgumentOperation { Parent: { } call } && call switch
        {
            IInvocationOperation { TargetMethod: var method } => FactoryTakers.Contains(method.Name)
                || method is { Name: "GetValue", ContainingType.Name: "ConditionalWeakTable" } || method.ReturnType is { Name: "Lazy" },
            IObjectCreationOperation { Type: { Name: "Lazy" or "AsyncLazy" or "ThreadLocal" or "AsyncLocal" } } => true,
            _ => false,
        };
    }

    /// <summary>What a lambda or method group is given to, past conversions.</summary>
    public static IOperation? UseOf(IOperation function)
    {
        var parent = function.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent;
    }

    private static bool IsRareWithin(IOperation parent, IOperation child)
    {
        switch (parent)
        {
            case IThrowOperation or ICatchClauseOperation or ICoalesceAssignmentOperation:
                return true;
            case IObjectCreationOperation creation:
                return IsException(creation.Type);
            case IInvocationOperation call:
                return IsThrowHelper(call.TargetMethod) || IsConditional(call.TargetMethod);
            case ICoalesceOperation coalesce:
                return ReferenceEquals(coalesce.WhenNull, child) && WithoutParentheses(child) is IAssignmentOperation;
            case IConditionalOperation conditional:
                return IsRareBranch(conditional, child);
            case ISwitchCaseOperation section:
                return section.Body.Contains(child) && EndsInThrow(section.Body.LastOrDefault());
            case IBlockOperation block:
                return FollowsHit(block, child) || LeadsToThrow(block, child);
            case IAnonymousFunctionOperation lambda:
                return IsFactory(lambda) || UsesExpressionTree(lambda);
            default:
                return false;
        }
    }

    private static bool IsConditional(IMethodSymbol method) =>
        method.ReturnsVoid && method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ConditionalAttribute");

    /// <summary>True for a lambda that becomes data.</summary>
    public static bool UsesExpressionTree(IAnonymousFunctionOperation lambda) => lambda.Parent is IConversionOperation { Type.Name: "Expression" };

    private static bool IsRareBranch(IConditionalOperation conditional, IOperation child)
    {
        var whenTrue = ReferenceEquals(conditional.WhenTrue, child);
        if (!whenTrue && !ReferenceEquals(conditional.WhenFalse, child))
            return false;
        if (EndsInThrow(child) || FailingBranch.Is(child))
            return true;
        var (condition, expected) = WithoutNot(conditional.Condition, whenTrue);
        if (FailingBranch.IsTestFor(condition))
            return expected;
        if (condition is IPropertyReferenceOperation property && property.Property.Name.EndsWith("Enabled", StringComparison.Ordinal))
            return expected && IsTracing(property.Property.Name);
        if (condition is IPropertyReferenceOperation { Property.Name: var level } && level.StartsWith("Is", StringComparison.Ordinal) && IsLevel(level))
            return expected;
        if (condition is IInvocationOperation { TargetMethod.Name: "IsEnabled" or "ShouldLog" or "ShouldTrace" })
            return expected;
        if (condition is IInvocationOperation { TargetMethod: { Name: var asked, ReturnType.SpecialType: SpecialType.System_Boolean } } && asked.StartsWith("Is", StringComparison.Ordinal) && asked.EndsWith("Enabled", StringComparison.Ordinal) && IsTracing(asked))
            return expected;
        return MissOf(condition, expected) is { } miss && Fills(child, miss);
    }

    private static bool IsTracing(string name) => name is "IsEnabled" or "TracingEnabled" or "TraceEnabled" or "LogEnabled"
        || IsLevel(name) || name.IndexOf("Log", StringComparison.Ordinal) >= 0;

    // IsVerbose3, IsDebugBuild
    private static bool IsLevel(string name) => name.IndexOf("Debug", StringComparison.Ordinal) >= 0 || name.IndexOf("Trace", StringComparison.Ordinal) >= 0
        || name.IndexOf("Verbose", StringComparison.Ordinal) >= 0;

    // if (cache.TryGetValue(key, out v)) return v; what follows and fills the cache is for a miss.
    private static bool FollowsHit(IBlockOperation block, IOperation child)
    {
        foreach (var statement in block.Operations)
        {
            if (ReferenceEquals(statement, child))
                return false;
            if (statement is not IConditionalOperation { WhenFalse: null } test || !EndsInReturn(test.WhenTrue))
                continue;
            var (condition, expected) = WithoutNot(test.Condition, true);
            if (MissOf(condition, !expected) is { } miss
                && block.Operations.SkipWhile(later => !ReferenceEquals(later, test)).Skip(1).Any(later => Fills(later, miss)))
            {
                return true;
            }
        }

        return false;
    }

    // var names = string.Join(", ", all); throw new E(names); at the end of a member too.
    private static bool LeadsToThrow(IBlockOperation block, IOperation child)
    {
        if (!EndsInThrow(block))
            return false;
        for (var i = block.Operations.Length - 1; i >= 0; i--)
        {
            if (block.Operations[i] is not (IVariableDeclarationGroupOperation or IExpressionStatementOperation or IThrowOperation))
                return false;
            if (ReferenceEquals(block.Operations[i], child))
                return true;
        }

        return false;
    }

    // What was looked for and not found where the condition has the value: the cache, or the variable that is null.
    private static ISymbol? MissOf(IOperation condition, bool value)
    {
        switch (condition)
        {
            case IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Contains" or "TryGet", Instance: { } cache } when !value:
                return Collections.SymbolOf(cache);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality:
                var isNull = (equality.OperatorKind == BinaryOperatorKind.Equals) == value;
                if (!isNull)
                    return null;
                return IsNull(equality.RightOperand) ? Collections.SymbolOf(equality.LeftOperand)
                    : IsNull(equality.LeftOperand) ? Collections.SymbolOf(equality.RightOperand) : null;
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } pattern when value && IsNull(constant):
                return Collections.SymbolOf(pattern.Value);
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: { } constant } } } pattern when !value && IsNull(constant):
                return Collections.SymbolOf(pattern.Value);
            default:
                return null;
        }
    }

    private static bool Fills(IOperation code, ISymbol place)
    {
        var isVariable = place is ILocalSymbol or IParameterSymbol;
        var isAssigned = false;
        var isStored = false;
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    isAssigned |= IsIt(assignment.Target, place);
                    isStored |= assignment.Target is IPropertyReferenceOperation { Arguments.IsEmpty: false } indexer && (isVariable || IsIt(indexer.Instance, place));
                    isStored |= isVariable && assignment.Target is IFieldReferenceOperation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "Set" or "Insert" or "GetOrAdd" or "AddOrUpdate" or "Store" } call:
                    isStored |= isVariable || IsIt(call.Instance, place);
                    break;
                default:
                    break;
            }
        }

        return isVariable ? isAssigned && isStored : isAssigned || isStored;
    }

    private static bool IsIt(IOperation? operation, ISymbol place) => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(operation), place);

    private static bool IsNull(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private static (IOperation Condition, bool Value) WithoutNot(IOperation condition, bool value)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IParenthesizedOperation)
        {
            if (condition is IUnaryOperation not)
                (condition, value) = (not.Operand, !value);
            else
                condition = ((IParenthesizedOperation)condition).Operand;
        }

        return (condition, value);
    }

    private static IOperation WithoutParentheses(IOperation operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation)
            operation = operation is IParenthesizedOperation parenthesized ? parenthesized.Operand : ((IConversionOperation)operation).Operand;
        return operation;
    }

    private static bool EndsInReturn(IOperation statement) => Last(statement) is IReturnOperation;

    private static bool EndsInThrow(IOperation? statement) => Last(statement) switch
    {
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: IInvocationOperation call } => IsThrowHelper(call.TargetMethod),
        _ => false,
    };

    private static IOperation? Last(IOperation? statement)
    {
        while (statement is IBlockOperation block)
            statement = block.Operations.LastOrDefault();
        return statement;
    }

    private static bool IsThrowHelper(IMethodSymbol method) =>
        method.Name.StartsWith("Throw", StringComparison.Ordinal) && !method.Name.StartsWith("ThrowIf", StringComparison.Ordinal);
}

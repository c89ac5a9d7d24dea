using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Code that makes an object each time that it runs, or waits for a device: beside that the enumerator of the loop around it is nothing.</summary>
internal static class ObjectsMade
{
    // These hand back the text that they are called on where there is nothing to change.
    private static readonly HashSet<string> Unchanged = new(StringComparer.Ordinal)
    {
        "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper", "ToUpperInvariant", "Replace", "ToString", "Intern", "IsInterned", "Normalize",
    };

    /// <summary>True where each run of the body of a loop or a lambda makes an object or waits for a device.</summary>
    public static bool InEach(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IObjectCreationOperation { Type.IsReferenceType: true } or IArrayCreationOperation or IAnonymousObjectCreationOperation:
                case IInterpolatedStringOperation { ConstantValue.HasValue: false } or IAnonymousFunctionOperation or ITypeParameterObjectCreationOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false }:
                case IInvocationOperation { TargetMethod: var method } when Sequences.IsLinq(method) || MakesText(method):
                case IAwaitOperation wait when IsForDevice(wait):
                    if (!RareCode.IsRare(operation) && !IsUnderCondition(operation, body))
                        return true;
                    break;
                default:
                    break;
            }
        }

        return false;
    }

    // Other waits may be over at once, and cost nothing then.
    private static bool IsForDevice(IAwaitOperation wait)
    {
        var awaited = Sequences.Received(wait.Operation);
        if (awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured)
            awaited = Sequences.Received(configured.Instance);
        return awaited is IInvocationOperation { TargetMethod.ContainingType: { } owner } && FrameworkCalls.IsFramework(owner)
            && owner.ContainingNamespace is { Name: "IO" or "Http" or "Sockets" or "WebSockets" or "Security" or "Xml" or "Common" or "Pipes" };
    }

    // number.ToString(), text.Substring(1), Path.Combine(a, b)
    private static bool MakesText(IMethodSymbol method) => method.ReturnType.SpecialType == SpecialType.System_String && method.ContainingType is { } owner
        && (owner.SpecialType == SpecialType.System_String ? !Unchanged.Contains(method.Name)
            : owner is { Name: "Path", ContainingNamespace.Name: "IO" } ? method.Name is "Combine" or "Join" : method.Name == "ToString" && owner.IsValueType);

    // What only some of the elements need.
    private static bool IsUnderCondition(IOperation operation, IOperation body)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null && !ReferenceEquals(child, body); (child, parent) = (parent, parent.Parent))
        {
            if ((parent is IConditionalOperation choice && !ReferenceEquals(choice.Condition, child)) || parent is ISwitchCaseOperation or ISwitchExpressionArmOperation)
                return true;
        }

        return false;
    }
}

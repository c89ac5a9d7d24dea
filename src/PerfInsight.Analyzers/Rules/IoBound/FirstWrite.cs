using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary><c>if (!File.Exists(path)) File.WriteAllText(path, text);</c>: a file is made once, and each later call finds it.</summary>
internal static class FirstWrite
{
    /// <summary>True for a write of a file only where there is none.</summary>
    public static bool Is(IInvocationOperation write)
    {
        if (write.TargetMethod is not { ContainingType: { Name: "File", ContainingNamespace.Name: "IO" }, Name: var name } || !name.StartsWith("Write", StringComparison.Ordinal) || write.Arguments is not [{ Value: var path }, ..])
            return false;
        for (IOperation? child = write, parent = write.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation choice && !ReferenceEquals(choice.Condition, child) && IsMissing(choice.Condition, path) is { } isMissing && isMissing == ReferenceEquals(choice.WhenTrue, child))
                return true;
        }

        return false;
    }

    // Whether the file is missing where the condition holds; null where something else is asked.
    private static bool? IsMissing(IOperation condition, IOperation path) => Collections.WithoutConversions(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => !IsMissing(operand, path),
        IInvocationOperation { TargetMethod: { Name: "Exists", ContainingType.Name: "File" }, Arguments: [{ Value: var asked }] } when SameCode.Is(asked.Syntax, path.Syntax) => false,
        _ => null,
    };
}

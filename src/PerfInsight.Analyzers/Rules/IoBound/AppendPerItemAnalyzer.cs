using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4008: a file is opened, appended to and closed for each item.</summary>
public sealed class AppendPerItemAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.AppendPerItem,
        "File is opened for each item",
        "'{1}' opens and closes the file for each item and {0}: keep one writer open and flush it when its data must be seen",
        "Opening and closing a file costs far more than to write a line to one that is open.");

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.IO.*", "Microsoft.Win32.SafeHandles.SafeFileHandle.*", "Interop+*");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation);

    private protected override void AnalyzeWaits(HotMember member)
    {
        foreach (var operation in member.Operations(LookedAt))
        {
            if (NameOf(operation) is { } name && !WritesMany(operation))
                Report(member, operation, Waits, name);
        }
    }

    private static string? NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "AppendAllText" or "AppendAllLines" or "AppendAllBytes" or "AppendAllTextAsync" or "AppendAllLinesAsync" or "AppendText" } method, TargetMethod.ContainingType: { Name: "File" or "FileInfo", ContainingNamespace.Name: "IO" } type } call
            when !method.Name.StartsWith("AppendAllLines", StringComparison.Ordinal) || Loops.Around(call).Any() => type.Name + "." + method.Name,
        IObjectCreationOperation { Type.Name: "StreamWriter", Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }, { Value.ConstantValue: { HasValue: true, Value: true } }, ..] } => "new StreamWriter",
        _ => null,
    };

    // A writer that is kept, or that a loop inside its using writes to.
    private static bool WritesMany(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.Name: not "AppendText" })
            return false;
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IUsingOperation scope:
                    return scope.Body.Descendants().Any(inner => inner is ILoopOperation);
                case IUsingDeclarationOperation { Parent: { } block }:
                    return block.Descendants().Any(inner => inner is ILoopOperation);
                case IReturnOperation or IAssignmentOperation:
                    return true;
            }
        }

        return true;
    }
}

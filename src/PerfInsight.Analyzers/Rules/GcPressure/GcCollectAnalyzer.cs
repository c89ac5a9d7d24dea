using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5002: the collector is run, waited for or switched by code that runs often.</summary>
public sealed class GcCollectAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.Cpu, SampleKind.Blocked)
{
    private static readonly string[] GcInternals = ["System.GC.Collect*", "System.GC._Collect*", "System.GC.WaitFor*", "System.GC._WaitFor*", "System.GC.GetTotalMemory", "System.GC.RunFinalizers"];

    // What code is called that runs the collector on purpose: tests and measurements.
    private static readonly string[] Purposes = ["Test", "Benchmark", "Measure", "Diagnos", "Leak"];

    // A button that frees memory. What is private is pressed by its own type, and the profile says that this matters.
    private static readonly string[] Buttons = ["GarbageCollect", "CollectGarbage", "ForceGC", "ForceGc", "FreeMemory"];

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.GcCollect,
        "Garbage collector is run by hot code",
        "'{1}' {2}, and this member {0}: {3}",
        "A full collection marks everything that lives, promotes what is young and still in use, and stops all threads. The collector "
        + "knows better when it pays.");

    private static readonly OperationKinds LookedAt = new(OperationKind.SimpleAssignment, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol) || HasThePurpose(member.Symbol))
            return;
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in member.Operations(LookedAt))
        {
            if (FindingOf(operation) is not { } finding || RareCode.IsError(operation) || RarePaths.IsRare(operation) || IsOnPressure(operation) || !said.Add(finding.What))
                continue;
            member.Report(
                operation.Syntax,
                Proof.Callee(SampleKind.Cpu, GcInternals).Or(Proof.Callee(SampleKind.Blocked, GcInternals)),
                CodeText.Of(operation.Syntax),
                finding.What,
                finding.Remedy);
        }
    }

    private static (string What, string Remedy)? FindingOf(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { ContainingType: { Name: "GC", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } method } call:
                return method.Name switch
                {
                    "Collect" when !MayDoNothing(call) => Forced,
                    "WaitForPendingFinalizers" or "WaitForFullGCComplete" => Forced,
                    "GetTotalMemory" when call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: true } }] => Forced,
                    _ => null,
                };
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "LatencyMode" or "LargeObjectHeapCompactionMode", ContainingType: { Name: "GCSettings", ContainingNamespace.Name: "Runtime" } } } }:
                return ("changes the collector for the whole process at each call", "set it once when the program starts, or in runtimeconfig.json");
            default:
                return null;
        }
    }

    private static (string What, string Remedy) Forced => ("forces a collection that stops all threads", "leave it to the collector, and dispose what holds memory");

    // GC.Collect(2, GCCollectionMode.Optimized): the collector decides.
    private static bool MayDoNothing(IInvocationOperation call) =>
        call.Arguments.Any(argument => argument.Value is IFieldReferenceOperation { Field: { Name: "Optimized", ContainingType.Name: "GCCollectionMode" } });

    // if (GC.GetTotalMemory(false) > Limit) GC.Collect();
    private static bool IsOnPressure(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation conditional && !ReferenceEquals(conditional.Condition, child)
                && conditional.Condition.DescendantsAndSelf().Any(part => part is IInvocationOperation { TargetMethod: { Name: "GetTotalMemory" or "GetGCMemoryInfo" or "GetTotalAllocatedBytes" } }
                    or IPropertyReferenceOperation { Property.Name: "WorkingSet64" or "PrivateMemorySize64" or "MemoryLoadBytes" or "WorkingSet" }))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasThePurpose(IMethodSymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "FactAttribute" or "TheoryAttribute" or "TestAttribute" or "TestMethodAttribute" or "TestCaseAttribute" or "BenchmarkAttribute" or "GlobalSetupAttribute" or "IterationSetupAttribute" or "IterationCleanupAttribute")
                return true;
        }

        return Purposes.Any(purpose => Has(member.Name, purpose) || Has(member.ContainingType?.Name, purpose))
            || Buttons.Any(button => (member.DeclaredAccessibility != Accessibility.Private && Has(member.Name, button)) || Has(member.ContainingType?.Name, button));
    }

    private static bool Has(string? name, string part) => name?.IndexOf(part, StringComparison.Ordinal) >= 0;
}

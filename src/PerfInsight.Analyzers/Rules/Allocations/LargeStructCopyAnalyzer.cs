using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1017: a large struct is copied where a reference to it serves.</summary>
public sealed class LargeStructCopyAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.Cpu)
{
    // A cache line: up to here a copy is a few moves.
    private const int LargeBytes = 64;

    private static readonly Proof CopyProof = Proof.Callee(
        SampleKind.Cpu, "System.Buffer.Memmove*", "System.Buffer.BulkMoveWithWriteBarrier", "System.SpanHelpers.Memmove", "memcpy", "JIT_MemCpy", "JIT_ByRefAssignRef");

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.LargeStructCopy,
        "Large struct is copied",
        "'{1}' of {2} bytes is copied {3}, which {0}: {4}",
        "A value is copied whenever it is passed, returned or stored. Passed by reference, only its address is.");

    private static readonly OperationKinds LookedAt = new(OperationKind.Loop, OperationKind.Invocation, OperationKind.PropertyReference);

    private protected override void Analyze(HotMember member)
    {
        var method = member.Symbol;
        if (RareCode.IsRareMember(method))
            return;
        foreach (var parameter in method.Parameters)
            AnalyzeParameter(member, method, parameter);
        HashSet<ISymbol>? told = null;
        foreach (var operation in member.Operations(LookedAt))
        {
            switch (operation)
            {
                case IForEachLoopOperation { IsAsynchronous: false } loop:
                    AnalyzeLoop(member, method, loop);
                    break;
                case IInvocationOperation { Instance: { } instance, TargetMethod: { IsStatic: false } called }:
                    AnalyzeReceiver(member, instance, called, ref told);
                    break;
                case IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod: { } getter }:
                    AnalyzeReceiver(member, instance, getter, ref told);
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsLarge(ITypeSymbol? type, out int bytes)
    {
        bytes = 0;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false })
            return false;
        bytes = StructSize.Of(type);
        return bytes >= LargeBytes;
    }

    private static void Tell(HotMember member, SyntaxNode place, string what, int bytes, string how, string remedy)
    {
        if (member.Assess(place, CopyProof) is { } assessment && !RareOf(member, place))
            member.Report(place, assessment, what, bytes, how, remedy);
    }

    private static bool RareOf(HotMember member, SyntaxNode place) =>
        member.SemanticModel.OperationOf(place, member.CancellationToken) is { } operation && RareCode.IsRare(operation);

    // A parameter that the member only reads may come by reference.
    private static void AnalyzeParameter(HotMember member, IMethodSymbol method, IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None || parameter.IsParams || method.IsAsync || method.MethodKind is not (MethodKind.Ordinary or MethodKind.Constructor)
            || !IsLarge(parameter.Type, out var bytes) || Signatures.IsShared(method)
            || parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(member.CancellationToken) is not ParameterSyntax syntax)
        {
            return;
        }

        foreach (var operation in member.Operations())
        {
            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak })
                return;
            if (Functions.IsReferenceTo(operation, parameter) && !IsOnlyRead(operation))
                return;
        }

        Tell(member, syntax, parameter.Name, bytes, "in each call", "take it by 'in'");
    }

    private static bool IsOnlyRead(IOperation reference)
    {
        if (AsyncBody.IsInFunction(reference))
            return false;
        var child = reference;
        for (var parent = reference.Parent; ; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IFieldReferenceOperation field when ReferenceEquals(field.Instance, child):
                    continue;
                case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, child):
                    return IsReadOnly(property.Property.GetMethod);
                case IInvocationOperation call when ReferenceEquals(call.Instance, child):
                    return IsReadOnly(call.TargetMethod);
                case IAssignmentOperation assignment when ReferenceEquals(assignment.Target, child):
                case IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } or IAddressOfOperation:
                    return false;

                // Handed on as a whole it is copied all the same.
                case IAssignmentOperation or IReturnOperation or IVariableInitializerOperation or IConversionOperation
                    when ReferenceEquals(child, reference):
                    return false;
                default:
                    return parent is not null;
            }
        }
    }

    private static bool IsReadOnly(IMethodSymbol? method) => method is null || method.IsReadOnly || method.ContainingType is { IsReadOnly: true } or { IsReferenceType: true };

    // foreach copies each element of an array; a reference to it does not.
    private static void AnalyzeLoop(HotMember member, IMethodSymbol method, IForEachLoopOperation loop)
    {
        if (method.IsAsync || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local }
            || Collections.WithoutConversions(loop.Collection)?.Type is not (IArrayTypeSymbol { Rank: 1 } or INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" })
            || !IsLarge(local.Type, out var bytes)
            || loop.Syntax is not ForEachStatementSyntax { Type: { } place })
        {
            return;
        }

        foreach (var reference in Functions.ReferencesTo(local, loop))
        {
            if (!IsOnlyRead(reference))
                return;
        }

        Tell(member, place, local.Name, bytes, "in each iteration", "loop by 'ref readonly' over a span");
    }

    // The compiler copies a value that must not change before it calls a member that might change it.
    private static void AnalyzeReceiver(HotMember member, IOperation instance, IMethodSymbol called, ref HashSet<ISymbol>? told)
    {
        var (variable, what) = instance switch
        {
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } when member.Symbol.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor) =>
                ((ISymbol?)field, "the read-only field"),
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.In } parameter } => (parameter, "the 'in' parameter"),
            ILocalReferenceOperation { Local: { RefKind: RefKind.In } local } => (local, "the read-only reference"),
            _ => default,
        };
        if (variable is null || !IsLarge(instance.Type, out var bytes) || IsReadOnly(called) || called.ContainingType.SpecialType != SpecialType.None
            || !(told ??= new(SymbolEqualityComparer.Default)).Add(variable))
        {
            return;
        }

        Tell(member, instance.Syntax, variable.Name, bytes, $"before '{called.AssociatedSymbol?.Name ?? called.Name}' is called, because {what} must not change",
            "make the struct, or this member of it, readonly");
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1002: an array is made in each iteration or call, although nobody keeps it.</summary>
public sealed class TemporaryBufferAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    /// <summary>What a frame of the stack may well hold; the usual limit in the framework's own code.</summary>
    internal const int MaxStackBytes = 1024;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.TemporaryBuffer,
        "Temporary buffer is allocated again and again",
        "'{1}' {2} {0}: {3}",
        "An array that is used by one call or iteration only fills the heap, and large ones fill the large object heap, which "
        + "only full collections empty. One array before the loop, the stack, or the array pool does the same without garbage.");

    /// <summary>True for functions that cannot have a span as a local on all supported compilers.</summary>
    internal static bool IsStateMachine(IOperation operation, SemanticModel model)
    {
        for (var parent = operation; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation local:
                    return local.Symbol.IsAsync || Yields(local);
                case { Parent: null }:
                    return model.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { IsAsync: true } || Yields(parent);
            }
        }

        return false;
    }

    private static readonly OperationKinds LookedAt = new(OperationKind.ArrayCreation, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        // Start-up code runs once; only what it repeats is worth a word.
        var runsOnce = member.Symbol is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } or IMethodSymbol { Name: "Main" or "<Main>$", IsStatic: true };
        foreach (var operation in member.Operations(LookedAt))
        {
            if (operation is not (IArrayCreationOperation or IInvocationOperation) || (runsOnce && !Loops.Around(operation).Any()))
                continue;
            var creation = operation as IArrayCreationOperation;
            var buffer = creation is null ? null : TemporaryBuffer.Of(creation, member.Compilation, member.CancellationToken);
            if (buffer is null && (creation is null || !HandedBuffer.Is(creation, member.Compilation, member.CancellationToken)))
            {
                AnalyzeOther(member, operation);
                continue;
            }

            var where = Loops.Around(operation).Any() ? "in this loop" : "in each call";
            var element = ((IArrayTypeSymbol)operation.Type!).ElementType.ToMinimalDisplayString(member.SemanticModel, operation.Syntax.SpanStart);
            var remedy = buffer switch
            {
                null => "rent it from ArrayPool<" + element + ">.Shared, if no method that gets it keeps it",
                _ when buffer.LoopOfSameSize() is not null => "allocate it once before the loop",
                { ConstantBytes: <= MaxStackBytes } when !buffer.Loops.Any() && !IsStateMachine(operation, member.SemanticModel) => "put it on the stack",
                _ => "rent it from ArrayPool<" + element + ">.Shared",
            };

            // Bytes of the type do not show that nobody keeps the array.
            var proof = buffer is null ? Proof.None : Proof.AllocatedType(CalleeName.OfType(operation.Type));
            member.Report(operation.Syntax, proof, CodeText.Of(operation.Syntax), where, remedy);
        }
    }

    private static void AnalyzeOther(HotMember member, IOperation operation)
    {
        var remedy = (operation is IInvocationOperation call ? MadeArray.RemedyOf(call, member.Compilation, member.CancellationToken) : null)
            ?? ForgottenArray.RemedyOf(operation, member.Compilation, member.CancellationToken);
        if (remedy is null && ReturnedBuffer.Is(operation, member))
            remedy = $"let the callers of {member.Symbol.Name}, which all forget it, hand in an array that is kept or a span of the stack";
        if (remedy is null || RareCode.IsRare(operation) || RareCode.IsError(operation))
            return;
        var where = Loops.Around(operation).Any() ? "in this loop" : "in each call";
        member.Report(operation.Syntax, Proof.None, CodeText.Of(operation.Syntax), operation is IArrayCreationOperation ? where : "makes an array " + where, remedy);
    }

    private static bool Yields(IOperation function) => function.Descendants().Any(operation =>
        operation is IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak });
}

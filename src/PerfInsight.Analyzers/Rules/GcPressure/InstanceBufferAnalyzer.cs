using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5001: each instance, or each call that prepares one, makes itself a large buffer.</summary>
public sealed class InstanceBufferAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    /// <summary>From here on renting is faster than allocating (TemporaryBufferRentBenchmarks).</summary>
    private const int MinBytes = 1024;

    /// <summary>Objects of this size live on the large object heap, which only full collections empty (GCSettings, default threshold).</summary>
    private const int LargeObjectBytes = 85_000;

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.InstanceBuffer,
        "Buffer is allocated for each instance",
        "'{1}' makes a buffer for each instance{2}, which {0}: rent it from ArrayPool<{3}>.Shared and return it when the instance is done",
        "A buffer that lives as long as its object dies in an old generation, and one of 85,000 bytes and more on the large object heap, which "
        + "only full collections empty. Where many such objects come and go, the pool gives the same array again and again.");

    private static readonly OperationKinds LookedAt = new(OperationKind.ArrayCreation, OperationKind.Invocation);

    private protected override void Analyze(HotMember member)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
            Analyze(member, operation);
        foreach (var operation in FieldInitializers(member))
            Analyze(member, operation);
    }

    private static void Analyze(HotMember member, IOperation operation)
    {
        if (InstanceBuffer.Of(operation) is not { } buffer || buffer.Bytes < MinBytes)
            return;
        member.Report(
            operation.Syntax,
            Proof.AllocatedType(CalleeName.OfType(buffer.Creation.Type!)),
            CodeText.Of(operation.Syntax),
            buffer.Bytes >= LargeObjectBytes ? " on the large object heap" : "",
            buffer.Element.ToMinimalDisplayString(member.SemanticModel, operation.Syntax.SpanStart));
    }

    // A constructor runs them too, unless it hands over to another one.
    private static IEnumerable<IOperation> FieldInitializers(HotMember member)
    {
        if (member.Symbol.MethodKind != MethodKind.Constructor || member.Declaration is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer }
            || member.Declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            yield break;
        }

        foreach (var declaration in type.Members)
        {
            if (declaration is not FieldDeclarationSyntax field || field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword))
                continue;
            foreach (var variable in field.Declaration.Variables)
            {
                // Only `new byte[n]` and GC.AllocateArray are buffers; the meaning of all else is not asked for.
                if (variable.Initializer is { Value: ArrayCreationExpressionSyntax { Initializer: null } or InvocationExpressionSyntax } initializer && member.SemanticModel.OperationOf(initializer.Value, member.CancellationToken) is { } value)
                    yield return value;
            }
        }
    }
}

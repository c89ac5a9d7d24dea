using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4004: a stream without a buffer is read or written a few bytes at a time, or flushed for each item.</summary>
public sealed class TinyReadsAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.TinyReads,
        "Stream is read or written in tiny pieces",
        "'{1}' {2} and {0}: {3}",
        "Each call on a stream without a buffer is a call of the system, a packet or a step of the decompressor; a buffer makes one of thousands.");

    private static readonly Proof Waits = Proof.Callee(
        SampleKind.Blocked, "System.IO.*", "System.Net.*", "Microsoft.Win32.SafeHandles.SafeFileHandle.*", "Interop+*");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.SimpleAssignment);

    private protected override void AnalyzeWaits(HotMember member)
    {
        if (RarePaths.IsOnce(member.Symbol))
            return;
        if (TinyPieces.OfBytes(member) is { } bytes && !IsGivenMemory(bytes, member))
            Report(member, bytes, Waits, bytes.TargetMethod.Name, "moves one byte at a time over a stream that may have no buffer", "read into a buffer, or wrap the stream in a BufferedStream");
        foreach (var operation in member.Operations(LookedAt))
        {
            switch (operation)
            {
                case IObjectCreationOperation { Type: { Name: "BinaryReader" or "BinaryWriter" or "XmlDictionaryReader" } made, Arguments: [{ Value: var stream }, ..] } creation when TinyPieces.IsUnbuffered(stream):
                    Report(member, creation, Waits, "new " + made.Name, "goes to the stream for each field", "wrap the stream in a BufferedStream");
                    break;
                case IObjectCreationOperation { Type.Name: "FileStream" } creation when TinyPieces.HasNoBuffer(creation) && TinyPieces.FeedsFields(creation):
                    Report(member, creation, Waits, "new FileStream", "has no buffer, but is read or written by field", "leave the default buffer");
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Flush" or "FlushAsync", Parameters.Length: <= 1 } } flush when TinyPieces.IsPerItem(flush, member):
                    Report(member, flush, Waits, "Flush", "empties the buffer after each item", "flush once after all, or at intervals");
                    break;
                case IInvocationOperation write when EncodedPieces.IsWrite(write, member):
                    Report(member, write, Waits, write.TargetMethod.Name, "puts each text on a stream that may have no buffer", "keep a StreamWriter on the stream, or wrap it in a BufferedStream, and flush at the end");
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "AutoFlush" } property, Value.ConstantValue: { HasValue: true, Value: true } } assignment when TinyPieces.IsWrittenInLoop(property, member.Operations()):
                    Report(member, assignment, Waits, "AutoFlush", "empties the buffer after each write", "leave it off, and flush once after the loop");
                    break;
            }
        }
    }

    // A private helper that only ever gets streams in memory.
    private static bool IsGivenMemory(IInvocationOperation call, HotMember member) => call.Instance is IParameterReferenceOperation { Parameter: var stream }
        && GivenByCallers.AreAll(stream, member.SemanticModel, static type => type?.Name is "MemoryStream" or "BufferedStream", member.CancellationToken);
}

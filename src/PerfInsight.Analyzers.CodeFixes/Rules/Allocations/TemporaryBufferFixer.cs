using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>Makes the array once before the loop, puts it on the stack, or rents it; whichever of them is first shown to be safe.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TemporaryBufferFixer() : HotMemberFixer(RuleIds.TemporaryBuffer)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Operation is not { } operation
            || TemporaryBuffer.Of(operation, place.Model.Compilation, place.CancellationToken) is not { } buffer

            // Where a pointer reads and writes is not followed.
            || buffer.Uses.Any(use => use.Kind == BufferUseKind.Pinned)
            || BufferDeclaration.Of(buffer) is not { } declaration)
        {
            return null;
        }

        if (buffer.LoopOfSameSize() is { } loop)
            return BufferHoist.Prepare(buffer, declaration, loop, place);
        return BufferOnStack.Prepare(buffer, declaration, place) ?? BufferRent.Prepare(buffer, declaration, place);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Members that call themselves.</summary>
internal static class Recursion
{
    /// <summary>True where a member calls itself.</summary>
    public static bool CallsItself(HotMember member) => CallsIn(member).Any();

    /// <summary>The calls of a member in its own code.</summary>
    public static IEnumerable<IInvocationOperation> CallsIn(HotMember member) => member.Operations<IInvocationOperation>()
        .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, member.Symbol.OriginalDefinition));
}

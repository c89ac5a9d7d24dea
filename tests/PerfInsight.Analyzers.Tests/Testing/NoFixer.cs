using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>For the tests of rules without a fix.</summary>
public sealed class NoFixer() : HotMemberFixer("PI9999")
{
    private protected override Fix? Prepare(FixContext place) => null;
}

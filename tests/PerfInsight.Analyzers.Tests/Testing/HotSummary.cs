using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A summary in memory.</summary>
internal sealed class HotSummary(string text) : AdditionalText
{
    public override string Path => "/repo/app.perfinsight.json";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}

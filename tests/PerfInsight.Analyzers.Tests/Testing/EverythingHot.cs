using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A summary in which each method of a compilation has half of the profile, in every kind.</summary>
internal static class EverythingHot
{
    private const string Costs =
        "\"cpu\":{\"self\":400,\"own\":500,\"total\":500},\"alloc_space\":{\"self\":400,\"own\":500,\"total\":500},"
        + "\"contention\":{\"self\":400,\"own\":500,\"total\":500},\"blocked\":{\"self\":400,\"own\":500,\"total\":500}";

    /// <summary>The summary, as JSON.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="most">Of more methods than these, every so-many-th is hot.</param>
    public static string SummaryOf(Compilation compilation, int most = int.MaxValue)
    {
        var json = new StringBuilder("{\"version\":\"1.0\",\"files\":[],\"scenarios\":[{\"name\":\"load\",\"duration\":1000,");
        json.Append("\"totals\":{\"cpu\":1000,\"alloc_space\":1000,\"contention\":1000,\"blocked\":1000},\"methods\":[\n");
        var first = true;
        var ids = MethodIds(compilation.Assembly.GlobalNamespace).Distinct(StringComparer.Ordinal).ToList();
        var step = Math.Max(1, ids.Count / most);
        foreach (var id in ids.Where((_, index) => index % step == 0).Take(most))
        {
            json.Append(first ? "" : ",\n").Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{id}\",\"kind\":\"method\",{Costs}}}");
            first = false;
        }

        return json.Append("]}]}").ToString();
    }

    private static IEnumerable<string> MethodIds(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol nested)
            {
                foreach (var id in MethodIds(nested))
                    yield return id;
            }
            else if (member is IMethodSymbol method && method.GetDocumentationCommentId() is { Length: > 0 } id && !id.AsSpan().ContainsAny('"', '\\'))
            {
                yield return id;
            }
        }
    }
}

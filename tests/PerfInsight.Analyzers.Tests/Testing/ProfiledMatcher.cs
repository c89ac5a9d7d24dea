using System.Security.Cryptography;
using System.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A small program with its summary, checksum and fingerprint included, for tests of how evidence follows code.</summary>
internal static class ProfiledMatcher
{
    private const string Body = """
                foreach (var sku in wanted)
                    if (skus.Contains(sku)) n++;
        """;

    public const string Code = $$"""
        using System.Collections.Generic;
        namespace Shop;
        class Matcher
        {
            int Match(List<string> skus, string[] wanted)
            {
                int n = 0;
        {{Body}}
                return n;
            }
        }
        """;

    public static Task<string> RunAsync(string code) => Run(code, Summary()).TextAsync();

    public static AnalyzerRun Run(string code, string summary) => new AnalyzerRun().Code(code, "/repo/src/Test.cs").Summary(summary);

    public static string Summary()
    {
        var checksum = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Code)));
        var start = Code.IndexOf("int n = 0;", StringComparison.Ordinal);
        var end = Code.IndexOf("return n;", StringComparison.Ordinal) + "return n;".Length;
        var fingerprint = CodeFingerprint.Of(Code, start, end);
        return $$"""
            {"version":"1.0",
            "files":[{"path":"src/Test.cs","algorithm":"SHA256","checksum":"{{checksum}}"}],
            "scenarios":[{"name":"load","commit":"3f2c1ab","captured":"2026-11-20T10:00:00Z","duration":12000000000,"modules":["Shop"],"totals":{"cpu":10000000000},"methods":[
            {"id":"M:Shop.Matcher.Match(System.Collections.Generic.List{System.String},System.String[])","kind":"method","file":0,"span":[7,9,10,18],"fingerprint":"{{fingerprint}}","cpu":{"self":300000000,"own":4500000000,"total":4800000000},"callees":[{"name":"System.Collections.Generic.List`1.Contains","line":[9,9],"cpu":3600000000}],"lines":[{"line":[9,9],"cpu":3600000000}]}
            ]}]}
            """;
    }
}

using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>Runs all rules over code in which each member is hot by one kind, as a summary without details says it.</summary>
internal static class Family
{
    private const string Head = """
        using System;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Compression;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Runtime.CompilerServices;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;

        """;

    /// <summary>No rule has anything to say.</summary>
    public static async Task IsSilentAsync(string code, SampleKind kind)
    {
        var said = await SaysAsync(code, kind);
        Assert.True(said.Length == 0, said + "\n" + code);
    }

    /// <summary>What all rules but those of profile health say.</summary>
    public static async Task<string> SaysAsync(string code, SampleKind kind)
    {
        code = Head + code;
        var run = new AnalyzerRun().Code(code).Summary(TestProfile.Hot(kind, 400).ToJson(code));
        var lines = (await run.TextAsync()).Split('\n').Where(line => !line.Contains(" PI0", StringComparison.Ordinal));
        return string.Join("\n", lines);
    }
}

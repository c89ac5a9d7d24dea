using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.GcCollectAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class GcCollectTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("void Run() { Work(); [|GC.Collect()|]; }")]
    [InlineData("void Run() { [|GC.Collect()|]; GC.WaitForPendingFinalizers(); GC.Collect(); Work(); }")]
    [InlineData("void Run() { for (var i = 0; i < 10; i++) { Work(); if (i % 3 == 0) [|System.GC.Collect(2, GCCollectionMode.Forced, true, true)|]; } }")]
    [InlineData("void Run() { Work(); [|GC.WaitForPendingFinalizers()|]; }")]
    [InlineData("long Run() => [|GC.GetTotalMemory(true)|];")]
    [InlineData("void Run() { [|GCSettings.LatencyMode = GCLatencyMode.LowLatency|]; try { Work(); } finally { GCSettings.LatencyMode = GCLatencyMode.Interactive; } }")]
    [InlineData("void Run() { Action free = () => [|GC.Collect(0)|]; Work(); free(); }")]
    [InlineData("async Task Run() { await Task.Yield(); [|GC.Collect()|]; }")]
    [InlineData("private void RunGarbageCollection() { Work(); [|GC.Collect()|]; }")]
    public Task The_collector_is_run_or_switched(string member) => Verify.SuggestsAsync(Class(member), Hot);

    [Theory]
    [InlineData("void Run() { GC.KeepAlive(this); GC.SuppressFinalize(this); }")]
    [InlineData("int Run() => GC.CollectionCount(2);")]
    [InlineData("long Run() => GC.GetTotalMemory(false);")]
    [InlineData("void Run() { if (GC.GetTotalMemory(false) > 1 << 30) GC.Collect(); }")]
    [InlineData("void Run() { try { Work(); } catch (OutOfMemoryException) { GC.Collect(); throw; } }")]
    [InlineData("void Run() { GC.Collect(2, GCCollectionMode.Optimized, false); }")]
    [InlineData("void Dispose() { GC.Collect(); }")]
    [InlineData("void MeasureMemory() { GC.Collect(); GC.WaitForPendingFinalizers(); }")]
    [InlineData("static void Main() { GCSettings.LatencyMode = GCLatencyMode.Batch; }")]
    [InlineData("GCLatencyMode Run() => GCSettings.LatencyMode;")]
    [InlineData("void Run() { Own.GC.Collect(); }")]
    [InlineData("public void CollectGarbage() { GC.Collect(); }")]
    [InlineData("internal static void ForceGC() => GC.Collect();")]
    public Task What_asks_or_serves_only_errors_and_tests_stays_silent(string member) => Verify.SuggestsAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        using System;
        using System.Runtime;
        using System.Threading.Tasks;
        namespace Own { static class GC { public static void Collect() { } } }
        public class C
        {
            {{member}}
            private void Work() { }
        }
        """;
}

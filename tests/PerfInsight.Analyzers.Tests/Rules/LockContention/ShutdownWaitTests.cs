using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Sleeps that wait once, for what still runs when all ends (PI3013).</summary>
public class ShutdownWaitTests
{
    [Theory]
    [InlineData("class C { bool _busy; readonly ConcurrentQueue<int> _q = new(); volatile bool _shutdown; void Work() { while (!_shutdown) { if (!_q.TryDequeue(out var x)) Thread.Sleep(10); else Console.WriteLine(x); } } }")]
    [InlineData("class C { volatile bool _ready; void WaitUntilReady() { while (!_ready) Thread.Sleep(10); } }")]
    public async Task It_is_found(string code) => Assert.Contains("PI3013", await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);

    [Theory]
    [InlineData("class C { bool HasPending { get; set; } readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(9); void WaitForAll() { var watch = Stopwatch.StartNew(); while (true) { Thread.Sleep(100); if (!HasPending) break; if (watch.Elapsed > _shutdownTimeout) break; } } }")]
    [InlineData("class C { volatile bool _busy; void Shutdown() { while (_busy) Thread.Sleep(10); } }")]
    [InlineData("class C { volatile bool _busy; async Task StopAsync() { while (_busy) await Task.Delay(10); } }")]
    public async Task Its_look_alike_is_left_alone(string code) => Assert.DoesNotContain("PI3013", await Family.SaysAsync(code, SampleKind.Blocked), StringComparison.Ordinal);
}

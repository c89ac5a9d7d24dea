using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>A sum of real numbers under a lock (PI3003): no instruction adds them, but one stores a sum that is still right.</summary>
public class LockedRealTests
{
    [Theory]
    [InlineData("class C { readonly object _g = new(); double _sum; void M(double x) { lock (_g) { _sum += x; } } public double Sum { get { lock (_g) { return _sum; } } } }")]
    [InlineData("class C { readonly object _g = new(); float _left = 9; void M(float x) { lock (_g) _left -= x; } void Set(float x) => Interlocked.Exchange(ref _left, x); }")]
    public async Task It_is_found(string code)
    {
        var said = await Family.SaysAsync(code, SampleKind.Contention);
        Assert.Contains("PI3003", said, StringComparison.Ordinal);
        Assert.Contains("CompareExchange", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Interlocked.Add", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C { readonly object _g = new(); double _sum; int _n; void M(double x) { lock (_g) { _sum += x; _n++; } } double Mean { get { lock (_g) { return _sum / _n; } } } }")]
    [InlineData("class C { readonly object _g = new(); double _sum; int _n; void M(double x) { lock (_g) { _sum += x; } } double Mean() { lock (_g) { var mean = _sum / _n; _sum = 0; return mean; } } }")]
    [InlineData("class C { readonly object _g = new(); decimal _sum; void M(decimal x) { lock (_g) { _sum += x; } } }")]
    public async Task Its_look_alike_is_left_alone(string code) => Assert.DoesNotContain("PI3003", await Family.SaysAsync(code, SampleKind.Contention), StringComparison.Ordinal);
}

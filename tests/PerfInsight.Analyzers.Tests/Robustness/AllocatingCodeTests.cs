using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Robustness;

/// <summary>Lambdas, queries, iterators and async methods while they are being typed: no rule throws.</summary>
public class AllocatingCodeTests
{
    private const string Code = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;

        public struct Big { public long A, B, C, D, E, F, G, H, I; public long Last { get { return I; } } public override bool Equals(object o) => o is Big; }
        public class Store<T> : IEnumerable<T>
        {
            private readonly ConcurrentDictionary<int, T> _cache = new();
            private readonly IList<T> _list = new List<T>();
            private readonly Big _big;
            public Action<T> Handler => x => _list.Add(x);
            public T Get(int key, Func<int, T> make) => _cache.GetOrAdd(key, k => make(k + key));
            public IEnumerator<T> GetEnumerator() => ((List<T>)_list).GetEnumerator();
            public async Task<T> LoadAsync(int key) { if (_cache.TryGetValue(key, out var v)) return v; return await Task.Run(() => default(T)); }
            public async Task<T> TailAsync(int key) => await LoadAsync(key);
            public IEnumerable<T> One(T x) { yield return x; foreach (var y in One(x)) yield return y; }
            public string Text(int a, DayOfWeek b, Big c) => string.Format("{0} {1} {2} {3}", a, b, c, string.Join(",", from x in _list where !x.Equals(a) select $"{x}{a}"));
            public bool Any(params int[] xs) { foreach (var x in _list) if (xs.Any(y => y == _big.Last) && Any(1, 2)) return true; return false; }
        }
        """;

    [Fact]
    public async Task Code_as_it_is_being_typed_and_with_pieces_missing()
    {
        var summary = TestProfile.Hot(SampleKind.Cpu).AndHot(SampleKind.AllocSpace).ToJson(Code);
        for (var length = 0; length <= Code.Length; length += 29)
            await AssertNoCrashAsync(Code[..length], summary);
        for (var start = 0; start < Code.Length - 20; start += 31)
            await AssertNoCrashAsync(Code.Remove(start, 11), summary);
    }

    private static async Task AssertNoCrashAsync(string code, string summary)
    {
        var text = await new AnalyzerRun().Code(code).Summary(summary).TextAsync();
        Assert.DoesNotContain("AD0001", text, StringComparison.Ordinal);
    }
}

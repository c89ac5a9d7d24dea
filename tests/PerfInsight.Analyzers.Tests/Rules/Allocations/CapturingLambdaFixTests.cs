using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaAnalyzer, PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1003 writes, that it keeps behaviour, and where none is offered.</summary>
public class CapturingLambdaFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("return _names.GetOrAdd(key, [|k => k + text|]);", "return _names.GetOrAdd(key, static (k, text) => k + text, text);")]
    [InlineData("return _names.GetOrAdd(key, [|(k) => Make(k)|]);", "return _names.GetOrAdd(key, static (k, self) => self.Make(k), this);")]
    [InlineData("return _names.GetOrAdd(key, [|_ => this._count + Make(text)|]);", "return _names.GetOrAdd(key, static (_, state) => state.self._count + state.self.Make(state.text), (self: this, text));")]
    [InlineData("text += key; return _names?.GetOrAdd(key, [|k => { return text; }|]);", "text += key; return _names?.GetOrAdd(key, static (k, text) => { return text; }, text);")]
    [InlineData("var self = key + text; return _names.GetOrAdd(key, [|k => new Thing(k) { Name = self, Count = number }.Name|]);", "var self = key + text; return _names.GetOrAdd(key, static (k, state) => new Thing(k) { Name = state.self, Count = state.number }.Name, (self, number));")]
    [InlineData("return _names.AddOrUpdate(key, [|k => k + text|], [|(k, old) => old + number|]);", "return _names.AddOrUpdate(key, static (k, state) => k + state.text, static (k, old, state) => old + state.number, (text, number));")]
    [InlineData("return _names.AddOrUpdate(key, k => k, [|(_, old) => old + text|]);", "return _names.AddOrUpdate(key, static (k, text) => k, static (_, old, text) => old + text, text);")]
    [InlineData("ImmutableInterlocked.Update(ref _set, [|all => all.Add(text)|]); return null;", "ImmutableInterlocked.Update(ref _set, static (all, text) => all.Add(text), text); return null;")]
    [InlineData("token.Register([|() => Stop()|]); return null;", "token.Register(static state => ((C)state!).Stop(), this); return null;")]
    [InlineData("token.Register([|() => { source.Cancel(); /* now */ }|]); return null;", "token.Register(static state => { ((CancellationTokenSource)state!).Cancel(); /* now */ }, source); return null;")]
    [InlineData("ThreadPool.QueueUserWorkItem([|_ => Work(text)|]); return null;", "ThreadPool.QueueUserWorkItem(static state => state.self.Work(state.text), (self: this, text), preferLocal: false); return null;")]
    public Task State_is_passed_to_the_twin(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot.Of("Run"));

    [Fact]
    public Task The_layout_of_a_long_factory_is_kept() => Verify.FixesLikelyAsync(Code("""
        return _names.[|GetOrAdd(
                    key,
                    k =>|]
                    {
                        // how it is made
                        var made = k;
                        return made + text;
                    });
        """), Code("""
        return _names.GetOrAdd(
                    key,
                    static (k, text) =>
                    {
                        // how it is made
                        var made = k;
                        return made + text;
                    }, text);
        """), Hot.Of("Run"));

    [Theory]
    [InlineData("return _names.GetOrAdd(key, [|k => text += k|]);")]
    [InlineData("return _names.GetOrAdd(key, [|k => { number++; return text; }|]);")]
    [InlineData("void Set() => text = null!; Set(); return _names.GetOrAdd(key, [|k => text|]);")]
    [InlineData("return _names.GetOrAdd(text = \"a\", [|k => text|]);")]
    [InlineData("return _names.GetOrAdd(key, [|k => Local(k)|]); string Local(string k) => k + text;")]
    [InlineData("return _names.GetOrAdd(key, [|k => base.ToString() + k|]);")]
    [InlineData("return _names.GetOrAdd(key, [|(string k) => text + k|]);")]
    [InlineData("return _names.GetOrAdd(key, [|delegate (string k) { return text + k; }|]);")]
    [InlineData("return _names.GetOrAdd(valueFactory: [|k => text + k|], key: key);")]
    [InlineData("return _names.GetOrAdd(key, [|k => counter.Next() + k|]);")]
    [InlineData("return _names.AddOrUpdate(key, text, [|(k, old) => old + text|]);")]
    [InlineData("token.Register([|() => Work(text)|]); return null;")]
    [InlineData("var chosen = source; token.Register([|() => chosen.Cancel()|]); chosen = new(); return null;")]
    [InlineData("ThreadPool.QueueUserWorkItem([|_ => Work(text)|]); text = \"\"; return null;")]
    [InlineData("ThreadPool.QueueUserWorkItem([|o => Work(o + text)|]); return null;")]
    public Task Where_a_copy_could_be_told_apart_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot.Of("Run"));

    [Fact]
    public Task An_async_factory_reads_variables_that_are_written_later() => Verify.OffersNoFixLikelyAsync("""
        using System.Collections.Concurrent;
        using System.Threading.Tasks;
        class C
        {
            readonly ConcurrentDictionary<int, Task<string>> _all = new();
            Task<string> Run(int key, string text)
            {
                var task = _all.GetOrAdd(key, [|async k => { await Task.Yield(); return text + k; }|]);
                text = "";
                return task;
            }
        }
        """, Hot);

    [Fact]
    public Task The_parameter_of_a_primary_constructor_is_a_field() => Verify.OffersNoFixLikelyAsync("""
        using System.Collections.Concurrent;
        class C(string text)
        {
            readonly ConcurrentDictionary<int, string> _all = new();
            string Run(int key) => _all.GetOrAdd(key, [|k => text + k|]);
        }
        """, Hot.Of("Run"));

    [Fact]
    public Task Values_and_side_effects_are_the_same() => Differential.SameResultsAsync<CapturingLambdaAnalyzer, CapturingLambdaFixer>("""
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        public class C
        {
            public static readonly List<string> Log = new();
            private readonly ConcurrentDictionary<string, string> _all = new();
            private int _made;
            public static string Run(string?[] keys, string text, int number) => string.Join(",", new C().All(keys, text, number));
            private IEnumerable<string> All(string?[] keys, string text, int number)
            {
                var result = new List<string>();
                foreach (var key in keys)
                {
                    number++;
                    result.Add(_all.GetOrAdd(key!, k => Make(k, text + number)));
                    result.Add(_all.AddOrUpdate(key!, k => k, (k, old) => old.Length > 20 ? text : old + number));
                }

                return result;
            }

            private string Make(string key, string text)
            {
                Log.Add(key + text + _made++);
                return key == "c" ? throw new KeyNotFoundException(text) : text;
            }
        }
        """, Hot.Of("All"), "C.Run",
        Gen.Select(Gen.Int[0, 40].Select(i => i == 0 ? null : ((char)('a' + i / 4)).ToString()).Array[0, 8], Gen.String[0, 3], Gen.Int).Select(input => new object?[] { input.Item1, input.Item2, input.Item3 }));

    private static string Code(string body) => $$"""
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        using System.Threading;
        class Thing(string key) { public string Name = key; public int Count; }
        struct Counter { public int Value; public int Next() => Value++; }
        class C
        {
            private readonly ConcurrentDictionary<string, string> _names = new();
            private ImmutableHashSet<string> _set = ImmutableHashSet<string>.Empty;
            private int _count = 1;
            string? Run(string key, string text, int number, Counter counter, CancellationTokenSource source, CancellationToken token)
            {
                {{body}}
            }

            string Make(string key) => key + _count;
            void Work(string text) => _count += text.Length;
            void Stop() => _count = 0;
        }
        """;
}

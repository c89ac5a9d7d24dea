using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.IteratorOrAsyncMachineryAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class IteratorOrAsyncMachineryTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task A_method_that_only_waits_is_confirmed_by_its_state_machine() => Verify.WarnsAsync(Usings + """
        class C
        {
            Task<int> CoreAsync() => null!;
            async Task<int> GetAsync() => [|await CoreAsync()|];
        }
        """, Hot.Of("GetAsync").Allocates("C+<GetAsync>d__1"),
        "'GetAsync' only waits for another task and hands its result on, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "return that task, without async and await");

    [Fact]
    public Task Statements_before_and_ConfigureAwait_do_not_matter() => Verify.SuggestsAsync(Usings + """
        class C
        {
            async Task A(Stream stream, byte[] buffer)
            {
                if (buffer.Length == 0) throw new ArgumentException("buffer");
                var count = buffer.Length / 2;
                [|await stream.WriteAsync(buffer, 0, count).ConfigureAwait(false)|];
            }
            async Task<int> B(Stream stream, byte[] buffer) { return [|await stream.ReadAsync(buffer, 0, 2)|]; }
            async ValueTask<int> D(Stream stream, Memory<byte> buffer) => [|await stream.ReadAsync(buffer)|];
        }
        """, Hot);

    [Fact]
    public Task An_iterator_of_one_element() => Verify.SuggestsAsync(Usings + """
        class C
        {
            IEnumerable<int> A(int x) { [|yield return x;|] }
            IEnumerable<string> B() { [|yield return "a";|] yield return "b"; }
            IEnumerable<int> D(int? x) { if (x.HasValue) [|yield return x.Value;|] }
        }
        """, Hot);

    [Fact]
    public Task An_iterator_that_hands_another_sequence_on() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly List<int> _xs = new();
            IEnumerable<int> A() { foreach (var x in [|_xs|]) { yield return x; } }
        }
        """, Hot,
        "'A' only hands another sequence on, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): return that sequence");

    [Fact]
    public Task A_recursive_iterator_makes_one_for_each_level() => Verify.SuggestsAsync(Usings + """
        class Node
        {
            public List<Node> Children { get; } = new();
            public IEnumerable<Node> All()
            {
                yield return this;
                foreach (var child in Children)
                    foreach (var node in [|child.All()|])
                        yield return node;
            }
        }
        """, Hot);

    [Fact]
    public Task An_await_within_try_or_using_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<string> A(string path) { using var reader = new StreamReader(path); return await reader.ReadToEndAsync(); }
            async Task<string> B(string path) { using (var reader = new StreamReader(path)) { return await reader.ReadToEndAsync(); } }
            async Task<string> D(string path) { try { return await File.ReadAllTextAsync(path); } catch (IOException) { return ""; } }
        }
        """, Hot);

    [Fact]
    public Task An_await_whose_result_is_used_or_of_another_type_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<int> A(string path) => (await File.ReadAllTextAsync(path)).Length;
            async Task<object> B(string path) => await File.ReadAllTextAsync(path);
            async Task<int> D(Stream s, Memory<byte> m) => await s.ReadAsync(m);
            async Task E(Stream s) { await s.FlushAsync(); s.Position = 0; }
            async void F(Stream s) { await s.FlushAsync(); }
        }
        """, Hot);

    [Fact]
    public Task Several_waits_or_returns_need_a_state_machine() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<int> A(Stream s, byte[] b) { await s.FlushAsync(); return await s.ReadAsync(b, 0, 1); }
            async Task<int> B(Stream s, byte[] b) { if (b.Length == 0) return 0; return await s.ReadAsync(b, 0, 1); }
            async Task D(Stream s, int n) { for (int i = 0; i < n; i++) await s.FlushAsync(); }
            async Task E(Stream s, int n) { if (n == 0) return; await s.FlushAsync(); }
        }
        """, Hot);

    [Fact]
    public Task A_real_iterator_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly List<int> _xs = new();
            IEnumerable<int> A(int n) { for (int i = 0; i < n; i++) yield return i; }
            IEnumerable<int> B() { foreach (var x in _xs) if (x > 1) yield return x; }
            IEnumerable<int> D() { foreach (var x in _xs) yield return x + 1; }
            IEnumerable<int> E(int y) { foreach (var x in _xs) yield return x; yield return y; }
            IEnumerator<int> F() { foreach (var x in _xs) yield return x; }
        }
        """, Hot);

    [Fact]
    public Task A_method_without_machinery_is_fine() => Verify.IsSilentAsync(Usings + """
        class C
        {
            Task<string> A(string path) => File.ReadAllTextAsync(path);
            IEnumerable<int> B(int x) => new[] { x };
            Task D() { return Task.Run(async () => { await Task.Yield(); await Task.Delay(1); }); }
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<string> A(string path) => await File.ReadAllTextAsync(path);
        }
        """, TestProfile.Cold);

    [Fact]
    public Task A_lambda_that_only_waits() => Verify.SuggestsAsync(Usings + """
        class C
        {
            static Task<T> Retry<T>(Func<Task<T>> action) => action();
            Task<string> A(string path) => Retry(async () => [|await File.ReadAllTextAsync(path)|]);
            Task<string> B(string path) => Retry(async () => { return [|await File.ReadAllTextAsync(path)|]; });
        }
        """, Hot);

    [Fact]
    public Task A_loop_that_casts_is_no_plain_sequence() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly List<object> _xs = new();
            IEnumerable<string> A() { foreach (string x in _xs) yield return x; }
            Task B() => Task.Run(async () => { await Task.Yield(); await Task.Delay(1); });
        }
        """, Hot);
}

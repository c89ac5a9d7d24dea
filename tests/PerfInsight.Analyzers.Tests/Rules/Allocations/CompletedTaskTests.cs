using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CompletedTaskAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class CompletedTaskTests
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
    public Task A_result_that_is_there_is_confirmed_by_its_tasks() => Verify.WarnsAsync(Usings + """
        class C
        {
            int _next;
            Task<int> NextAsync() => [|Task.FromResult(_next++)|];
        }
        """, Hot.Allocates("System.Threading.Tasks.Task`1"),
        "'Task.FromResult(_next++)' makes a task in each call, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "return a ValueTask<int>");

    [Fact]
    public Task A_constant_can_be_kept_as_a_task() => Verify.SuggestsAsync(Usings + """
        class C
        {
            Task<string> Name() { return [|Task.FromResult("name")|]; }
        }
        """, Hot,
        "'Task.FromResult(\"name\")' makes a task in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): keep the task in a static readonly field");

    [Fact]
    public Task A_hit_of_a_cache_returns_before_it_waits() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly Dictionary<int, string> _cache = new();
            async [|Task<string>|] GetAsync(int key)
            {
                if (_cache.TryGetValue(key, out var value))
                    return value;
                value = await LoadAsync(key);
                _cache[key] = value;
                return value;
            }
            static Task<string> LoadAsync(int key) => null!;
        }
        """, Hot.Of("GetAsync"));

    [Fact]
    public Task A_buffer_that_is_filled_now_and_then() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int _position, _length;
            readonly byte[] _buffer = new byte[100];
            async [|Task<byte>|] ReadByteAsync(Stream stream)
            {
                if (_position == _length)
                {
                    _length = await stream.ReadAsync(_buffer, 0, 100);
                    _position = 0;
                }
                return _buffer[_position++];
            }
        }
        """, Hot);

    [Fact]
    public Task An_async_method_that_never_waits() => Verify.SuggestsAsync(Usings + """
        #pragma warning disable CS1998
        class C
        {
            async [|Task<int>|] AddAsync(int x, int y) { return x + y; }
        }
        """, Hot);

    [Fact]
    public Task A_lazily_made_value() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string? _name;
            public async [|Task<string>|] NameAsync() => _name ??= await File.ReadAllTextAsync("a");
        }
        """, Hot);

    [Fact]
    public Task Value_tasks_and_plain_tasks_allocate_nothing() => Verify.IsSilentAsync(Usings + """
        #pragma warning disable CS1998
        class C
        {
            int _x;
            ValueTask<int> A() => new ValueTask<int>(_x);
            Task B() => Task.CompletedTask;
            async Task D() { _x++; }
            async ValueTask<int> E(Stream s) { if (_x > 0) return _x; await s.FlushAsync(); return 1; }
        }
        """, Hot);

    [Fact]
    public Task A_method_that_always_waits_needs_its_task() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<int> A(Stream stream, byte[] buffer) { return await stream.ReadAsync(buffer) + 1; }
            async Task<int> B(bool first, Stream stream, byte[] buffer)
            {
                if (first) { return await stream.ReadAsync(buffer, 0, 1) + 1; } else { return await stream.ReadAsync(buffer, 0, 2) + 2; }
            }
            async Task<int> D(Stream[] streams) { int n = 0; foreach (var stream in streams) { await stream.FlushAsync(); n++; } return n; }
        }
        """, Hot);

    [Fact]
    public Task A_check_of_the_arguments_is_no_fast_path() => Verify.IsSilentAsync(Usings + """
        class C
        {
            async Task<string?> A(string? path)
            {
                if (path == null) return null;
                if (path.Length == 0) return string.Empty;
                return (await File.ReadAllTextAsync(path)).Trim();
            }
            async Task<string> B(string path)
            {
                if (path.Length == 0) throw new ArgumentException("path");
                return (await File.ReadAllTextAsync(path)).Trim();
            }
        }
        """, Hot);

    [Fact]
    public Task The_framework_keeps_tasks_of_null_and_of_bools() => Verify.IsSilentAsync(Usings + """
        class C
        {
            Task<bool> A() => Task.FromResult(true);
            Task<string?> B() => Task.FromResult<string?>(null);
            Task<int> D() => Task.FromResult(0);
        }
        """, Hot);

    [Fact]
    public Task The_answer_to_a_request_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class ActionResult { }
        class ActionResult<T> { }
        class C
        {
            static ActionResult NotFound() => new ActionResult();
            async Task<ActionResult> A(Stream stream) { if (!stream.CanRead) return NotFound(); await stream.FlushAsync(); return new ActionResult(); }
            async Task<ActionResult<int>> B(Stream stream, ActionResult<int> known) { if (!stream.CanRead) return known; await stream.FlushAsync(); return new ActionResult<int>(); }
            Task<ActionResult> D() => Task.FromResult(NotFound());
        }
        """, Hot);

    [Fact]
    public Task Beside_a_result_that_each_call_makes_the_task_is_half() => Verify.IsSilentAsync(Usings + """
        class Found { public bool Any; }
        class C
        {
            readonly List<int> _all = new();
            Task<Found> A() => Task.FromResult(new Found { Any = true });
            Task<Found> B() { var found = new Found(); found.Any = _all.Count > 3; return Task.FromResult(found); }
            Task<IEnumerable<int>> D() => Task.FromResult(System.Linq.Enumerable.Where(_all, x => x > 3));
        }
        """, Hot);

    [Fact]
    public Task A_task_of_what_is_always_empty_can_be_kept() => Verify.SuggestsAsync(Usings + """
        class C
        {
            Task<int[]> A() => [|Task.FromResult(Array.Empty<int>())|];
        }
        """, Hot,
        "'Task.FromResult(Array.Empty<int>())' makes a task in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): keep the task in a static readonly field");

    [Fact]
    public Task A_signature_that_another_library_gives_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class S : MemoryStream
        {
            int _n;
            public override Task<int> ReadAsync(byte[] buffer, int offset, int count, System.Threading.CancellationToken token) => Task.FromResult(_n++);
        }
        """, Hot);

    [Fact]
    public Task A_task_that_is_stored_or_made_on_an_error_path_is_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static readonly Task<int> One = Task.FromResult(100);
            Task<int>? _last;
            Task<int> A(int x) { _last ??= Task.FromResult(x); return _last; }
            void B(Dictionary<int, Task<int>> all, int x) => all[x] = Task.FromResult(x);
            Task<int> D(int x) { try { return One; } catch (Exception) { return Task.FromResult(x); } }
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            Task<int> A(int x) => Task.FromResult(x);
        }
        """, TestProfile.Cold);

    [Fact]
    public Task Tasks_of_bools_are_kept() => Verify.IsSilentAsync(Usings + """
        class C
        {
            bool _done;
            Task<bool> A() => Task.FromResult(_done);
            async Task<bool> B(Stream stream) { if (_done) return _done; await stream.FlushAsync(); return true; }
        }
        """, Hot);

    [Fact]
    public Task A_source_that_is_done_when_its_task_is_returned() => Verify.SuggestsAsync(Usings + """
        class C
        {
            Task<int> Get(int n) { var source = [|new TaskCompletionSource<int>()|]; source.SetResult(n); return source.Task; }
            Task Done() { var source = [|new TaskCompletionSource<object>()|]; source.TrySetResult(null); return source.Task; }
        }
        """, Hot);

    [Fact]
    public Task A_source_that_others_complete_or_only_some_ways_is_needed() => Verify.IsSilentAsync(Usings + """
        class C
        {
            TaskCompletionSource<int> _one;
            Task<int> Wait() { var source = new TaskCompletionSource<int>(); _one = source; return source.Task; }
            Task<int> Perhaps(bool b) { var source = new TaskCompletionSource<int>(); if (b) source.SetResult(1); return source.Task; }
            Task<int> Later(Action<Action> run) { var source = new TaskCompletionSource<int>(); run(() => source.SetResult(1)); return source.Task; }
        }
        """, Hot);
}

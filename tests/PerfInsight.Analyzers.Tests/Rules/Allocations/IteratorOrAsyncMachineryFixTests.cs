using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.IteratorOrAsyncMachineryAnalyzer, PerfInsight.Analyzers.Rules.Allocations.IteratorOrAsyncMachineryFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1018 writes, that it keeps behaviour, and where none is offered.</summary>
public class IteratorOrAsyncMachineryFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace).Of("Run");

    [Theory]
    [InlineData("async Task<int> Run(int x) { return [|await Load(x)|]; }", "Task<int> Run(int x) { return Load(x); }")]
    [InlineData("/* one */ async Task<int> Run(int x) => [|await this.Load(x).ConfigureAwait(false)|]; // done", "/* one */ Task<int> Run(int x) => this.Load(x); // done")]
    [InlineData("protected virtual async Task Run() { [|await Store(7)|]; }", "protected virtual Task Run() { return Store(7); }")]
    [InlineData("Task<int> Run(int x) => Again(async () => [|await Load(x)|]); Task<int> Again(Func<Task<int>> what) => what();", "Task<int> Run(int x) => Again(() => Load(x)); Task<int> Again(Func<Task<int>> what) => what();")]
    public Task The_task_is_returned(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot);

    [Theory]
    [InlineData("async Task<int> Run(int x) { return [|await Checked(x)|]; }")]
    [InlineData("async Task<string> Run(string x) { return [|await File.ReadAllTextAsync(x)|]; }")]
    [InlineData("async Task<int> Run(int x) { return [|await Load(10 / x)|]; }")]
    [InlineData("async Task<int> Run(string x) { return [|await Load(int.Parse(x))|]; }")]
    [InlineData("async Task<int> Run(int x) { return [|await Virtual(x)|]; }")]
    [InlineData("async Task<int> Run(C? other) { return [|await other!.Load(1)|]; }")]
    [InlineData("async Task<int> Run(int x) { _last = x; return [|await Load(x)|]; }")]
    [InlineData("async Task<int> Run(int x) { return [|await /* now */ Load(x)|]; }")]
    [InlineData("[AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] async ValueTask<int> Run(int x) { return [|await Value(x)|]; }")]
    [InlineData("Task Run(int x) => Again(async () => [|await Checked(x)|]); Task Again(Func<Task<int>> what) => what();")]
    public Task Where_it_could_throw_at_once_no_fix_is_offered(string member) => Verify.OffersNoFixLikelyAsync(Code(member), Hot);

    [Fact]
    public Task Results_exceptions_and_contexts_are_the_same() => Differential.SameResultsAsync<IteratorOrAsyncMachineryAnalyzer, IteratorOrAsyncMachineryFixer, int>("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        public static class C
        {
            public static readonly List<string> Log = new();
            private static readonly AsyncLocal<int> Local = new();

            public static async Task<string> Run(int number)
            {
                Local.Value = 1;
                Task<int> task;
                try { task = Wrapped(number); } catch (Exception e) { return "at once " + e.Message; }
                Log.Add("local " + Local.Value);
                try { return "result " + await task; } catch (Exception e) { return e.GetType().Name + e.Message + task.Status; }
            }

            private static async Task<int> Wrapped(int number) => await Load(number);

            private static async Task<int> Load(int number)
            {
                Local.Value = 7;
                if (number == 0) throw new InvalidOperationException("zero");
                if (number == 1) throw new OperationCanceledException();
                Log.Add("loads");
                if (number > 5) await Task.Yield();
                if (number == 8) throw new ArgumentException("late");
                return number;
            }
        }
        """, TestProfile.Hot(SampleKind.AllocSpace), "C.Run", Gen.Int[0, 10]);

    private static string Code(string member) => $$"""
        using System;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        class C
        {
            int _last;
            internal async Task<int> Load(int x) { await Task.Yield(); return x + _last; }
            async Task Store(int x) { await Task.Yield(); _last = x; }
            async ValueTask<int> Value(int x) { await Task.Yield(); return x; }
            protected virtual async Task<int> Virtual(int x) { await Task.Yield(); return x; }
            Task<int> Checked(int x) => x < 0 ? throw new ArgumentException("x") : Load(x);
            {{member}}
        }
        """;
}

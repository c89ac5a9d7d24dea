using CsCheck;
using PerfInsight.Analyzers.Rules.IoBound;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.BlockingOnAsyncAnalyzer, PerfInsight.Analyzers.Rules.IoBound.BlockingOnAsyncFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>What the fix of PI4001 writes, that it keeps behaviour, and where none is offered.</summary>
public class BlockingOnAsyncFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Blocked).Callee("Somewhere.Else", SampleKind.Blocked, 1);

    [Theory]
    [InlineData("await Task.Yield(); return [|task.GetAwaiter().GetResult()|];", "await Task.Yield(); return await task;")]
    [InlineData("await Task.Yield(); return [|Task.Run(() => 3).GetAwaiter().GetResult()|].CompareTo(4);", "await Task.Yield(); return (await Task.Run(() => 3)).CompareTo(4);")]
    [InlineData("await Task.Delay(1).ConfigureAwait(false); [|value.GetAwaiter().GetResult()|]; return 1; // later", "await Task.Delay(1).ConfigureAwait(false); await value.ConfigureAwait(false); return 1; // later")]
    public Task The_task_is_awaited(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot.Of("Run"));

    [Theory]
    [InlineData("return [|task.GetAwaiter().GetResult()|];")]
    [InlineData("await Task.Yield(); return [|task.Result|];")]
    [InlineData("await Task.Yield(); [|task.Wait()|]; return 1;")]
    [InlineData("await Task.Yield(); return [|task.ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [InlineData("await Task.Yield(); lock (this) { return [|task.GetAwaiter().GetResult()|]; }")]
    [InlineData("await Task.Yield(); if (_count == 0) _count = [|task.GetAwaiter().GetResult()|]; return 1;")]
    [InlineData("await Task.Yield(); return Sum(() => [|task.GetAwaiter().GetResult()|]);")]
    [InlineData("await Task.Yield(); [|Task.WaitAll(task)|]; return 1;")]
    [InlineData("await Task.Yield(); return [|task /* it */ .GetAwaiter().GetResult()|];")]
    public Task Where_someone_could_tell_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot.Of("Run"));

    [Fact]
    public Task Results_and_exceptions_are_the_same() => Differential.SameResultsAsync<BlockingOnAsyncAnalyzer, BlockingOnAsyncFixer, int>("""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        public static class C
        {
            public static readonly List<string> Log = new();
            public static async Task<int> Run(int seed)
            {
                await Task.Yield();
                var result = Work(seed).GetAwaiter().GetResult();
                Log.Add("after");
                return result;
            }

            private static async Task<int> Work(int seed)
            {
                if (seed % 5 != 0)
                    await Task.Yield();
                return seed % 5 switch
                {
                    1 => throw new InvalidOperationException("one"),
                    2 => throw new OperationCanceledException("two"),
                    3 => throw new AggregateException("three"),
                    _ => seed,
                };
            }
        }
        """, Hot, "C.Run", Gen.Int[0, 20]);

    private static string Code(string body) => $$"""
        using System;
        using System.Threading.Tasks;
        class C
        {
            private int _count;
            async Task<int> Run(Task<int> task, ValueTask value)
            {
                {{body}}
            }

            int Sum(Func<int> one) => _count += one();
        }
        """;
}

using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class CapturingLocalFunctionTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task An_async_local_function_makes_a_closure_on_the_short_way_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int _left;
            Task Ensure(int count, bool sync)
            {
                return count <= _left ? Task.CompletedTask : [|More()|];

                async Task More()
                {
                    while (_left < count)
                        await Task.Delay(sync ? 0 : 1);
                }
            }
        }
        """.Replace("[|More()|]", "More()").Replace("async Task More()", "async Task [|More()|]"), Hot,
        "'More' captures 'count', 'sync', 'this', for which each call makes a closure, even where it does not get here, which is likely costly "
        + "(its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); its own cost is not visible in the profile): make it static, and pass what it needs as arguments");

    [Fact]
    public Task An_iterator_behind_an_early_return_makes_a_closure_too() => Verify.SuggestsAsync(Usings + """
        class C
        {
            IEnumerable<int> Above(List<int> numbers, int limit)
            {
                if (numbers.Count == 0)
                    return Array.Empty<int>();
                return Each();

                IEnumerable<int> [|Each()|]
                {
                    foreach (var number in numbers)
                    {
                        if (number > limit)
                            yield return number;
                    }
                }
            }
        }
        """, Hot);

    [Fact]
    public Task A_local_function_with_a_state_machine_that_each_call_needs_is_silent() => Verify.IsSilentAsync(Usings + """
        class C
        {
            IEnumerable<int> Above(List<int> numbers, int limit)
            {
                if (numbers == null)
                    throw new ArgumentNullException(nameof(numbers));
                return Each();

                IEnumerable<int> Each()
                {
                    foreach (var number in numbers)
                    {
                        if (number > limit)
                            yield return number;
                    }
                }
            }
        }
        """, Hot);

    [Fact]
    public Task A_local_function_without_a_closure_object_is_silent() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int _left;
            Task Given(int count)
            {
                return count <= _left ? Task.CompletedTask : More(count, _left);

                static async Task More(int count, int left) => await Task.Delay(count - left);
            }

            Task Own(int count)
            {
                return count <= _left ? Task.CompletedTask : More();

                async Task More() => await Task.Delay(_left);
            }

            int Plain(int count)
            {
                return count <= _left ? 0 : More();

                int More() => count - _left;
            }

            async Task Waits(int count)
            {
                if (count > _left)
                    await More();

                async Task More() => await Task.Delay(count);
            }
        }
        """, Hot);

    [Fact]
    public Task A_value_task_that_may_end_at_once_leaves_only_the_closure() => Verify.SuggestsAsync(Usings + """
        class C
        {
            int _left;
            ValueTask Write(ReadOnlyMemory<byte> buffer)
            {
                return Inner();

                async ValueTask [|Inner()|]
                {
                    if (buffer.Length <= _left)
                        return;
                    await Task.Delay(buffer.Length);
                }
            }
        }
        """, Hot);

    [Fact]
    public Task A_task_of_each_call_and_one_without_captures_are_silent() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int _left;
            Task Write(ReadOnlyMemory<byte> buffer)
            {
                return Inner();

                async Task Inner() => await Task.Delay(buffer.Length);
            }

            ValueTask Own(ReadOnlyMemory<byte> buffer)
            {
                return Inner(buffer);

                async ValueTask Inner(ReadOnlyMemory<byte> bytes) => await Task.Delay(_left);
            }

            void Kept(int n)
            {
                Keep(Inner);

                async ValueTask Inner() => await Task.Delay(n);
            }

            void Keep(Func<ValueTask> work) { }
        }
        """.Replace("Keep(Inner);", "_ = n;"), Hot);
}

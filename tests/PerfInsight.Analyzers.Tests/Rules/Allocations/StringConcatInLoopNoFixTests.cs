using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopNoFixTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.String");

    [Fact]
    public Task The_string_is_used_in_each_iteration() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string[] fields)
            {
                string line = "";
                foreach (var field in fields)
                {
                    [|line += field|];
                    Console.WriteLine(line);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_lambda_could_see_the_string() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string[] fields)
            {
                string line = "";
                Action print = () => Console.WriteLine(line);
                foreach (var field in fields)
                {
                    [|line += field|];
                    print();
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_local_function_could_change_the_string() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Print(string[] fields)
            {
                string line = "";
                foreach (var field in fields)
                {
                    [|line += field|];
                    Reset();
                }
                return line;
                void Reset() => line = "";
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_handler_reads_the_string_after_an_exception() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                string line = "";
                try
                {
                    foreach (var field in fields)
                        [|line += field.Trim()|];
                }
                catch (NullReferenceException) { }
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_finally_block_reads_the_string_after_an_exception() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Join(string[] fields)
            {
                string line = "";
                try
                {
                    foreach (var field in fields)
                        [|line += field.Trim()|];
                }
                finally { Console.WriteLine(line); }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_null_would_come_back_as_an_empty_string() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string? Join(string[] fields)
            {
                string? line = null;
                foreach (var field in fields)
                    [|line += field|];
                return line;
            }
            string? More(string? line, string[] fields)
            {
                foreach (var field in fields)
                    [|line += field|];
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Others_hold_the_string_by_reference() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Join(string[] fields, ref string line, out string all)
            {
                all = "";
                string text = "";
                ref string same = ref text;
                foreach (var field in fields)
                {
                    [|line += field|];
                    [|all += field|];
                    [|text += field|];
                    Console.WriteLine(same);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task The_value_of_the_assignment_is_used() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string[] fields)
            {
                string line = "";
                foreach (var field in fields)
                    Console.WriteLine([|line += field|]);
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_jump_leaves_the_loop_past_its_end() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                string line = "";
                foreach (var field in fields)
                {
                    [|line += field|];
                    if (line.Length > 100) goto done;
                }
                line += "!";
            done:
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_field_may_be_seen_by_others_while_the_loop_runs() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string _line = "";
            void Join(string[] fields)
            {
                foreach (var field in fields)
                    [|_line += field|];
            }
        }
        """, Confirmed);

    [Fact]
    public Task ToString_of_a_struct_may_change_it() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            struct Counter { int _n; public override string ToString() => (_n++).ToString(); }
            string Join(int n)
            {
                string line = "";
                var counter = new Counter();
                for (int i = 0; i < n; i++)
                    [|line += counter|];
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_hole_would_see_what_the_one_before_it_appended() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                string line = "";
                foreach (var field in fields)
                    [|line += $"{field}{line.Length}"|];
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Text_is_put_in_front() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Reverse(string text)
            {
                var reversed = "";
                foreach (var c in text)
                    [|reversed = c + reversed|];
                return reversed;
            }
        }
        """, Confirmed);
}

using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);
    private static readonly TestProfile Confirmed = Hot.Allocates("System.String");

    [Fact]
    public Task A_string_that_grows_in_a_loop_is_confirmed_by_its_bytes() => Verify.WarnsAsync("""
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
                    [|line += field|];
                return line;
            }
        }
        """, Confirmed,
        "'line += field' in this loop allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): append to a StringBuilder");

    [Fact]
    public Task It_is_confirmed_by_time_spent_copying_since_Concat_is_inlined() => Verify.WarnsAsync("""
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
                for (int i = 0; i < fields.Length; i++)
                    [|line = line + fields[i]|];
                return line;
            }
        }
        """, TestProfile.Hot(SampleKind.Cpu).Callee("System.Buffer.MemmoveInternal"),
        "'line = line + fields[i]' in this loop takes 36 % of CPU (360 ns of 1.0 µs in 'load', commit 3f2c1ab): append to a StringBuilder");

    [Fact]
    public Task Without_its_bytes_it_is_likely() => Verify.SuggestsAsync("""
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
                    [|line += field|];
                return line;
            }
        }
        """, Hot);

    [Fact]
    public Task Every_way_to_write_it_is_known() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string _all = "";
            string Text { get; set; } = "";
            void All(IEnumerable<string> fields, string seen)
            {
                string a = "", b = "", c = "", d = "";
                int n = 0;
                foreach (var field in fields)
                {
                    [|a = a + field + ','|];
                    [|b = string.Concat(b, field, n)|];
                    [|c = $"{c}{field}"|];
                    [|d = field + d|];
                    [|_all += field|];
                    [|this.Text += field|];
                    [|seen += n|];
                }
                while (n++ < 10)
                    [|a += ' '|];
                do { [|b += n|]; } while (n-- > 0);
                Console.WriteLine(a + b + c + d + seen);
            }
        }
        """, Confirmed);

    [Fact]
    public Task Text_put_in_front_is_joined_once() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Reverse(string text)
            {
                var reversed = string.Empty;
                foreach (var c in text)
                    [|reversed = c + reversed|];
                return reversed;
            }
        }
        """, Confirmed,
        "'reversed = c + reversed' in this loop allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): collect the parts and join them once");

    [Fact]
    public Task One_variable_in_one_loop_is_told_of_once_where_it_costs_most() => Verify.WarnsAsync("""
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
                    line += ",";
                    line += ";";
                }
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_lambda_that_runs_once_per_element_is_a_loop() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(List<string> fields)
            {
                string line = "";
                fields.ForEach(field => [|line += field|]);
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_reset_on_some_condition_lets_it_grow_in_between() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Wrap(string[] words)
            {
                string line = "";
                foreach (var word in words)
                {
                    if (line.Length > 80)
                        line = word;
                    else
                        [|line += word|];
                }
                Console.WriteLine(line);
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_field_that_grows_from_call_to_call_is_told_of_where_the_profile_shows_it() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            private string _log = "";
            public void Log(string line)
            {
                [|_log += line|];
            }
        }
        """, Confirmed,
        "'_log += line' in each call allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): append to a StringBuilder");

    [Fact]
    public Task Top_level_statements_are_a_member_too() => Verify.WarnsAsync("""
        string line = "";
        foreach (var arg in args)
            [|line += arg|];
        System.Console.WriteLine(line);
        """, Confirmed);

    [Fact]
    public Task A_field_that_grows_is_not_told_of_on_suspicion() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            private string _log = "";
            public void Log(string line) => _log += line;
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync("""
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
                    line += field;
                return line;
            }
        }
        """, TestProfile.Cold);

    [Fact]
    public Task Numbers_and_delegates_are_added_too() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            event Action? Changed;
            int Sum(int[] numbers)
            {
                int sum = 0;
                decimal total = 0;
                Action all = () => { };
                foreach (var number in numbers) { sum += number; total = total + number; all += () => { }; Changed += all; }
                return sum + (int)total;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_string_that_starts_anew_in_each_iteration_does_not_grow() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string[] fields)
            {
                string outside;
                foreach (var field in fields)
                {
                    var inside = "<";
                    inside += field;
                    inside += ">";
                    outside = field;
                    outside += ";";
                    Console.WriteLine(inside + outside);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_string_read_anew_by_the_loop_condition_does_not_grow() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(System.IO.TextReader reader, Queue<string> queue)
            {
                string? line;
                while ((line = reader.ReadLine()) != null)
                {
                    line += ";";
                    Console.WriteLine(line);
                }
                while (queue.TryDequeue(out line))
                {
                    line += ";";
                    Console.WriteLine(line);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_concatenation_outside_a_loop_is_one_concatenation() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Name(string first, string last, string[] items)
            {
                string name = first + " " + last;
                name += items.Length;
                foreach (var item in items) Console.WriteLine(item);
                return name + "!";
            }
        }
        """, Confirmed);

    [Fact]
    public Task What_the_loop_does_once_and_leaves_does_not_grow() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Find(string[] fields)
            {
                string found = "found: ";
                foreach (var field in fields)
                {
                    if (field.Length > 3)
                    {
                        found += field;
                        break;
                    }
                    if (field.Length > 2)
                    {
                        found += field;
                        return found;
                    }
                }
                return found;
            }
        }
        """, Confirmed);

    [Fact]
    public Task What_a_loop_evaluates_once_is_not_in_it() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string text, string[] words)
            {
                foreach (var c in text += "!") Console.WriteLine(c);
                for (text = text + words.Length; words.Length < 0;) Console.WriteLine(text);
            }
        }
        """, Confirmed);

    [Fact]
    public Task Another_string_made_of_it_is_not_itself() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(string prefix, string[] fields, string[] results)
            {
                string line;
                for (int i = 0; i < fields.Length; i++)
                {
                    line = prefix + fields[i];
                    results[i] = line;
                    results[i] += "x";
                    var other = new Other();
                    other.Name += line;
                }
            }
            class Other { public string Name = ""; }
        }
        """, Confirmed);

    [Fact]
    public Task A_lambda_that_runs_some_time_is_no_loop() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            Action Later(string text)
            {
                string all = "";
                Action later = () => all += text;
                return later;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_StringBuilder_is_what_we_ask_for() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                var line = new StringBuilder();
                foreach (var field in fields)
                    line.Append(field).Append(',');
                return line.ToString();
            }
        }
        """, Confirmed);
}

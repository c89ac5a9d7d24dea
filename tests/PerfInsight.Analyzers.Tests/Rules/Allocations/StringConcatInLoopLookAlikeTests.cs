using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopLookAlikeTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);
    private static readonly TestProfile Confirmed = Hot.Allocates("System.String");

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
    public Task A_text_that_each_iteration_hands_on_is_needed_each_time() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        class C
        {
            Type Follow(string[] parts, Func<string, Type> find)
            {
                var path = "";
                Type type = null;
                foreach (var part in parts)
                {
                    path += part;
                    type = find(path);
                    if (type.IsArray)
                        path = "";
                    else
                        path += ".";
                }

                return type;
            }

            string Free(string folder, string name)
            {
                while (File.Exists(Path.Combine(folder, name)))
                    name += "1";
                return name;
            }

            string Link(string folder, string name, Func<string, bool> isTaken)
            {
                var link = folder + name + ".lnk";
                while (File.Exists(link))
                {
                    name += "1";
                    link = Path.Combine(folder, name + ".lnk");
                }

                return link;
            }
        }
        """, Hot);

    [Fact]
    public Task A_text_that_some_iterations_hand_on_is_better_built() => Verify.OffersNoFixLikelyAsync("""
        using System;
        class C
        {
            string Join(string[] parts, Action<string> report)
            {
                var path = "";
                foreach (var part in parts)
                {
                    [|path += part|];
                    if (part.Length > 9)
                        report(path);
                }

                return path;
            }
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

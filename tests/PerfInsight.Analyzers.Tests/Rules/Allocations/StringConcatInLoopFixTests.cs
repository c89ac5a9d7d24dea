using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopFixTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.String");

    [Fact]
    public Task A_builder_grows_instead() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields, int n)
            {
                string line = "";
                // every field
                foreach (var field in fields)
                {
                    if (line.Length > 0)
                        [|line += ","|]; // separator
                    line += field + n;
                }

                return line;
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields, int n)
            {
                string line = "";
                // every field
                var lineBuilder = new StringBuilder();
                foreach (var field in fields)
                {
                    if (lineBuilder.Length > 0)
                        lineBuilder.Append(","); // separator
                    lineBuilder.Append(field).Append(n);
                }
                line = lineBuilder.ToString();

                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task The_using_directive_is_added() => Verify.FixesAsync("""
        using System;

        class C
        {
            string Join(string start, string[] fields)
            {
                var line = start.Trim();
                for (int i = 0; i < fields.Length; i++)
                {
                    [|line = line + fields[i] + ';'|];
                }
                return line;
            }
        }
        """, """
        using System;
        using System.Text;

        class C
        {
            string Join(string start, string[] fields)
            {
                var line = start.Trim();
                var lineBuilder = new StringBuilder(line);
                for (int i = 0; i < fields.Length; i++)
                {
                    lineBuilder.Append(fields[i]).Append(';');
                }
                line = lineBuilder.ToString();
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Each_kind_of_operand_is_appended_as_the_text_that_it_had() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(int i, char c, double d, decimal m, bool b, object o, DateTime t, Guid? g, DayOfWeek day, int[] array, StringBuilder other, List<int> list)
            {
                string line = "";
                for (int k = 0; k < i; k++)
                {
                    [|line += i + c|];
                    line += c;
                    line += d;
                    line += m;
                    line += b;
                    line += o;
                    line += t;
                    line += g;
                    line += day;
                    line += array;
                    line += other;
                    line += list;
                    line += (o as string) ?? "none";
                    line += o is string ? 1 : 2L;
                    line += "a" + 1 + 'b' + (i + k);
                }
                return line;
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(int i, char c, double d, decimal m, bool b, object o, DateTime t, Guid? g, DayOfWeek day, int[] array, StringBuilder other, List<int> list)
            {
                string line = "";
                var lineBuilder = new StringBuilder();
                for (int k = 0; k < i; k++)
                {
                    lineBuilder.Append(i + c);
                    lineBuilder.Append(c);
                    lineBuilder.Append(d);
                    lineBuilder.Append(m);
                    lineBuilder.Append(b);
                    lineBuilder.Append(o);
                    lineBuilder.Append(t.ToString());
                    lineBuilder.Append(g.ToString());
                    lineBuilder.Append(day.ToString());
                    lineBuilder.Append(array?.ToString());
                    lineBuilder.Append(other?.ToString());
                    lineBuilder.Append(list?.ToString());
                    lineBuilder.Append((o as string) ?? "none");
                    lineBuilder.Append(o is string ? 1 : 2L);
                    lineBuilder.Append("a").Append(1).Append('b').Append(i + k);
                }
                line = lineBuilder.ToString();
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Interpolated_strings_keep_their_holes() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields, double price)
            {
                string line = "", other = "";
                foreach (var field in fields)
                    [|line += $"{field}={price:F2};"|];
                foreach (var field in fields)
                    [|other = $"{other},{field,10}"|];
                foreach (var field in fields)
                    [|line = $"{line}\n\\{{"|];
                return line + other;
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields, double price)
            {
                string line = "", other = "";
                var lineBuilder = new StringBuilder();
                foreach (var field in fields)
                    lineBuilder.Append($"{field}={price:F2};");
                line = lineBuilder.ToString();
                var otherBuilder = new StringBuilder();
                foreach (var field in fields)
                    otherBuilder.Append($",{field,10}");
                other = otherBuilder.ToString();
                var lineBuilder2 = new StringBuilder(line);
                foreach (var field in fields)
                    lineBuilder2.Append("\n\\{");
                line = lineBuilder2.ToString();
                return line + other;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Tests_for_emptiness_ask_the_builder() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                var line = string.Empty;
                foreach (var field in fields)
                {
                    if (line != "") [|line += "\n"|];
                    if (line == string.Empty || string.IsNullOrEmpty(line)) line += "first";
                    if (!string.IsNullOrEmpty(line) && "" != line) line += "more";
                    bool isEmpty = string.IsNullOrEmpty(line);
                    line += (line.Length > 0 ? "," : "") + field + isEmpty;
                    line += field + line.Length;
                }
                return line;
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                var line = string.Empty;
                var lineBuilder = new StringBuilder();
                foreach (var field in fields)
                {
                    if (lineBuilder.Length != 0) lineBuilder.Append("\n");
                    if (lineBuilder.Length == 0 || lineBuilder.Length == 0) lineBuilder.Append("first");
                    if (lineBuilder.Length != 0 && lineBuilder.Length != 0) lineBuilder.Append("more");
                    bool isEmpty = lineBuilder.Length == 0;
                    lineBuilder.Append(lineBuilder.Length > 0 ? "," : "").Append(field).Append(isEmpty);
                    lineBuilder.Append(field + lineBuilder.Length);
                }
                line = lineBuilder.ToString();
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task The_builder_starts_where_the_string_starts() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(List<string[]> rows)
            {
                foreach (var row in rows)
                {
                    var line = "";
                    foreach (var cell in row)
                        [|line += cell|];
                    Console.WriteLine(line);
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(List<string[]> rows)
            {
                foreach (var row in rows)
                {
                    var line = "";
                    var lineBuilder = new StringBuilder();
                    foreach (var cell in row)
                        lineBuilder.Append(cell);
                    line = lineBuilder.ToString();
                    Console.WriteLine(line);
                }
            }
        }
        """, Confirmed);
}

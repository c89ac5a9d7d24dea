using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);
    private static readonly TestProfile Confirmed = Hot.Allocates("System.String");

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

    [Fact]
    public Task It_grows_through_the_outermost_loop() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(List<string[]> rows)
            {
                string text = "";
                foreach (var row in rows)
                {
                    foreach (var cell in row)
                        [|text += cell|];
                    text += "\n";
                }
                return text;
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
            string Join(List<string[]> rows)
            {
                string text = "";
                var textBuilder = new StringBuilder();
                foreach (var row in rows)
                {
                    foreach (var cell in row)
                        textBuilder.Append(cell);
                    textBuilder.Append("\n");
                }
                text = textBuilder.ToString();
                return text;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_token_that_is_taken_and_emptied_is_made_once() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            List<string> Split(string text)
            {
                var parts = new List<string>();
                string part = "";
                foreach (char c in text)
                {
                    if (c == ',')
                    {
                        parts.Add(part);
                        part = "";
                    }
                    else
                    {
                        [|part += c|];
                    }
                }
                parts.Add(part);
                return parts;
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
            List<string> Split(string text)
            {
                var parts = new List<string>();
                string part = "";
                var partBuilder = new StringBuilder();
                foreach (char c in text)
                {
                    if (c == ',')
                    {
                        parts.Add(partBuilder.ToString());
                        partBuilder.Clear();
                    }
                    else
                    {
                        partBuilder.Append(c);
                    }
                }
                part = partBuilder.ToString();
                parts.Add(part);
                return parts;
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_return_inside_the_loop_returns_the_text() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Read(System.IO.TextReader reader)
            {
                string text = "";
                while (true)
                {
                    int c = reader.Read();
                    if (c < 0)
                        return text;
                    [|text += (char)c|];
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
            string Read(System.IO.TextReader reader)
            {
                string text = "";
                var textBuilder = new StringBuilder();
                while (true)
                {
                    int c = reader.Read();
                    if (c < 0)
                        return textBuilder.ToString();
                    textBuilder.Append((char)c);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_loop_without_braces_around_it_gets_them() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[]? fields)
            {
                string line = "";
                if (fields != null)
                    foreach (var field in fields)
                        [|line += field|];
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
            string Join(string[]? fields)
            {
                string line = "";
                if (fields != null)
                {
                    var lineBuilder = new StringBuilder(line);
                    foreach (var field in fields)
                        lineBuilder.Append(field);
                    line = lineBuilder.ToString();
                }
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Async_and_iterator_members_too() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task<string> ReadAsync(IAsyncEnumerable<string> lines)
            {
                string text = "";
                await foreach (var line in lines)
                    [|text += line + await Task.FromResult("\n")|];
                return text;
            }
            IEnumerable<int> Lengths(string[] fields, string @string)
            {
                foreach (var field in fields)
                {
                    [|@string += field|];
                    yield return @string.Length;
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
            async Task<string> ReadAsync(IAsyncEnumerable<string> lines)
            {
                string text = "";
                var textBuilder = new StringBuilder();
                await foreach (var line in lines)
                    textBuilder.Append(line).Append(await Task.FromResult("\n"));
                text = textBuilder.ToString();
                return text;
            }
            IEnumerable<int> Lengths(string[] fields, string @string)
            {
                var stringBuilder = new StringBuilder(@string);
                foreach (var field in fields)
                {
                    stringBuilder.Append(field);
                    yield return stringBuilder.Length;
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task An_exception_that_nobody_looks_behind_does_not_matter() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                try
                {
                    string line = "";
                    foreach (var field in fields)
                    {
                        try { [|line += field.Length + field|]; }
                        catch (NullReferenceException) { line += "null"; }
                    }
                    return line;
                }
                catch (Exception) { return ""; }
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
                try
                {
                    string line = "";
                    var lineBuilder = new StringBuilder();
                    foreach (var field in fields)
                    {
                        try { lineBuilder.Append(field.Length).Append(field); }
                        catch (NullReferenceException) { lineBuilder.Append("null"); }
                    }
                    line = lineBuilder.ToString();
                    return line;
                }
                catch (Exception) { return ""; }
            }
        }
        """, Confirmed);

    [Fact]
    public Task What_may_fail_midway_is_appended_in_one() => Verify.FixesAsync("""
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
                    try { [|line += field + field.Length|]; }
                    catch (NullReferenceException) { }
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
                string line = "";
                var lineBuilder = new StringBuilder();
                foreach (var field in fields)
                {
                    try { lineBuilder.Append(field + field.Length); }
                    catch (NullReferenceException) { }
                }
                line = lineBuilder.ToString();
                return line;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Two_strings_in_one_loop_get_two_builders() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] fields)
            {
                string names = "", lengths = "";
                foreach (var field in fields)
                {
                    [|names += field|];
                    [|lengths += field.Length|];
                }
                return names + lengths;
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
                string names = "", lengths = "";
                var namesBuilder = new StringBuilder();
                var lengthsBuilder = new StringBuilder();
                foreach (var field in fields)
                {
                    namesBuilder.Append(field);
                    lengthsBuilder.Append(field.Length);
                }
                lengths = lengthsBuilder.ToString();
                names = namesBuilder.ToString();
                return names + lengths;
            }
        }
        """, Confirmed);

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

    private static readonly Gen<object?[]> Fields =
        Gen.Select(Gen.String[0, 5].Null().Array[0, 8], Gen.Int[-5, 5], Gen.Double).Select((fields, number, real) => new object?[] { fields, number, real });

    [Fact]
    public Task Results_and_exceptions_stay_the_same() => Differential.SameResultsAsync<StringConcatInLoopAnalyzer, StringConcatInLoopFixer>("""
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        public class C
        {
            private sealed class Sign : IDisposable
            {
                private readonly CultureInfo _before = CultureInfo.CurrentCulture;
                public Sign() => CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NegativeSign = "~", NumberDecimalSeparator = "_", NaNSymbol = "?" } };
                public void Dispose() => CultureInfo.CurrentCulture = _before;
            }

            public static string Run(string[] fields, int number, double real)
            {
                using var sign = new Sign();
                return Kinds(fields, number, real) + "|" + Rows(fields) + "|" + Guarded(fields) + "|" + string.Join("/", Split(string.Concat(fields) + ",a,b")) + "|" + Until(fields, number) + "|" + Throwing(fields);
            }

            private static string Kinds(string[] fields, int number, double real)
            {
                string line = number < 0 ? "" : "start";
                for (int i = 0; i < fields.Length; i++)
                {
                    if (line != "") line += ',';
                    line += (line.Length > 3 ? ";" : "") + fields[i] + number + real + (decimal)number / 3 + (float)number / 7 + (i % 2 == 0) + (byte)i + (sbyte)-i + (short)-i + (ushort)i + (uint)i + (long)-i + (ulong)i + (nint)(-i);
                    line += (object?)fields[i];
                    line += TimeSpan.FromSeconds(number);
                    line += (int?)(number > 2 ? number : null);
                    line += (DayOfWeek)(i % 9);
                    line += fields;
                    line += (1, number);
                    line += new DateTime(2020, 1, 2).AddDays(i);
                    line += $"{number,6}{real:F3}{fields[i]}";
                    line = $"{line};{i}";
                    line = string.Concat(line, number, fields[i]);
                }

                return line;
            }

            private static string Rows(string[] fields)
            {
                string text = "";
                foreach (var a in fields)
                {
                    foreach (var b in fields)
                    {
                        if (b == null) continue;
                        if (b.Length > 3) break;
                        text += a + b;
                    }

                    if (!string.IsNullOrEmpty(text)) text += "\n";
                }

                return text;
            }

            private static string Guarded(string[] fields)
            {
                string text = "";
                foreach (var field in fields)
                {
                    try { text += "<" + field.Length; text += field.Length + ">"; }
                    catch (NullReferenceException) { text += "!"; }
                }

                return text;
            }

            private static List<string> Split(string text)
            {
                var parts = new List<string>();
                var part = string.Empty;
                foreach (var c in text)
                {
                    if (c == ',')
                    {
                        parts.Add(part);
                        part = string.Empty;
                        continue;
                    }

                    part += c;
                }

                parts.Add(part);
                return parts;
            }

            private static string Until(string[] fields, int number)
            {
                string text = "";
                for (int i = 0; ; i++)
                {
                    if (i >= fields.Length || text.Length > number + 3)
                        return text + i;
                    text += fields[i];
                }
            }

            private static int Throwing(string[] fields)
            {
                string text = "";
                foreach (var field in fields)
                    text += field.Length;
                return text.Length;
            }
        }
        """, Confirmed, "C.Run", Fields);
}

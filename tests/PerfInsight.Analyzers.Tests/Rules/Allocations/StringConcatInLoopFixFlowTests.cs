using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopAnalyzer, PerfInsight.Analyzers.Rules.Allocations.StringConcatInLoopFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopFixFlowTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.String");

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
}

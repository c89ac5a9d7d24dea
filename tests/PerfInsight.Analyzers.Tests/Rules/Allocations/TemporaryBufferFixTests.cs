using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferFixTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

    [Fact]
    public Task One_array_before_the_loop_serves_all_reads() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            long Sum(Stream stream)
            {
                long sum = 0;
                // all of it
                while (true)
                {
                    var buffer = [|new byte[4096]|]; // a page
                    int n = stream.Read(buffer, 0, buffer.Length);
                    if (n == 0) return sum;
                    for (int i = 0; i < n; i++) sum += buffer[i];
                    sum += BitConverter.ToString(buffer, 0, n).Length;
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            long Sum(Stream stream)
            {
                long sum = 0;
                // all of it
                var buffer = [|new byte[4096]|]; // a page
                while (true)
                {
                    int n = stream.Read(buffer, 0, buffer.Length);
                    if (n == 0) return sum;
                    for (int i = 0; i < n; i++) sum += buffer[i];
                    sum += BitConverter.ToString(buffer, 0, n).Length;
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task It_is_cleared_where_an_old_value_could_be_seen() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Count(string[] words)
            {
                int most = 0;
                foreach (var word in words)
                {
                    // per letter
                    int[] counts = [|new int[128]|];
                    foreach (var c in word)
                        counts[c & 127]++;
                    most = Math.Max(most, counts.Max());
                }
                return most;
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Count(string[] words)
            {
                int most = 0;
                int[] counts = [|new int[128]|];
                foreach (var word in words)
                {
                    // per letter
                    Array.Clear(counts);
                    foreach (var c in word)
                        counts[c & 127]++;
                    most = Math.Max(most, counts.Max());
                }
                return most;
            }
        }
        """, Confirmed);

    [Fact]
    public Task It_moves_out_of_all_loops_that_do_not_change_its_size() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Fill(List<Stream> streams, byte[] like)
            {
                const int Size = 256;
                foreach (var stream in streams)
                {
                    for (int i = 0; i < 10; i++)
                    {
                        var all = [|new byte[like.Length]|];
                        stream.ReadExactly(all);
                        var bytes = [|new byte[Size]|];
                        stream.Read(bytes, 0, 10);
                        Console.WriteLine(BitConverter.ToString(all) + BitConverter.ToString(bytes));
                    }
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Fill(List<Stream> streams, byte[] like)
            {
                const int Size = 256;
                var all = [|new byte[like.Length]|];
                var bytes = [|new byte[Size]|];
                foreach (var stream in streams)
                {
                    for (int i = 0; i < 10; i++)
                    {
                        stream.ReadExactly(all);
                        Array.Clear(bytes);
                        stream.Read(bytes, 0, 10);
                        Console.WriteLine(BitConverter.ToString(all) + BitConverter.ToString(bytes));
                    }
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_name_that_is_taken_gets_a_number() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Copy(Stream from, Stream to)
            {
                for (int i = 0; i < 2; i++)
                {
                    var buffer = [|new byte[100]|];
                    int n = from.Read(buffer, 0, 100);
                    to.Write(buffer, 0, n);
                    Console.WriteLine(Convert.ToBase64String(buffer, 0, n));
                }
                for (int i = 0; i < 2; i++)
                {
                    var buffer = "other";
                    Console.WriteLine(buffer);
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Copy(Stream from, Stream to)
            {
                var buffer2 = [|new byte[100]|];
                for (int i = 0; i < 2; i++)
                {
                    int n = from.Read(buffer2, 0, 100);
                    to.Write(buffer2, 0, n);
                    Console.WriteLine(Convert.ToBase64String(buffer2, 0, n));
                }
                for (int i = 0; i < 2; i++)
                {
                    var buffer = "other";
                    Console.WriteLine(buffer);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task Async_loops_use_it_one_iteration_after_the_other() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task CopyAsync(Stream from, Stream to)
            {
                while (true)
                {
                    var buffer = [|new byte[81920]|];
                    int n = await from.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
                    if (n == 0) break;
                    await to.WriteAsync(buffer, 0, n);
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task CopyAsync(Stream from, Stream to)
            {
                var buffer = [|new byte[81920]|];
                while (true)
                {
                    int n = await from.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
                    if (n == 0) break;
                    await to.WriteAsync(buffer, 0, n);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_loop_that_fills_it_needs_no_clearing() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(int count)
            {
                for (int k = 0; k < count; k++)
                {
                    var chars = [|new char[64]|];
                    for (int i = 0; i < chars.Length; i++)
                        chars[i] = (char)('a' + i % k);
                    Console.WriteLine(chars);
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(int count)
            {
                var chars = [|new char[64]|];
                for (int k = 0; k < count; k++)
                {
                    for (int i = 0; i < chars.Length; i++)
                        chars[i] = (char)('a' + i % k);
                    Console.WriteLine(chars);
                }
            }
        }
        """, Confirmed);
}

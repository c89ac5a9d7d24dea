using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);
    private static readonly TestProfile Confirmed = Hot.Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

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

    [Fact]
    public Task A_small_array_goes_to_the_stack() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int ReadInt(Stream stream)
            {
                // little endian
                byte[] bytes = [|new byte[8]|]; // two of them
                stream.ReadExactly(bytes, 0, bytes.Length);
                if (bytes[^1] == 0) Array.Clear(bytes);
                foreach (var b in bytes) Console.Write(b);
                Console.Write(Encoding.UTF8.GetString(bytes, 2, 4) + Encoding.UTF8.GetString(bytes));
                return BitConverter.ToInt32(bytes, 0) + BitConverter.ToInt32(bytes, 4);
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
            int ReadInt(Stream stream)
            {
                // little endian
                Span<byte> bytes = stackalloc byte[8]; // two of them
                stream.ReadExactly(bytes);
                if (bytes[^1] == 0) bytes.Clear();
                foreach (var b in bytes) Console.Write(b);
                Console.Write(Encoding.UTF8.GetString(bytes.Slice(2, 4)) + Encoding.UTF8.GetString(bytes));
                return BitConverter.ToInt32(bytes) + BitConverter.ToInt32(bytes.Slice(4));
            }
        }
        """, Confirmed);

    [Fact]
    public Task Counters_go_to_the_stack() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Decode(byte[] lengths, int[] positions, int size)
            {
                int[] lenCount = [|new int[16]|];
                int[] tmpPos = [|new int[16]|];
                int i;
                for (i = 0; i < size; i++)
                    lenCount[lengths[i] & 0xF]++;
                lenCount[0] = 0;
                for (tmpPos[0] = 0, i = 1; i < 16; i++)
                    tmpPos[i] = positions[i - 1] + lenCount[i - 1];
                for (i = 0; i < size; i++)
                    if (lengths[i] != 0)
                        positions[tmpPos[lengths[i] & 0xF]++] = i;
                tmpPos = null;
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
            void Decode(byte[] lengths, int[] positions, int size)
            {
                Span<int> lenCount = stackalloc int[16];
                Span<int> tmpPos = stackalloc int[16];
                int i;
                for (i = 0; i < size; i++)
                    lenCount[lengths[i] & 0xF]++;
                lenCount[0] = 0;
                for (tmpPos[0] = 0, i = 1; i < 16; i++)
                    tmpPos[i] = positions[i - 1] + lenCount[i - 1];
                for (i = 0; i < size; i++)
                    if (lengths[i] != 0)
                        positions[tmpPos[lengths[i] & 0xF]++] = i;
                tmpPos = default;
            }
        }
        """, Confirmed);

    [Fact]
    public Task The_using_directive_is_added() => Verify.FixesAsync("""
        using System.IO;

        class C
        {
            int Read(Stream stream)
            {
                var bytes = [|new byte[4]|];
                return stream.Read(bytes, 0, 4) + bytes[0];
            }
        }
        """, """
        using System;
        using System.IO;

        class C
        {
            int Read(Stream stream)
            {
                Span<byte> bytes = stackalloc byte[4];
                return stream.Read(bytes) + bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_large_array_is_rented_with_its_length_and_contents() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Most(string text)
            {
                int most = 0;
                // one for each character
                var counts = [|new int[65536]|];
                foreach (var c in text)
                    most = Math.Max(most, ++counts[c]);
                return most;
            }
        }
        """, """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Most(string text)
            {
                int most = 0;
                // one for each character
                var rentedCounts = ArrayPool<int>.Shared.Rent(65536);
                try
                {
                    var counts = new Span<int>(rentedCounts, 0, 65536);
                    counts.Clear();
                    foreach (var c in text)
                        most = Math.Max(most, ++counts[c]);
                    return most;
                }
                finally
                {
                    ArrayPool<int>.Shared.Return(rentedCounts);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task An_array_of_each_iterations_own_size_is_rented() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] words)
            {
                var all = new StringBuilder();
                foreach (var word in words)
                {
                    var chars = [|new char[word.Length]|];
                    for (int i = 0; i < chars.Length; i++)
                        chars[i] = char.ToUpper(word[i]);
                    all.Append(chars);
                    all.Append(new string(chars, 0, chars.Length));
                }
                return all.ToString();
            }
        }
        """, """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Join(string[] words)
            {
                var all = new StringBuilder();
                foreach (var word in words)
                {
                    var rentedChars = ArrayPool<char>.Shared.Rent(word.Length);
                    try
                    {
                        var chars = new Span<char>(rentedChars, 0, word.Length);
                        for (int i = 0; i < chars.Length; i++)
                            chars[i] = char.ToUpper(word[i]);
                        all.Append(chars);
                        all.Append(new string(chars));
                    }
                    finally
                    {
                        ArrayPool<char>.Shared.Return(rentedChars);
                    }
                }
                return all.ToString();
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_size_that_may_be_negative_fails_where_it_did() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(Stream stream, int size, int times)
            {
                var once = [|new byte[size]|];
                Console.WriteLine(stream.Read(once, 0, once.Length) + once[0]);
                for (int i = 0; i < times; i++)
                {
                    var buffer = [|new byte[size]|];
                    stream.ReadExactly(buffer, 0, buffer.Length);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task No_stack_in_a_loop_and_no_span_in_async_code() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task<int> ReadAsync(Stream stream)
            {
                var bytes = [|new byte[4]|];
                await stream.ReadExactlyAsync(bytes, 0, 4);
                return bytes[0];
            }
            IEnumerable<int> Read(Stream stream)
            {
                var bytes = [|new byte[4]|];
                while (stream.Read(bytes, 0, 4) == 4) yield return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_failed_read_may_still_write_into_the_array() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task ReadAsync(Stream stream)
            {
                while (true)
                {
                    var bytes = [|new byte[400]|];
                    try { if (await stream.ReadAsync(bytes, 0, 400) == 0) return; }
                    catch (IOException) { }
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_recursive_member_does_not_grow_its_stack_for_it() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Walk(int depth)
            {
                var bytes = [|new byte[256]|];
                bytes[depth & 255] = 1;
                return depth == 0 ? bytes[0] : Walk(depth - 1) + bytes[1];
            }
        }
        """, Confirmed);

    [Fact]
    public Task Without_clean_locals_the_stack_is_dirty() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            [System.Runtime.CompilerServices.SkipLocalsInit]
            int Walk(int depth)
            {
                var bytes = [|new byte[256]|];
                return bytes[depth & 255];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_handler_has_no_stack_to_give() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Walk(int depth)
            {
                try { return depth; }
                catch (Exception) { var bytes = [|new byte[256]|]; return bytes[depth & 255]; }
                finally { var bytes = [|new byte[256]|]; Console.Write(bytes[depth & 255]); }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_method_that_wants_an_array_gets_one() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Hex(Stream stream)
            {
                var bytes = [|new byte[16]|];
                Helper(stream, bytes);
                return BitConverter.ToString(bytes);
            }
            static void Helper(Stream stream, byte[] bytes) => stream.ReadExactly(bytes);
        }
        """, Confirmed);

    [Fact]
    public Task An_index_out_of_range_fails_after_the_right_side_has_run() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(Stream stream, int at)
            {
                var bytes = [|new byte[16]|];
                bytes[at] = (byte)stream.ReadByte();
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task An_index_that_a_span_does_not_take() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(long at)
            {
                var bytes = [|new byte[16]|];
                bytes[at] = 1;
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_range_that_may_lie_outside_fails_in_its_own_way() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(Stream stream, int count)
            {
                var bytes = [|new byte[16]|];
                stream.Read(bytes, 0, count);
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task Two_variables_in_one_declaration_are_left_together() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(int k)
            {
                byte[] a = [|new byte[16]|], b = [|new byte[16]|];
                return a[k & 15] + b[k & 15];
            }
        }
        """, Confirmed);

    private static readonly Gen<object?[]> Inputs =
        Gen.Select(Gen.Byte.Array[0, 300], Gen.String[Gen.Char['a', 'z'], 0, 12].Array[0, 6], Gen.Int[0, 40]).Select((bytes, words, number) => new object?[] { bytes, words, number });

    [Fact]
    public Task Results_and_exceptions_stay_the_same() => Differential.SameResultsAsync<TemporaryBufferAnalyzer, TemporaryBufferFixer>("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        public class C
        {
            public static string Run(byte[] bytes, string[] words, int number) => string.Join("|",
                Try(() => Chunks(bytes)), Try(() => Letters(words)), Try(() => Header(bytes)), Try(() => Histogram(bytes, number)),
                Try(() => Upper(words)), Try(() => Table(bytes, number)), Try(() => Lines(words, bytes)), Try(() => Copy(bytes, number)));

            private static string Try(Func<string> run)
            {
                try { return run(); }
                catch (Exception exception) { return exception.GetType().Name; }
            }

            private static string Chunks(byte[] bytes)
            {
                var stream = new MemoryStream(bytes);
                var output = new MemoryStream();
                int sum = 0;
                while (true)
                {
                    var buffer = new byte[37];
                    int n = stream.Read(buffer, 0, buffer.Length);
                    if (n == 0) break;
                    for (int i = 0; i < n; i++) sum += buffer[i];
                    output.Write(buffer, 0, n);
                }

                return sum + BitConverter.ToString(output.ToArray());
            }

            private static string Letters(string[] words)
            {
                var all = "";
                foreach (var word in words)
                {
                    int[] counts = new int[26];
                    foreach (var c in word) counts[c - 'a']++;
                    all = all + counts.Max();
                }

                return all;
            }

            private static string Header(byte[] bytes)
            {
                var stream = new MemoryStream(bytes);
                byte[] header = new byte[6];
                int n = stream.Read(header, 0, header.Length);
                if (n != 6) return "short" + n + header[n];
                if (header[0] == 'L') return "L";
                int power = header[5] & 0x1F;
                return power + ":" + BitConverter.ToInt32(header, 0) + BitConverter.ToInt16(header, 4) + Encoding.Latin1.GetString(header, 1, 3);
            }

            private static string Histogram(byte[] bytes, int number)
            {
                var counts = new int[256];
                foreach (var b in bytes) counts[b]++;
                counts[0] = number;
                var text = "";
                foreach (var count in counts) text = text + (char)('0' + count % 10);
                return text + counts[number * 8];
            }

            private static string Upper(string[] words)
            {
                var all = new StringBuilder();
                foreach (var word in words)
                {
                    var chars = new char[word.Length];
                    for (int i = 0; i < chars.Length; i++) chars[i] = char.ToUpper(word[i]);
                    all.Append(chars);
                    all.Append(new string(chars, 0, chars.Length)).Append(chars[3]);
                }

                return all.ToString();
            }

            private static string Table(byte[] bytes, int number)
            {
                var table = new long[512];
                for (int i = 0; i < bytes.Length; i++) table[bytes[i]] += i;
                return table[number * 20] + "," + table[number];
            }

            private static string Lines(string[] words, byte[] like)
            {
                var all = "";
                for (int i = 0; i < words.Length; i++)
                {
                    var seen = new bool[like.Length];
                    foreach (var c in words[i]) seen[c - 'a'] = true;
                    foreach (var s in seen) all = all + (s ? 1 : 0);
                }

                return all;
            }

            private static string Copy(byte[] bytes, int number)
            {
                var stream = new MemoryStream(bytes);
                var text = "";
                for (int i = 0; i < number; i++)
                {
                    try
                    {
                        var buffer = new byte[9];
                        stream.ReadExactly(buffer, 0, 9);
                        text = text + buffer[i];
                    }
                    catch (EndOfStreamException) { text = text + "!"; break; }
                }

                return text;
            }
        }
        """, Confirmed.Allocates("System.Int64[]").Allocates("System.Boolean[]"), "C.Run", Inputs, left: 1);
}

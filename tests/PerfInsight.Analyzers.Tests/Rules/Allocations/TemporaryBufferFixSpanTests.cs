using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferFixSpanTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

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
}

using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferDifferentialTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

    private static readonly Gen<object?[]> Inputs =
        Gen.Select(Gen.Byte.Array[0, 300], Gen.String[Gen.Char['a', 'z'], 0, 12].Array[0, 6], Gen.Int[0, 40]).Select((bytes, words, number) => new object?[] { bytes, words, number });

    [Fact]
    public async Task Results_and_exceptions_stay_the_same()
    {
        var changed = await Differential.SameResultsAsync<TemporaryBufferAnalyzer, TemporaryBufferFixer>("""
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
        """, Confirmed.Allocates("System.Int64[]").Allocates("System.Boolean[]"), "C.Run", Inputs);
        Assert.Equal((4, 2, 2), (Count("(buffer = new|seen = new|counts = new)"), Count("stackalloc"), Count("Shared.Rent")));

        int Count(string pattern) => System.Text.RegularExpressions.Regex.Matches(changed, pattern).Count;
    }
}

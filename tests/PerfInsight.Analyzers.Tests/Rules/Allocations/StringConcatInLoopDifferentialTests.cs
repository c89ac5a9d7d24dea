using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class StringConcatInLoopDifferentialTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.String");

    private static readonly Gen<object?[]> Fields =
        Gen.Select(Gen.String[0, 5].Null().Array[0, 8], Gen.Int[-5, 5], Gen.Double).Select((fields, number, real) => new object?[] { fields, number, real });

    [Fact]
    public async Task Results_and_exceptions_stay_the_same()
    {
        var changed = await Differential.SameResultsAsync<StringConcatInLoopAnalyzer, StringConcatInLoopFixer>("""
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
        Assert.Equal(6, changed.Split("new StringBuilder(").Length - 1);
    }
}

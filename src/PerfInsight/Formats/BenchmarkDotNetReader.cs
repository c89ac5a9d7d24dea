using System.Globalization;
using System.Text;
using System.Text.Json;
using PerfInsight.Benchmarks;

namespace PerfInsight.Formats;

/// <summary>
/// BenchmarkDotNet's JSON reports, full or brief, indented or not. A benchmark is named <c>Type.Method/Param=value</c>, so that its
/// parameters can be selected as those of Go's names can; characters that mean something in a name are written as <c>%2F</c>.
/// Namespace and job are its configuration; the machine and the runtime are known but do not tell benchmarks apart.
/// Values are <c>Statistics.OriginalValues</c>: BenchmarkDotNet has taken outliers out, as its job says.
/// </summary>
public sealed class BenchmarkDotNetReader : IBenchmarkReader
{
    private static readonly JsonReaderOptions JsonOptions = new() { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <inheritdoc/>
    public string Format => "BenchmarkDotNet (JSON)";

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        return head.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
            && head.IndexOf("\"HostEnvironmentInfo\""u8) >= 0
            && (head.IndexOf("BenchmarkDotNet"u8) >= 0 || head.IndexOf("\"Benchmarks\""u8) >= 0);
    }

    /// <inheritdoc/>
    public BenchmarkRun Read(Stream stream, string source, BenchmarkReadOptions options)
    {
        var bytes = ReadAll(stream, Math.Min(options.MaxBytes, Array.MaxLength));
        var start = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        try
        {
            return new BenchmarkDotNetReport(bytes.AsMemory(start), source, options).Read(JsonOptions);
        }
        catch (JsonException exception)
        {
            // Of the reader it counts from 0; the column is in bytes.
            var line = ((exception.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            var column = ((exception.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
            throw new BenchmarkFormatException(Format, $"{line}:{column}", Cause(exception.Message));
        }
    }

    // The message repeats the position in words, counted from 0.
    private static string Cause(string message)
    {
        var end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        if (end < 0)
            end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private byte[] ReadAll(Stream stream, long most)
    {
        var memory = new MemoryStream();
        var buffer = new byte[128 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            memory.Write(buffer, 0, count);
            if (memory.Length > most)
                throw new BenchmarkFormatException(Format, $"byte {most.ToString(CultureInfo.InvariantCulture)}", $"expected a file of at most {most} bytes, found more.");
        }

        return memory.ToArray();
    }

    /// <summary>A name or a value as a part of a benchmark's name: white space, slashes and percent signs are written as their codes.</summary>
    internal static string Part(string text)
    {
        if (!text.Any(static c => c is '/' or '%' || char.IsWhiteSpace(c) || char.IsControl(c)))
            return text;
        var part = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is '/' or '%' || char.IsWhiteSpace(c) || char.IsControl(c))
                part.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else
                part.Append(c);
        }

        return part.ToString();
    }
}

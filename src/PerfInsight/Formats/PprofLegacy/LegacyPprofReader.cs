using System.Text;
using System.Text.RegularExpressions;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.PprofLegacy;

/// <summary>
/// Reads what pprof read before profile.proto: binary CPU profiles of gperftools, text of heaps, growth, contention and threads of C++, counts
/// and heaps of Go, CPU, heap and contention of Java. What the numbers mean, how samples are scaled and addresses adjusted is as in
/// google/pprof's profile/legacy_profile.go and legacy_java_profile.go. C++ and Go profiles have addresses without names: views show their
/// binaries.
/// </summary>
public sealed partial class LegacyPprofReader : IProfileReader
{
    internal const string FormatName = "pprof-legacy";

    /// <inheritdoc/>
    public string Format => FormatName;

    /// <inheritdoc/>
    public bool Sniff(ReadOnlySpan<byte> head, string name) => LegacyWords.Of(head) is not null || KindOf(FirstLine(head)) is not null;

    /// <inheritdoc/>
    public ProfileData Read(Stream stream, ReadOptions options)
    {
        var source = new PrefixedStream(stream, ProfileReaders.HeadSize);
        if (LegacyWords.Of(source.Prefix) is { } words)
            return LegacyCpu.Read(source, words, options.Limits);

        var text = new LegacyText(source, options.Limits);
        while (text.Next() && text.IsBlankOrComment)
        {
        }

        var samples = new LegacySamples(options.Limits);
        return KindOf(text.Line) switch
        {
            LegacyKind.Heap => LegacyHeap.Read(text, samples),
            LegacyKind.Contention => LegacyContention.Read(text, samples),
            LegacyKind.JavaHeap => LegacyJava.ReadHeap(text, samples),
            LegacyKind.Threads => LegacyThreads.Read(text, samples),
            LegacyKind.GoCount => LegacyGoCount.Read(text, samples),
            _ => throw text.Damage("expected the head of a profile of pprof's formats before profile.proto"),
        };
    }

    private static LegacyKind? KindOf(string line) => line switch
    {
        _ when line.StartsWith("heap profile:", StringComparison.Ordinal) => LegacyKind.Heap,
        _ when line.StartsWith("--- heapz 1 ---", StringComparison.Ordinal) => LegacyKind.JavaHeap,
        _ when line.StartsWith("--- contention", StringComparison.Ordinal) || line.StartsWith("--- mutex:", StringComparison.Ordinal) => LegacyKind.Contention,
        _ when line.StartsWith("--- threadz ", StringComparison.Ordinal) || line.StartsWith("--- Thread ", StringComparison.Ordinal) => LegacyKind.Threads,
        _ when GoCountHead().IsMatch(line) => LegacyKind.GoCount,
        _ => null,
    };

    private static string FirstLine(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var line = (end < 0 ? head : head[..end]).Trim(" \t\r"u8);
            if (!line.IsEmpty && line[0] != (byte)'#')
                return Encoding.Latin1.GetString(line[..Math.Min(line.Length, 200)]);
            head = end < 0 ? default : head[(end + 1)..];
        }

        return "";
    }

    [GeneratedRegex(@"^\S+ profile: total \d+$", RegexOptions.CultureInvariant)]
    private static partial Regex GoCountHead();

    private enum LegacyKind
    {
        Heap,
        JavaHeap,
        Contention,
        Threads,
        GoCount,
    }
}

using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A fix ends the lines that it adds as the file ends its own, on every platform.</summary>
public class LineEndsTests
{
    private const string Code = """
        using System.IO;
        class C
        {
            public static void Copy(FileStream from, FileStream to)
            {
                byte[] buffer = [|new byte[8192]|];
                int read;
                while ((read = from.Read(buffer, 0, buffer.Length)) > 0)
                    to.Write(buffer, 0, read);
            }
        }
        """;

    private const string Fixed = """
        using System;
        using System.Buffers;
        using System.IO;
        class C
        {
            public static void Copy(FileStream from, FileStream to)
            {
                var rentedBuffer = ArrayPool<byte>.Shared.Rent(8192);
                try
                {
                    var buffer = new Span<byte>(rentedBuffer, 0, 8192);
                    int read;
                    while ((read = from.Read(buffer)) > 0)
                        to.Write(buffer.Slice(0, read));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(rentedBuffer);
                }
            }
        }
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task Added_lines_end_as_the_others(string end) => Verify.FixesLikelyAsync(
        Code.ReplaceLineEndings(end), Fixed.ReplaceLineEndings(end), TestProfile.Hot(SampleKind.AllocSpace));
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>Compares a source file with the checksum that the profiled program's PDB has of it.</summary>
internal static class SourceChecksum
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> ChecksumsOfTree = new();

    /// <summary>True where the file is byte for byte the profiled one.</summary>
    public static bool Equals(SyntaxTree tree, SourceText text, ProfiledFile file) =>
        string.Equals(Hex(text.GetChecksum()), file.Checksum, StringComparison.OrdinalIgnoreCase)
        || ChecksumsOfTree.GetValue(tree, _ => Checksums(text)).Contains(file.Checksum!);

    // The compiler's own checksum is of the file's bytes. An editor's text may have lost its byte order mark or use
    // another algorithm than the build did, so the other forms that the same file can have are accepted as well.
    private static HashSet<string> Checksums(SourceText text)
    {
        var content = Encoding.UTF8.GetBytes(text.ToString());
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. content];
        using var sha256 = SHA256.Create();
#pragma warning disable CA5350 // SHA-1 is what older PDBs have; it identifies a file here and protects nothing
        using var sha1 = SHA1.Create();
#pragma warning restore CA5350
        return new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            Hex(ImmutableArray.Create(sha256.ComputeHash(content))),
            Hex(ImmutableArray.Create(sha256.ComputeHash(marked))),
            Hex(ImmutableArray.Create(sha1.ComputeHash(content))),
            Hex(ImmutableArray.Create(sha1.ComputeHash(marked))),
        };
    }

    private static string Hex(ImmutableArray<byte> bytes)
    {
        const string digits = "0123456789abcdef";
        var hex = new StringBuilder(2 * bytes.Length);
        foreach (var b in bytes)
            hex.Append(digits[b >> 4]).Append(digits[b & 15]);
        return hex.ToString();
    }
}

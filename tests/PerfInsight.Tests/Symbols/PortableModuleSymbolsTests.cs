using CsCheck;
using PerfInsight.Symbols;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Symbols;

public class PortableModuleSymbolsTests
{
    [Fact]
    public void The_signature_of_a_dll_is_the_id_of_its_pdb()
    {
        var signature = PortableModuleSymbols.SignatureOf(new MemoryStream(Samples.Dll));

        Assert.Equal(Samples.Symbols().PdbSignature, signature);
        Assert.NotEqual(Guid.Empty, signature);
    }

    [Fact]
    public void A_pdb_of_another_build_is_refused()
    {
        var pdb = Samples.Pdb;
        var id = Samples.Symbols().PdbSignature.ToByteArray();
        pdb[pdb.AsSpan().IndexOf(id)] ^= 1;

        Assert.Contains("another build", Failure(Samples.Dll, pdb), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dll_without_its_pdb_is_refused() => Assert.Contains("PDB is missing", Failure(Samples.Dll, null), StringComparison.Ordinal);

    [Fact]
    public void A_dll_of_the_framework_names_its_pdb_and_has_none()
    {
        var dll = File.ReadAllBytes(typeof(System.Text.Json.JsonDocument).Assembly.Location);

        Assert.NotNull(PortableModuleSymbols.SignatureOf(new MemoryStream(dll)));
        Assert.Contains("missing", Failure(dll, null), StringComparison.Ordinal);
        Assert.Contains("another build", Failure(dll, Samples.Pdb), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pdb_in_the_windows_format_is_named_as_such() =>
        Assert.Contains("Windows format", Failure(Samples.Dll, [.. "Microsoft C/C++ MSF 7.00\r\n"u8, .. new byte[100]]), StringComparison.Ordinal);

    [Fact]
    public void Files_that_are_no_dll_or_no_pdb_are_refused()
    {
        foreach (var bytes in new byte[][] { [], [0x4D, 0x5A], "hello"u8.ToArray(), new byte[5000] })
        {
            Assert.NotEmpty(Failure(bytes, Samples.Pdb));
            Assert.NotEmpty(Failure(Samples.Dll, bytes));
            Assert.Null(PortableModuleSymbols.SignatureOf(new MemoryStream(bytes)));
        }
    }

    [Fact]
    public void Random_bytes_are_refused_and_never_crash() => Gen.Byte.Array[0, 2000].Sample(bytes =>
    {
        Assert.NotEmpty(Failure(bytes, Samples.Pdb));
        Assert.NotEmpty(Failure(Samples.Dll, bytes));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0x06000000)]
    [InlineData(0x06FFFFFF)]
    [InlineData(0x02000001)]
    [InlineData(int.MinValue)]
    public void A_token_of_no_method_is_unknown(int token)
    {
        Assert.Null(Samples.Symbols().Find(token));
        Assert.Null(Samples.Symbols().Lines(token, 0, 1));
    }

    [Fact]
    public void The_streams_may_be_closed()
    {
        PortableModuleSymbols symbols;
        using (var dll = new MemoryStream(Samples.Dll))
        using (var pdb = new MemoryStream(Samples.Pdb))
            symbols = PortableModuleSymbols.Open(dll, pdb);

        Assert.Equal("M:W.B.Burn(System.Int32)", symbols.Find(Samples.Token("W", "B", "Burn"))?.DocumentationId);
    }

    [Fact]
    public void A_damaged_dll_or_pdb_is_read_or_refused_and_never_crashes()
    {
        var (dll, pdb) = (Samples.Dll, Samples.Pdb);
        Gen.Select(Gen.Int[0, dll.Length - 1], Gen.Byte).Array[1, 20].Sample(
            changes =>
            {
                Try(Changed(dll, changes), pdb);
                Try(dll, Changed(pdb, changes));
            },
            iter: 1000,
            seed: "78dtaCbXNfc1"); // its first sample has a token in IL with the highest bit set
    }

    [Fact]
    public void A_dll_or_pdb_that_is_cut_is_read_or_refused_and_never_crashes()
    {
        var (dll, pdb) = (Samples.Dll, Samples.Pdb);
        for (var part = 0; part < 100; part++)
        {
            Try(dll[..(dll.Length * part / 100)], pdb);
            Try(dll, pdb[..(pdb.Length * part / 100)]);
        }
    }

    private static byte[] Changed(byte[] bytes, (int Place, byte Value)[] changes)
    {
        var changed = (byte[])bytes.Clone();
        foreach (var (place, value) in changes)
            changed[place % changed.Length] = value;
        return changed;
    }

    private static void Try(byte[] dll, byte[] pdb)
    {
        try
        {
            var symbols = PortableModuleSymbols.Open(new MemoryStream(dll), new MemoryStream(pdb));
            for (var token = 0x06000000; token < 0x06000180; token++)
            {
                symbols.Find(token);
                symbols.Lines(token, 0, 100);
            }
        }
        catch (SymbolFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static string Failure(byte[] dll, byte[]? pdb) => Assert.Throws<SymbolFormatException>(
        () => PortableModuleSymbols.Open(new MemoryStream(dll), pdb is null ? null : new MemoryStream(pdb))).Message;
}

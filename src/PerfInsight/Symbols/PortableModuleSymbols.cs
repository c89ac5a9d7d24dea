using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>The symbols of a module from its dll and portable PDB. Everything needed is read at once; the streams may be closed.</summary>
public sealed class PortableModuleSymbols : IModuleSymbols
{
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");

    private static ReadOnlySpan<byte> WindowsPdbMagic => "Microsoft C/C++ MSF 7.00"u8;

    private readonly Dictionary<int, MethodPoints> _points;
    private readonly Dictionary<int, SourceFunction> _functions;

    private PortableModuleSymbols(Guid signature, Dictionary<int, MethodPoints> points, Dictionary<int, SourceFunction> functions)
    {
        PdbSignature = signature;
        _points = points;
        _functions = functions;
    }

    /// <summary>CodeView id of the PDB; equal to a profiled module's where it is the one that ran.</summary>
    public Guid PdbSignature { get; }

    /// <summary>The CodeView id in a dll, without reading its PDB; null for a file that is no .NET dll or names none.</summary>
    public static Guid? SignatureOf(Stream dll)
    {
        try
        {
            using var pe = new PEReader(dll, PEStreamOptions.LeaveOpen);
            return CodeView(pe)?.Guid;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    /// <summary>Reads the symbols.</summary>
    /// <param name="dll">The module; seekable.</param>
    /// <param name="pdb">Its PDB, seekable; null to use the one embedded in the dll.</param>
    /// <exception cref="SymbolFormatException">Either is damaged, there is no PDB, or the PDB is of another build.</exception>
    public static PortableModuleSymbols Open(Stream dll, Stream? pdb)
    {
        try
        {
            using var pe = new PEReader(dll, PEStreamOptions.LeaveOpen);
            if (!pe.HasMetadata)
                throw new SymbolFormatException("the dll has no .NET metadata.");
            var codeView = CodeView(pe) ?? throw new SymbolFormatException("the dll names no PDB: build it with <DebugType>portable</DebugType>.");
            using var provider = PdbProvider(pe, pdb);
            var reader = provider.GetMetadataReader();
            var id = reader.DebugMetadataHeader is { } header ? new BlobContentId(header.Id).Guid : Guid.Empty;
            if (id != codeView.Guid)
                throw new SymbolFormatException($"the PDB is of another build: the dll expects {codeView.Guid}, the PDB is {id}.");
            var points = MethodPoints.ReadAll(reader);
            var functions = new FunctionMapper(pe, pe.GetMetadataReader(), reader, points, Files(reader)).MapAll();
            return new PortableModuleSymbols(codeView.Guid, points, functions);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new SymbolFormatException("the dll or PDB is damaged: " + exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public SourceFunction? Find(int methodToken) => _functions.GetValueOrDefault(methodToken);

    /// <inheritdoc/>
    public LineRange? Lines(int methodToken, int ilStart, int ilEnd) =>
        _points.TryGetValue(methodToken, out var points) ? points.Lines(ilStart, ilEnd) : null;

    private static MetadataReaderProvider PdbProvider(PEReader pe, Stream? pdb)
    {
        if (pdb is not null && IsWindowsPdb(pdb))
            throw new SymbolFormatException("the PDB is in the Windows format: build with <DebugType>portable</DebugType>.");
        if (pdb is not null)
            return MetadataReaderProvider.FromPortablePdbStream(pdb, MetadataStreamOptions.PrefetchMetadata | MetadataStreamOptions.LeaveOpen);
        foreach (var entry in pe.ReadDebugDirectory())
        {
            if (entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb)
                return pe.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        }

        throw new SymbolFormatException("the PDB is missing, and none is embedded in the dll.");
    }

    private static bool IsWindowsPdb(Stream pdb)
    {
        var head = new byte[WindowsPdbMagic.Length];
        var start = pdb.Position;
        var read = pdb.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        pdb.Position = start;
        return head.AsSpan(0, read).SequenceEqual(WindowsPdbMagic);
    }

    private static CodeViewDebugDirectoryData? CodeView(PEReader pe)
    {
        // An object file of a linker has no such directory.
        if (pe.PEHeaders.PEHeader is null)
            return null;
        foreach (var entry in pe.ReadDebugDirectory())
        {
            // Precompiled (ReadyToRun) dlls name a native PDB too.
            if (entry.Type == DebugDirectoryEntryType.CodeView && entry.IsPortableCodeView)
                return pe.ReadCodeViewDebugDirectoryData(entry);
        }

        return null;
    }

    private static Dictionary<DocumentHandle, ProfiledFile> Files(MetadataReader pdb)
    {
        var files = new Dictionary<DocumentHandle, ProfiledFile>();
        foreach (var handle in pdb.Documents)
        {
            var document = pdb.GetDocument(handle);
            var algorithm = document.HashAlgorithm.IsNil ? Guid.Empty : pdb.GetGuid(document.HashAlgorithm);
            var name = algorithm == Sha256 ? "SHA256" : algorithm == Sha1 ? "SHA1" : null;
            var checksum = name is null ? null : Convert.ToHexString(pdb.GetBlobBytes(document.Hash)).ToLowerInvariant();
            files.Add(handle, new ProfiledFile(pdb.GetString(document.Name), name, checksum));
        }

        return files;
    }

    private static bool IsDamage(Exception exception) =>
        exception is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException or IndexOutOfRangeException;
}

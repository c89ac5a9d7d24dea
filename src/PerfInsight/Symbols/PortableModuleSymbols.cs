using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>
/// The symbols of a module from its dll and portable PDB. Both are read into memory at once, so the streams may be closed;
/// methods are looked up when asked for. What is damaged is unknown. Not for several threads at a time.
/// </summary>
public sealed class PortableModuleSymbols : IModuleSymbols
{
    private static ReadOnlySpan<byte> WindowsPdbMagic => "Microsoft C/C++ MSF 7.00"u8;

    private readonly SequencePoints _points;
    private readonly FunctionMapper _mapper;
    private readonly Dictionary<int, SourceFunction?> _functions = [];

    // The readers point into their memory.
    private readonly PEReader _pe;
    private readonly MetadataReaderProvider _pdb;

    private PortableModuleSymbols(Guid signature, PEReader pe, MetadataReaderProvider pdb)
    {
        PdbSignature = signature;
        _pe = pe;
        _pdb = pdb;
        _points = new SequencePoints(_pdb.GetMetadataReader());
        _mapper = new FunctionMapper(_pe, _pdb.GetMetadataReader(), _points);
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
            var pe = new PEReader(dll, PEStreamOptions.LeaveOpen | PEStreamOptions.PrefetchEntireImage);
            if (!pe.HasMetadata)
                throw new SymbolFormatException("the dll has no .NET metadata.");
            var codeView = CodeView(pe) ?? throw new SymbolFormatException("the dll names no PDB: build it with <DebugType>portable</DebugType>.");
            var provider = PdbProvider(pe, pdb);
            var id = provider.GetMetadataReader().DebugMetadataHeader is { } header ? new BlobContentId(header.Id).Guid : Guid.Empty;
            if (id != codeView.Guid)
                throw new SymbolFormatException($"the PDB is of another build: the dll expects {codeView.Guid}, the PDB is {id}.");
            return new PortableModuleSymbols(codeView.Guid, pe, provider);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new SymbolFormatException("the dll or PDB is damaged: " + exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public SourceFunction? Find(int methodToken)
    {
        if (!_functions.TryGetValue(methodToken, out var function))
            _functions.Add(methodToken, function = Undamaged(() => _mapper.Map(methodToken)));
        return function;
    }

    /// <inheritdoc/>
    public LineRange? Lines(int methodToken, int ilStart, int ilEnd) => Undamaged(() => _points.Of(methodToken))?.Lines(ilStart, ilEnd);

    private static T? Undamaged<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

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

    private static bool IsDamage(Exception exception) =>
        exception is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException or IndexOutOfRangeException;
}

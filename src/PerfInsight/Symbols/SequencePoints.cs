using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using PerfInsight.Summaries;

namespace PerfInsight.Symbols;

/// <summary>Sequence points and files of a PDB, read method by method.</summary>
internal sealed class SequencePoints(MetadataReader pdb)
{
    private static readonly Guid Sha256 = new("8829d00f-11b8-4213-878b-770e8597ac16");
    private static readonly Guid Sha1 = new("ff1816ec-aa5e-4d10-87f7-6f4963833460");

    private readonly Dictionary<int, MethodPoints?> _points = [];
    private readonly Dictionary<DocumentHandle, ProfiledFile> _files = [];

    /// <summary>The visible points of a method, null without any.</summary>
    public MethodPoints? Of(int methodToken)
    {
        if (!_points.TryGetValue(methodToken, out var points))
            _points.Add(methodToken, points = Read(methodToken));
        return points;
    }

    /// <summary>The file of a document, null for a document that does not exist.</summary>
    public ProfiledFile? File(DocumentHandle handle)
    {
        if (handle.IsNil)
            return null;
        if (_files.TryGetValue(handle, out var file))
            return file;
        var document = pdb.GetDocument(handle);
        var algorithm = document.HashAlgorithm.IsNil ? Guid.Empty : pdb.GetGuid(document.HashAlgorithm);
        var name = algorithm == Sha256 ? "SHA256" : algorithm == Sha1 ? "SHA1" : null;
        var checksum = name is null ? null : Convert.ToHexString(pdb.GetBlobBytes(document.Hash)).ToLowerInvariant();
        file = new ProfiledFile(pdb.GetString(document.Name), name, checksum);
        _files.Add(handle, file);
        return file;
    }

    private MethodPoints? Read(int methodToken)
    {
        var row = methodToken & 0xFFFFFF;
        if (methodToken >>> 24 != (int)HandleKind.MethodDefinition || row == 0 || row > pdb.MethodDebugInformation.Count)
            return null;
        var information = pdb.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(row));
        var points = information.SequencePointsBlob.IsNil ? [] : information.GetSequencePoints().Where(point => !point.IsHidden).ToArray();
        return points.Length == 0 ? null : new MethodPoints(points);
    }
}

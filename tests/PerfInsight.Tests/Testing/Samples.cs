using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using PerfInsight.Symbols;

namespace PerfInsight.Tests.Testing;

/// <summary>The profiled sample program: dll, PDB and one row for each of its methods.</summary>
internal static class Samples
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples", "dotnet");

    public static byte[] Dll => File.ReadAllBytes(Path.Combine(Folder, "W.dll"));

    public static byte[] Pdb => File.ReadAllBytes(Path.Combine(Folder, "W.pdb"));

    public static byte[] Trace(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static PortableModuleSymbols Symbols() => PortableModuleSymbols.Open(new MemoryStream(Dll), new MemoryStream(Pdb));

    /// <summary>The MethodDef token of a method with a name of its own.</summary>
    public static int Token(string space, string type, string method)
    {
        using var pe = new PEReader(new MemoryStream(Dll));
        var metadata = pe.GetMetadataReader();
        var declaring = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Single(definition => metadata.GetString(definition.Name) == type && metadata.GetString(definition.Namespace) == space);
        return MetadataTokens.GetToken(declaring.GetMethods().Single(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name) == method));
    }

    /// <summary>The text of a workload file.</summary>
    public static string Source(string file) => File.ReadAllText(Path.Combine(Folder, "workload", file));

    public static IReadOnlyList<FrameRow> Frames() =>
        [.. File.ReadLines(Path.Combine(Folder, "frames.tsv")).Skip(1).Select(line => line.Split('\t')).Select(cells => new FrameRow(
            Category: cells[0],
            Declaration: cells[1],
            SourceId: cells[2],
            WasSampled: cells[4].Length > 0,
            Namespace: cells[5],
            Name: cells[6],
            Signature: cells[7],
            Token: Convert.ToInt32(cells[8], 16),
            Span: cells[9],
            ResolvedBy: cells[10]))];
}

/// <summary>A row of frames.tsv; empty where the table has no value.</summary>
internal sealed record FrameRow(
    string Category, string Declaration, string SourceId, bool WasSampled, string Namespace, string Name, string Signature, int Token, string Span, string ResolvedBy)
{
    /// <summary>True for a member that a person declared: lambdas and local functions have ids of no use.</summary>
    public bool IsDeclaredMember => ResolvedBy is "docid" or "kickoff+docid" or "span:MethodDeclaration";

    public bool IsFunctionInside => ResolvedBy is "span:lambda" or "span:LocalFunctionStatement";

    public override string ToString() => $"0x{Token:x8} {Namespace}.{Name}";
}

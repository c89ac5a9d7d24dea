using System.Security.Cryptography;
using System.Text;
using PerfInsight.Profiles;
using PerfInsight.Summaries;
using PerfInsight.Symbols;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.EndToEnd;

/// <summary>The symbols and sources of the profiled sample, as if its repository had the folder <c>workload</c>.</summary>
internal sealed class SampleSymbols : ISymbolSource
{
    private readonly PortableModuleSymbols _symbols = Samples.Symbols();

    public IModuleSymbols? Find(Module module) => module.PdbSignature == _symbols.PdbSignature ? _symbols : null;

    public string? ReadSource(ProfiledFile file)
    {
        var text = Samples.Source(Path.GetFileName(file.Path));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) == file.Checksum ? text : null;
    }

    // What the SDK generates (global usings) is not in the repository.
    public string? RelativePath(ProfiledFile file) => file.Path.EndsWith(".g.cs", StringComparison.Ordinal) ? null : "workload/" + Path.GetFileName(file.Path);
}

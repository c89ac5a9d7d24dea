using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PerfInsight.Gating.Findings;
using PerfInsight.Gating.Reach;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Gating;

/// <summary>A suggested benchmark compiles, whatever the member is called, and the gate knows what it is of.</summary>
public sealed class BenchmarkSkeletonTests
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "netstandard.dll")
            .Append(typeof(BenchmarkAttribute).Assembly.Location).Distinct().Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    [Theory]
    [InlineData("Shop.Cache.Find(int32)", "CacheBenchmarks.Find")]
    [InlineData("Shop.Cache`1.Find", "CacheBenchmarks.Find")]
    [InlineData("Shop.Cache`1[System.Int32].Find(System.Collections.Generic.List`1<System.String>)", "CacheBenchmarks.Find")]
    [InlineData("Shop.Outer+Inner.Run", "InnerBenchmarks.Run")]
    [InlineData("Shop.Cache..ctor", "CacheBenchmarks.Ctor")]
    [InlineData("Program.<Main>$(string[])", "ProgramBenchmarks.Main")]
    [InlineData("Shop.Pool.Setup", "PoolBenchmarks.RunSetup")]
    [InlineData("Shop.Key.GetHashCode()", "KeyBenchmarks.RunGetHashCode")]
    [InlineData("Shop.Text.N", "TextBenchmarks.RunN")]
    [InlineData("Shop.CacheBenchmarks.CacheBenchmarks", "CacheBenchmarksBenchmarks.CacheBenchmarks")]
    [InlineData("main.lock", "mainBenchmarks.Lock")]
    [InlineData("3d.2d", "Member3dBenchmarks.Member2d")]
    [InlineData("Größe.Änderung", "GreBenchmarks.Nderung")]
    [InlineData("Shop.A\"B\\C.Quote\"", "ABCBenchmarks.Quote")]
    [InlineData("Shop.Evil.Run\n}\nclass Injected {", "EvilBenchmarks.RunclassInjected")]
    [InlineData("Shop.Evil.Line\u2028}\u0085{", "EvilBenchmarks.Line")]
    [InlineData("", "ProgramBenchmarks.Run")]
    [InlineData("...", "ProgramBenchmarks.Run")]
    [InlineData("[", "ProgramBenchmarks.Run")]
    public void It_compiles_without_a_warning(string member, string expected)
    {
        var tree = CSharpSyntaxTree.ParseText(BenchmarkSkeleton.For(member));
        var compilation = CSharpCompilation.Create("Skeleton", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        var type = Assert.Single(compilation.Assembly.GlobalNamespace.GetTypeMembers());
        var benchmark = Assert.Single(type.GetMembers().OfType<IMethodSymbol>(), static method => method.GetAttributes().Any(static attribute => attribute.AttributeClass!.Name == nameof(BenchmarkAttribute)));
        Assert.Equal(expected, $"{type.Name}.{benchmark.Name}");
    }

    [Fact]
    public void The_gate_sees_by_its_name_what_it_reaches()
    {
        var profile = new ProfileSketch().Cpu("Shop.Server.Accept@1 > Shop.Cache.Find@2", 1).Build();
        var run = BenchmarkSamples.Go("BenchmarkCacheBenchmarks.Find 1 1 ns/op\n");

        var reached = new BenchmarkReach(new CallReach([profile]), []).Of(Assert.Single(run.Benchmarks));

        Assert.Contains("Shop.Cache.Find()", reached!.Members);
    }
}

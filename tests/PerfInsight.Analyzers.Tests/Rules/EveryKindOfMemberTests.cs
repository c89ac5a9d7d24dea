using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PerfInsight.Analyzers.Rules;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules;

/// <summary>The rules see the code of each member that a profile can know, once, whatever kind of member it is.</summary>
public sealed class EveryKindOfMemberTests
{
    private const string Code = """
        using System;

        Console.WriteLine();

        partial class C : IDisposable
        {
            private int[] _field = new int[3];
            static C() { }
            public C() { }
            public C(int a) : this() { }
            ~C() { }
            void Block() { }
            int Arrow() => 1;
            void IDisposable.Dispose() { }
            void Around() { void Local() { } Local(); Action a = () => { }; a(); }
            int Property => 1;
            int Getter { get => 1; set { } }
            int Init { get { return 1; } init { } }
            int this[int i] => i;
            int this[string s] { get => 1; set { } }
            event Action Event { add { } remove { } }
            public static C operator +(C a, C b) => a;
            public static implicit operator int(C c) => 1;
            partial void Part();
            static async System.Threading.Tasks.Task Async() => await System.Threading.Tasks.Task.Yield();
        }

        partial class C
        {
            partial void Part() { }
            class Nested { void Inner() { } }
        }

        class OnlyFields { private int[] _field = new int[3]; }
        class Base(int a) { private int[] _field = new int[a]; }
        class Primary(int b) : Base(b) { private int[] _own = new int[b]; }
        record Pair(int A, int B) { public int Sum() => A + B; }
        struct Point { public int X; public Point(int x) { X = x; } }
        interface IShape { int Area() => 1; }
        """;

    private static readonly string[] Expected =
    [
        "<top-level-statements-entry-point>", "Base.Base(int)", "C.Around()", "C.Arrow()", "C.Async()", "C.Block()", "C.C()", "C.C()", "C.C(int)", "C.Event.add", "C.Event.remove", "C.Getter.get", "C.Getter.set",
        "C.Init.get", "C.Init.init", "C.Nested.Inner()", "C.Nested.Nested()", "C.Part()", "C.Property.get", "C.System.IDisposable.Dispose()",
        "C.implicit operator int(C)", "C.operator +(C, C)", "C.this[int].get", "C.this[string].get", "C.this[string].set", "C.~C()", "IShape.Area()",
        "OnlyFields.OnlyFields()", "Pair.Pair(int, int)", "Pair.Sum()", "Point.Point(int)", "Primary.Primary(int)",
    ];

    [Fact]
    public async Task Each_member_is_looked_at_once() => Assert.Equal(Expected, await LookedAtAsync(Code));

    // C# 14; an older compiler reads the block as an error, and finds no member in it.
    [Fact]
    public async Task Members_of_an_extension_block_are_looked_at_once()
    {
        var seen = await LookedAtAsync("Console.WriteLine(); static class E { extension(string s) { public int Twice() => s.Length * 2; public int Half => s.Length / 2; } }");

        if (Enum.TryParse<LanguageVersion>("CSharp14", out _))
            Assert.Equal(2, seen.Count(name => name.Contains("Twice", StringComparison.Ordinal) || name.Contains("Half", StringComparison.Ordinal)));
    }

    // Some of these the compiler of Visual Studio 2022 17.8 does not survive.
    [Theory]
    [InlineData("new[] { Seen };")]
    [InlineData("new[] { () => 1 };")]
    [InlineData("foreach (var x in y) { new[] { Seen, Seen }; }")]
    [InlineData("M(new[] { Report.Of }, );")]
    [InlineData("[Seen, () => 1];")]
    [InlineData("object o = new[] { Seen() => };")]
    [InlineData("var b = new byte[3]; Take(b); } void Take(byte[] b) { b[0] = 1; object o = new[] { Seen() => };")]
    public async Task Code_with_errors_is_no_reason_to_fail(string statement)
    {
        var tree = CSharpSyntaxTree.ParseText("class C { void Seen() { } void M() { " + statement + " } }", new CSharpParseOptions(LanguageVersion.Preview));
        var compilation = CSharpCompilation.Create("Test", [tree], References.All);
        var summary = new HotSummary(EverythingHot.SummaryOf(compilation));

        var diagnostics = await compilation.WithAnalyzers([new RootCauseAnalyzer()], new AnalyzerOptions([summary])).GetAnalyzerDiagnosticsAsync();

        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
    }

    private static async Task<List<string>> LookedAtAsync(string code)
    {
        var rule = new Remembering();
        var compilation = CSharpCompilation.Create(
            "Test", [CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview))], References.All, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var summary = new HotSummary(EverythingHot.SummaryOf(compilation));

        await compilation.WithAnalyzers([new RootCauseAnalyzer([rule])], new AnalyzerOptions([summary])).GetAnalyzerDiagnosticsAsync();

        return [.. rule.Seen.Order(StringComparer.Ordinal)];
    }

    private sealed class Remembering() : HotMemberAnalyzer(RootCauses.Algorithmic[0].Rule, SampleKind.Cpu)
    {
        public ConcurrentBag<string> Seen { get; } = [];

        private protected override void Analyze(HotMember member) => Seen.Add(member.Symbol.ToDisplayString());
    }
}

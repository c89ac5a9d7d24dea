using System.Globalization;
using System.Security.Cryptography;
using PerfInsight.Summaries;
using PerfInsight.Symbols;
using PerfInsight.Tests.Testing;

namespace PerfInsight.Tests.Symbols;

/// <summary>Every frame of the profiled sample, which has one method for each kind of C# member.</summary>
public class WorkloadFramesTests
{
    private static readonly PortableModuleSymbols Symbols = Samples.Symbols();


    [Fact]
    public void Every_declared_member_has_its_id()
    {
        var rows = Samples.Frames().Where(row => row.IsDeclaredMember).ToList();

        Assert.True(rows.Count > 150, $"only {rows.Count} rows");
        Assert.All(rows, row =>
        {
            Assert.Equal(row.SourceId, Symbols.Find(row.Token)?.DocumentationId);
            Assert.Equal(FunctionKind.Method, Symbols.Find(row.Token)?.Kind);
        });
    }

    [Fact]
    public void Every_lambda_and_local_function_has_the_id_of_the_member_around_it()
    {
        var rows = Samples.Frames().Where(row => row.IsFunctionInside).ToList();
        var members = Samples.Frames().Where(row => row.IsDeclaredMember && row.Span.Length > 0).ToList();

        Assert.True(rows.Count > 30, $"only {rows.Count} rows");
        Assert.All(rows, row =>
        {
            var function = Symbols.Find(row.Token);
            Assert.NotNull(function);
            Assert.Equal(row.ResolvedBy == "span:lambda" ? FunctionKind.Lambda : FunctionKind.LocalFunction, function.Kind);

            // A line of the workload is the declaration of one member, or of several with names of their own.
            var (file, line) = (row.Span.Split(':')[0], Line(row.Span));
            var host = Samples.Source(file).Split('\n')[line - 1];
            var id = function.DocumentationId!;
            if (file == "Program.cs")
            {
                Assert.Equal("M:Program.{Main}$(System.String[])", id);
                return;
            }

            var name = id.Split('(')[0].Split('.')[^1].Split('`')[0];
            Assert.True(
                name is "#ctor" or "#cctor" ? host.Contains("Init = ", StringComparison.Ordinal) : HostName(row).Contains(name, StringComparison.Ordinal),
                $"{row} is not in {id}");
        });
    }

    [Theory]
    [InlineData("<SameName>g__Loc|5_0", "M:W.Kinds.Locals.SameName(System.Int32)")]
    [InlineData("<SameName>g__Loc|6_0", "M:W.Kinds.Locals.SameName(System.String)")]
    [InlineData("<CapLocal>g__Loc|2_0", "M:W.Kinds.Locals.CapLocal(System.Int32)")]
    [InlineData("<LF>g__Loc|3_0", "M:W.Kinds.Gen.LF``1(``0)")]
    [InlineData("<InLambda>g__Deeper|4_2", "M:W.Kinds.Locals.InLambda(System.Int32)")]
    [InlineData("<InLambda>g__Loc|1", "M:W.Kinds.Locals.InLambda(System.Int32)")]
    [InlineData("<NestedLam>b__1", "M:W.Kinds.Lambdas.NestedLam(System.Int32)")]
    [InlineData("<.ctor>b__10_0", "M:W.Kinds.Lambdas.#ctor")]
    [InlineData("<.cctor>b__11_0", "M:W.Kinds.Lambdas.#cctor")]
    [InlineData("<XG14>b__0", "M:W.Kinds.Ext.XG14``2(System.Collections.Generic.List{``0},``1)")]
    [InlineData("<<Main>$>g__RunAsync|0_3", "M:Program.{Main}$(System.String[])")]
    public void A_function_inside_a_member_has_that_member_s_id(string name, string id) =>
        Assert.All(Samples.Frames().Where(row => row.Name == name), row => Assert.Equal(id, Symbols.Find(row.Token)?.DocumentationId));

    [Theory]
    [InlineData("W.Kinds.Asyncs+<>c__DisplayClass3_0+<<Lam>b__0>d", "M:W.Kinds.Asyncs.Lam(System.Int32)", FunctionKind.Lambda)]
    [InlineData("W.Kinds.Asyncs+<>c__DisplayClass4_0+<<Loc>g__In|0>d", "M:W.Kinds.Asyncs.Loc(System.Int32)", FunctionKind.LocalFunction)]
    [InlineData("W.Kinds.Asyncs+<>c__DisplayClass8_0+<<IterLoc>g__It|0>d", "M:W.Kinds.Asyncs.IterLoc(System.Int32)", FunctionKind.LocalFunction)]
    [InlineData("W.Kinds.Asyncs+<A>d__0", "M:W.Kinds.Asyncs.A(System.Int32)", FunctionKind.Method)]
    public void A_state_machine_counts_as_what_it_was_made_from(string type, string id, FunctionKind kind)
    {
        var row = Samples.Frames().Single(row => row.Namespace == type && row.Name == "MoveNext");
        var function = Symbols.Find(row.Token);

        Assert.Equal((id, kind), (function?.DocumentationId, function?.Kind));
    }

    [Fact]
    public void Spans_are_those_of_the_table()
    {
        var compared = 0;
        foreach (var row in Samples.Frames().Where(row => row.Span.Length > 0 && (row.IsDeclaredMember || row.IsFunctionInside)))
        {
            // Field initialisers are not a constructor's.
            if (row.Name is ".ctor" or ".cctor" || Symbols.Find(row.Token)?.Span is not { } span)
                continue;
            Assert.Equal(row.Span, string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(Symbols.Find(row.Token)!.File!.Path)}:{span.StartLine}:{span.StartColumn}-{span.EndLine}:{span.EndColumn}"));
            compared++;
        }

        Assert.True(compared > 150, $"only {compared} spans");
    }

    [Theory]
    [InlineData("Members", "126:43-126:77", ".ctor", "instance void  ()")]
    [InlineData("Primary", "145:89-145:134", ".ctor", "instance void  (class System.String)")]
    public void The_span_of_a_constructor_is_its_own_declaration(string type, string span, string name, string signature)
    {
        var row = Samples.Frames().Single(row => row.Namespace == "W.Kinds." + type && row.Name == name && row.Signature == signature);
        var found = Symbols.Find(row.Token)!.Span!.Value;

        Assert.Equal(span, string.Create(CultureInfo.InvariantCulture, $"{found.StartLine}:{found.StartColumn}-{found.EndLine}:{found.EndColumn}"));
    }

    [Theory]
    [InlineData("W.Kinds.Lambdas")]
    [InlineData("W.Kinds.FieldInitOnly")]
    [InlineData("W.Kinds.HasCctor")]
    public void Initialisers_of_fields_are_no_span(string type) =>
        Assert.All(
            Samples.Frames().Where(row => row.Namespace == type && row.Name is ".ctor" or ".cctor").Where(row => row.Namespace == type),
            row => Assert.Null(Symbols.Find(row.Token)?.Span));

    [Fact]
    public void What_nobody_wrote_is_no_source_function()
    {
        var rows = Samples.Frames().Where(row => row.ResolvedBy == "nospan" && row.Namespace.Contains("+<", StringComparison.Ordinal)
            && row.Name is ".ctor" or "System.IDisposable.Dispose" or "System.IAsyncDisposable.DisposeAsync").ToList();

        Assert.True(rows.Count > 10, $"only {rows.Count} rows");
        Assert.All(rows, row => Assert.Null(Symbols.Find(row.Token)));
    }

    [Fact]
    public void Files_have_the_checksum_of_the_source()
    {
        var file = Symbols.Find(Samples.Frames().First(row => row.Name == "Burn").Token)!.File!;

        Assert.EndsWith("Core.cs", file.Path, StringComparison.Ordinal);
        Assert.Equal("SHA256", file.Algorithm);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Samples.Source("Core.cs")))), file.Checksum);
    }

    [Fact]
    public void Lines_come_from_the_sequence_points_of_the_il_range()
    {
        var calls = Samples.Token("W", "Lines", "Calls");

        Assert.Null(Symbols.Lines(calls, -1, 0));
        Assert.Null(Symbols.Lines(0x06FFFFFF, 0, 1));
        var whole = Symbols.Lines(calls, 0, int.MaxValue);
        Assert.Equal(new LineRange(32, 36), whole);
        var lines = Enumerable.Range(0, 60).Select(il => Symbols.Lines(calls, il, il + 1)).OfType<LineRange>().Select(line => line.First).Distinct();
        Assert.Equal([32, 33, 34, 35, 36], lines);
    }

    [Fact]
    public void Lines_of_a_state_machine_are_those_of_the_method()
    {
        var chain = Samples.Frames().Single(row => row.Namespace == "W.Kinds.Asyncs+<Chain1>d__9" && row.Name == "MoveNext").Token;

        Assert.Equal(new LineRange(100, 100), Symbols.Lines(chain, 0, int.MaxValue));
    }

    private static int Line(string span) => int.Parse(span.Split(':')[1], CultureInfo.InvariantCulture);

    // The name between the innermost angle brackets of the method, else of its types.
    private static string HostName(FrameRow row) => row.Name.Contains('<', StringComparison.Ordinal) ? row.Name : row.Namespace;
}

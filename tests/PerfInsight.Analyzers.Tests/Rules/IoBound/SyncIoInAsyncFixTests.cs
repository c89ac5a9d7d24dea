using CsCheck;
using PerfInsight.Analyzers.Rules.IoBound;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.IoBound.SyncIoInAsyncAnalyzer, PerfInsight.Analyzers.Rules.IoBound.SyncIoInAsyncFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.IoBound;

/// <summary>What the fix of PI4003 writes, that it keeps behaviour, and where none is offered.</summary>
public class SyncIoInAsyncFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Blocked).Callee("Somewhere.Else", SampleKind.Blocked, 1);

    [Theory]
    [InlineData("await Task.Yield(); return [|File.ReadAllText(path)|].Length;", "await Task.Yield(); return (await File.ReadAllTextAsync(path)).Length;")]
    [InlineData("await Task.Yield(); [|File.WriteAllText(path, text, Encoding.UTF8)|]; /* kept */ return 0;", "await Task.Yield(); await File.WriteAllTextAsync(path, text, Encoding.UTF8); /* kept */ return 0;")]
    [InlineData("await Task.Delay(1).ConfigureAwait(false); var all = [|File.ReadAllLines(path)|]; return all.Length;", "await Task.Delay(1).ConfigureAwait(false); var all = await File.ReadAllLinesAsync(path).ConfigureAwait(false); return all.Length;")]
    [InlineData("await Task.Yield(); [|Thread.Sleep(50)|]; return 1;", "await Task.Yield(); await Task.Delay(50); return 1;")]
    [InlineData("await Task.Yield(); [|Thread.Sleep(TimeSpan.FromSeconds(2))|]; return 1;", "await Task.Yield(); await Task.Delay(TimeSpan.FromSeconds(2)); return 1;")]
    [InlineData("await Task.Yield(); using var file = File.Create(path); [|file.Write(data, 0, data.Length)|]; return 1;", "await Task.Yield(); using var file = File.Create(path); await file.WriteAsync(data, 0, data.Length); return 1;")]
    [InlineData("await Task.Yield(); using var reader = new StreamReader(path); return [|reader.ReadToEnd()|].Length;", "await Task.Yield(); using var reader = new StreamReader(path); return (await reader.ReadToEndAsync()).Length;")]
    [InlineData("if (_count > 0) _count--; await Task.Yield(); _text = [|File.ReadAllText(path)|]; return 1;", "if (_count > 0) _count--; await Task.Yield(); _text = await File.ReadAllTextAsync(path); return 1;")]
    [InlineData("while (true) { await Task.Yield(); var all = [|File.ReadAllBytes(path)|]; _count += all.Length; if (all.Length > 3) return 1; }", "while (true) { await Task.Yield(); var all = await File.ReadAllBytesAsync(path); _count += all.Length; if (all.Length > 3) return 1; }")]
    public Task The_twin_is_awaited(string before, string after) => Verify.FixesLikelyAsync(Code(before), Code(after), Hot.Of("Run"));

    [Theory]
    [InlineData("return [|File.ReadAllText(path)|].Length;")]
    [InlineData("var text2 = [|File.ReadAllText(path)|]; await Task.Yield(); return text2.Length;")]
    [InlineData("if (text.Length > 3) { await Task.Yield(); } return [|File.ReadAllText(path)|].Length;")]
    [InlineData("await Task.Yield(); if (_text is null) _text = [|File.ReadAllText(path)|]; return 1;")]
    [InlineData("await Task.Yield(); var n = _count; [|File.WriteAllText(path, text)|]; _count = n + 1; return 1;")]
    [InlineData("await Task.Yield(); for (var i = 0; i < 3; i++) { [|File.WriteAllText(path, text)|]; _count++; } return 1;")]
    [InlineData("await Task.Yield(); [|File.WriteAllText(path, Name())|]; return Name().Length;")]
    [InlineData("await Task.Yield(); lock (_gate) { [|File.WriteAllText(path, text)|]; } return 1;")]
    [InlineData("await Task.Yield(); Monitor.Enter(_gate); [|File.WriteAllText(path, text)|]; Monitor.Exit(_gate); return 1;")]
    [InlineData("await Task.Yield(); [|Thread.Sleep(text.Length - 5)|]; return 1;")]
    [InlineData("await Task.Yield(); [|process.WaitForExit()|]; return 1;")]
    [InlineData("await Task.Yield(); [|socket.Write(data, 0, 3)|]; return 1;")]
    [InlineData("await Task.Yield(); [|command.ExecuteNonQuery()|]; return 1;")]
    [InlineData("await Task.Yield(); using var file = File.Create(path); [|file.Write(data.AsSpan())|]; return 1;")]
    [InlineData("await Task.Yield(); using var file = File.Create(path); [|file.Flush(true)|]; return 1;")]
    [InlineData("await Task.Yield(); using var reader = new StreamReader(socket); return [|reader.ReadToEnd()|].Length;")]
    [InlineData("await Task.Yield(); return [|System.Xml.Linq.XElement.Load(socket)|].Name.LocalName.Length;")]
    [InlineData("await Task.Yield(); var rows = new RowReader(); return [|rows.Read()|] ? 1 : 0;")]
    [InlineData("await Task.Yield(); return Sum(ref _count, [|File.ReadAllText(path)|].Length);")]
    [InlineData("await Task.Yield(); return text.AsSpan().IndexOf('a') + [|File.ReadAllText(path)|].Length;")]
    public Task Where_someone_could_tell_no_fix_is_offered(string body) => Verify.OffersNoFixLikelyAsync(Code(body), Hot.Of("Run"));

    [Fact]
    public Task Texts_and_exceptions_are_the_same() => Differential.SameResultsAsync<SyncIoInAsyncAnalyzer, SyncIoInAsyncFixer, (string?, string?)>("""
        using System;
        using System.IO;
        using System.Threading.Tasks;
        public static class C
        {
            public static async Task<string> Run(string? name, string? text)
            {
                await Task.Yield();
                var folder = Directory.CreateTempSubdirectory("perfinsight").FullName;
                try
                {
                    return await Copy(name is null ? null! : Path.Combine(folder, name), text);
                }
                catch (Exception e)
                {
                    return e.GetType().Name + (e as ArgumentException)?.ParamName;
                }
                finally
                {
                    Directory.Delete(folder, true);
                }
            }

            private static async Task<string> Copy(string path, string? text)
            {
                await Task.Yield();
                File.WriteAllText(path, text);
                File.AppendAllText(path, "x");
                return File.ReadAllText(path) + File.ReadAllLines(path).Length + File.ReadAllBytes(path + (text?.Length == 2 ? "missing" : "")).Length;
            }
        }
        """, Hot, "C.Run", Gen.Select(Gen.Int[0, 3].Select(i => i switch { 0 => null, 1 => "", _ => "file" }), Gen.String[Gen.Char["ab\n\ud83d"], 0, 3].Select(text => text.Length == 3 ? null : text)));

    private static string Code(string body) => $$"""
        using System;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.Net.Sockets;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        class C
        {
            private readonly object _gate = new();
            private string? _text;
            private int _count;
            async Task<int> Run(string path, string text, byte[] data, Process process, NetworkStream socket, DbCommand command)
            {
                {{body}}
            }

            static int Sum(ref int count, int more) => count + more;
            string Name() => _text + _count;
        }
        class RowReader { public bool Read() => true; public Task<bool> ReadAsync() => Task.FromResult(true); }
        """;
}

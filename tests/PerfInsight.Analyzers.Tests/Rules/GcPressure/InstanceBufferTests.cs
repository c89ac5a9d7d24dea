using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.GcPressure.InstanceBufferAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.GcPressure;

public class InstanceBufferTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Theory]
    [InlineData("public C() => _window = [|new byte[4096]|];")]
    [InlineData("public C(int size) { _window = [|new byte[size]|]; }")]
    [InlineData("void Init(byte[] given) { if (given == null) this._window = [|new byte[Max]|]; else _window = given; }")]
    [InlineData("void Reset(int size) { var window = _on ? null : [|new byte[size]|]; if (window == null) return; _window = window; }")]
    [InlineData("void Ensure() { _window ??= [|new byte[8192]|]; }")]
    [InlineData("void Prepare(int n) { Table = [|new int[n]|]; }")]
    [InlineData("void Prepare(int n) { _window = [|new byte[n]|]; while (n > 0) _window[--n] = 1; }")]
    [InlineData("public C(int size) { _window = [|System.GC.AllocateUninitializedArray<byte>(size)|]; }")]
    [InlineData("void Reset() { _window = [|System.GC.AllocateArray<byte>(4096, pinned: true)|]; }")]
    [InlineData("static C Make() => new C { _window = [|new byte[4096]|] };")]
    [InlineData("static C Make() { var made = new C { Table = [|new int[Max]|] }; return made; }")]
    [InlineData("int Size { set { _window = [|new byte[value]|]; } }")]
    [InlineData("void Init(int n, int names) { _window = [|new byte[n]|]; _names = new string[names]; }")]
    [InlineData("void Init(int n) { Table = [|new int[n]|]; for (var i = 0; i < n; i++) Table[i] = -1; }")]
    [InlineData("private byte[] Payload { get; } public C(System.IO.Stream from, int n) { Payload = [|new byte[n]|]; from.ReadExactly(Payload, 0, n); }")]
    public Task A_buffer_that_goes_into_a_field(string member) => CheckAsync(member);

    [Theory]
    [InlineData("public C() { } private readonly byte[] _block = [|new byte[32768]|];")]
    public Task A_buffer_of_a_field_s_initialiser(string members) => CheckAsync(members);

    [Theory]
    [InlineData("public C() : this(1) { } public C(int n) { } private static readonly byte[] Shared = new byte[32768];")]
    [InlineData("public C() { } private readonly string[] _block = new string[32768];")]
    [InlineData("public C() => _window = new byte[64];")]
    [InlineData("public C(byte[] data) { _window = new byte[data.Length]; }")]
    [InlineData("void Grow() { var larger = new byte[_window.Length * 2]; System.Array.Copy(_window, larger, _window.Length); _window = larger; }")]
    [InlineData("void Grow(int size) { var larger = new byte[size]; _window.CopyTo(larger, 0); _window = larger; }")]
    [InlineData("static void Set() { s_shared = new byte[4096]; }")]
    [InlineData("void Set() { s_shared = new byte[4096]; }")]
    [InlineData("byte[] Make(int n) { var made = new byte[n]; return made; }")]
    [InlineData("void Fill(int n) { Result = new byte[n]; }")]
    [InlineData("void Names(int n) { _names = new string[n]; }")]
    [InlineData("bool _isStopped; void Play(int n) { _window = new byte[n]; while (!_isStopped) _window[0]++; }")]
    [InlineData("enum State { On, Off } State _state; void Play(int n) { _window = new byte[n]; while (_state != State.Off) _window[0]++; }")]
    [InlineData("void Play(int n) { _window = new byte[n]; while (true) { if (_window[0]++ > 9) return; } }")]
    [InlineData("void Data() { _window = new byte[] { 1, 2, 3 }; }")]
    [InlineData("void Other(C other, int n) { other._window = new byte[n]; }")]
    [InlineData("static C Make(int n) => new C { _window = new byte[n] };")]
    [InlineData("static C Make() => new C { Result = new byte[4096] };")]
    [InlineData("static C Make() => new C { _window = new byte[16] };")]
    [InlineData("public C(int capacity) { Table = new int[capacity]; } void Add(int x) => Table[0] = x;")]
    [InlineData("byte[] Own(int n) => System.GC.AllocateUninitializedArray<byte>(n);")]
    [InlineData("void Rent(int n) { _window = System.Buffers.ArrayPool<byte>.Shared.Rent(n); }")]
    [InlineData("System.TimeSpan[] _gaps; public C() => _gaps = new System.TimeSpan[0];")]
    [InlineData("public C(int n) { _names = new string[n]; Table = new int[n]; }")]
    [InlineData("string[] _kinds; void Init(int n) { Table = new int[n]; _kinds = new string[n]; }")]
    [InlineData("void Init(System.Collections.Generic.List<string> names) { var n = names.Count; Table = new int[n]; }")]
    [InlineData("public C(int n, System.Collections.Generic.List<string> names) { Table = new int[n]; for (var i = 0; i < n; i++) Table[i] = names[i].Length; }")]
    [InlineData("internal byte[] Payload { get; } public C(System.IO.Stream from, int n) { Payload = new byte[n]; from.ReadExactly(Payload, 0, n); }")]
    [InlineData("public C(int n, bool[] wanted) { Table = new int[n]; for (int i = 0, j = 0; i < wanted.Length; i++) if (wanted[i]) Table[j++] = i; }")]
    public Task What_is_small_grows_or_is_a_result_stays_silent(string member) => CheckAsync(member);

    [Fact]
    public async Task A_constructor_that_nobody_wrote_runs_them_too()
    {
        const string json = """
            {"version":"1.0","files":[],"scenarios":[{"name":"load","duration":1000,"totals":{"alloc_space":1000},
            "methods":[{"id":"M:C.#ctor","kind":"method","alloc_space":{"self":400,"own":400,"total":400}}]}]}
            """;
        var text = await new AnalyzerRun().Code("class C { private readonly byte[] _block = new byte[1 << 15]; private readonly byte[] _small = new byte[16]; }")
            .Summary(json).Only(new PerfInsight.Analyzers.Rules.GcPressure.InstanceBufferAnalyzer()).TextAsync();
        Assert.StartsWith("Test.cs(1,44): info PI5001: 'new byte[1 << 15]' makes a buffer for each instance", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_buffer_of_the_large_object_heap_is_called_so() => Verify.WarnsAsync(
        Class("public C() => _window = [|new byte[85_000]|];"),
        Hot.Allocates("System.Byte[]"),
        "'new byte[85_000]' makes a buffer for each instance on the large object heap, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): rent it from ArrayPool<byte>.Shared and return it when the instance is done");

    private static Task CheckAsync(string member) => Verify.SuggestsAsync(Class(member), Hot);

    private static string Class(string member) => $$"""
        public class C
        {
            private const int Max = 1 << 20;
            private static byte[] s_shared;
            private byte[] _window = System.Array.Empty<byte>();
            private string[] _names;
            private bool _on;
            private int[] Table { get; set; }
            public byte[] Result { get; set; }
            {{member}}
        }
        """;
}

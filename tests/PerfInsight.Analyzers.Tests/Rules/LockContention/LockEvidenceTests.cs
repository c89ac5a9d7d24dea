using System.Security.Cryptography;
using System.Text;
using PerfInsight.Analyzers.Rules.LockContention;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.BlockingCallInLockAnalyzer, PerfInsight.Analyzers.Rules.LockContention.BlockingCallInLockFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>Who waits and who holds: the evidence of a lock is that of all members that take it.</summary>
public class LockEvidenceTests
{
    private static readonly TestProfile Waits = TestProfile.Hot(SampleKind.Contention, 190);
    private static readonly TestProfile Works = TestProfile.Hot(SampleKind.Blocked, 300);

    private const string Sheets = """
        using System.Collections.Generic;
        using System.IO;
        class Sheets
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, string> _sheets = new();
            private string _last = "";

            public string Get(string name) { lock (_gate) { return _sheets[name]; } }

            public string Last() { lock (_gate) { return _last; } }

            public void Refresh(string name)
            {
                lock ([|_gate|])
                {
                    _last = name;
                    _sheets[name] = File.ReadAllText(name);
                }
            }
        }
        """;

    [Fact]
    public Task The_holder_is_reported_with_what_others_wait_for_it() => Verify.WarnsAsync(
        Sheets,
        Waits.Of("Get").And(Works.Of("Refresh")),
        "This lock is held across 'File.ReadAllText' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): read before the lock");

    [Fact]
    public Task The_waits_of_several_members_add_up() => Verify.WarnsAsync(
        Sheets,
        Waits.Of("Get").And(Waits.Of("Last").And(Waits.AndHot(SampleKind.Blocked, 300).Of("Refresh"))),
        "This lock is held across 'File.ReadAllText' and makes threads wait 570 ns (57 % of wall time in 'load', commit 3f2c1ab): read before the lock");

    [Fact]
    public Task A_member_that_never_holds_it_for_long_is_left_alone() => Verify.IsSilentAsync(
        Sheets.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), Waits.Of("Get"));

    [Fact]
    public Task Waits_for_another_lock_of_the_type_are_not_this_ones() => Verify.IsSilentAsync("""
        using System.IO;
        class Sheets
        {
            private readonly object _gate = new();
            private readonly object _other = new();
            private string _last = "";

            public string Get() { lock (_other) { return _last; } }

            public void Refresh(string name) { lock (_gate) { _last = File.ReadAllText(name); } }
        }
        """, Waits.Of("Get").And(Works.Of("Refresh")));

    [Fact]
    public Task Blocked_time_of_a_lock_that_nobody_contends_is_not_waited_for() => Verify.IsSilentAsync("""
        using System.IO;
        class Sheets
        {
            private readonly object _gate = new();
            private string _last = "";

            public void Refresh(string name) { lock (_gate) { _last = File.ReadAllText(name); } }
        }
        """, Works);

    [Fact]
    public Task Without_lines_nobody_knows_which_of_two_locks_it_was() => Verify.SuggestsAsync("""
        using System.IO;
        class Sheets
        {
            private readonly object _gate = new();
            private readonly object _other = new();
            private string _last = "";
            private int _n;

            public void Refresh(string name)
            {
                lock (_other) { _n++; }
                lock ([|_gate|]) { _last = File.ReadAllText(name); }
            }
        }
        """, Waits,
        "This lock is held across 'File.ReadAllText' and is likely costly (its member waits 190 ns (19 % of wall time in 'load', commit 3f2c1ab); its own cost is not visible in the profile): read before the lock");

    [Theory]
    [InlineData(10, "warning")]
    [InlineData(9, "")]
    public async Task Lines_tell_which_of_two_locks_it_was(int line, string expected)
    {
        const string code = """
            using System.IO;
            class Sheets
            {
                private readonly object _gate = new();
                private readonly object _other = new();
                private string _last = "";
                private int _n;
                public void Refresh(string name) {
                    lock (_other) { _n++; }
                    lock (_gate) { _last = File.ReadAllText(name); }
                }
            }
            """;
        var checksum = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
        var profile = Waits.Callee("System.Threading.Monitor.Enter_Slowpath", SampleKind.Contention, 190, line).Lines(line, line, SampleKind.Contention, 190);
        var text = await new AnalyzerRun().Code(code, "/Test0.cs").Summary(profile.ToJson(code, checksum)).Only(new BlockingCallInLockAnalyzer()).TextAsync();
        if (expected.Length == 0)
            Assert.Empty(text);
        else
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_in_the_other_file_of_a_partial_type_count()
    {
        const string reader = """
            partial class Sheets
            {
                private readonly object _gate = new();
                private string _last = "";
                public string Get() { lock (_gate) { return _last; } }
            }
            """;
        const string writer = """
            using System.IO;
            partial class Sheets
            {
                public void Refresh(string name) { lock (_gate) { _last = File.ReadAllText(name); } }
            }
            """;
        var json = Waits.Of("Get").And(Works.Of("Refresh")).ToJson(reader + writer.Replace("using System.IO;", "", StringComparison.Ordinal));
        var text = await new AnalyzerRun().Code(reader, "/a.cs").Code(writer, "/b.cs").Summary(json).Only(new BlockingCallInLockAnalyzer()).TextAsync();
        Assert.Contains("makes threads wait 190 ns", text, StringComparison.Ordinal);
        Assert.StartsWith("b.cs", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task This_object_is_one_lock_for_all_its_members() => Verify.WarnsAsync("""
        using System.IO;
        class Sheets
        {
            private string _last = "";
            public string Get() { lock (this) { return _last; } }
            public void Refresh(string name) { lock ([|this|]) { _last = File.ReadAllText(name); } }
        }
        """, Waits.Of("Get").And(Works.Of("Refresh")));

    [Fact]
    public Task A_property_waits_for_it_too() => Verify.WarnsAsync("""
        using System.IO;
        class Sheets
        {
            private readonly object _gate = new();
            private string _last = "";
            public string Last { get { lock (_gate) return _last; } }
            public void Refresh(string name) { lock ([|_gate|]) { _last = File.ReadAllText(name); } }
        }
        """, Waits.Of("get_Last").And(Works.Of("Refresh")));

    [Theory]
    [InlineData("[|Monitor.Enter(_gate)|]; try { _last = File.ReadAllText(name); } finally { Monitor.Exit(_gate); }")]
    [InlineData("bool taken = false; try { [|Monitor.Enter(_gate, ref taken)|]; _last = File.ReadAllText(name); } finally { if (taken) Monitor.Exit(_gate); }")]
    [InlineData("if (![|Monitor.TryEnter(_gate, 100)|]) return; try { _last = File.ReadAllText(name); } finally { Monitor.Exit(_gate); }")]
    [InlineData("using ([|_lock.EnterScope()|]) { _last = File.ReadAllText(name); }")]
    [InlineData("using var scope = [|_lock.EnterScope()|]; _last = File.ReadAllText(name);")]
    [InlineData("[|_lock.Enter()|]; try { _last = File.ReadAllText(name); } finally { _lock.Exit(); }")]
    [InlineData("lock ([|_lock|]) { _last = File.ReadAllText(name); }")]
    public Task Locks_are_taken_in_many_ways(string body) => Verify.OffersNoFixAsync($$"""
        using System.IO;
        using System.Threading;
        class Sheets
        {
            private readonly object _gate = new();
            private readonly Lock _lock = new();
            private string _last = "";
            public string Get() { lock (_gate) { return _last; } }
            public void Refresh(string name) { {{body}} }
        }
        """, Waits.Of("Refresh"));

    [Fact]
    public Task Waits_for_a_System_Threading_Lock_confirm() => Verify.WarnsAsync("""
        using System.IO;
        using System.Threading;
        class Sheets
        {
            private readonly Lock _lock = new();
            private string _last = "";
            public void Refresh(string name) { lock ([|_lock|]) { _last = File.ReadAllText(name); } }
        }
        """, Waits.Callee("System.Threading.Lock.EnterScope", SampleKind.Contention, 120),
        "This lock is held across 'File.ReadAllText' and makes threads wait 120 ns (12 % of wall time in 'load', commit 3f2c1ab): read before the lock");

    [Fact]
    public Task A_local_that_is_locked_counts_for_its_member() => Verify.WarnsAsync("""
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        class Sheets
        {
            public int Sum(string[] names)
            {
                var gate = new object();
                var sum = 0;
                Parallel.ForEach(names, name => { lock ([|gate|]) { sum += File.ReadAllText(name).Length; } });
                return sum;
            }
        }
        """, Waits);
}

using CsCheck;
using PerfInsight.Analyzers.Rules.LockContention;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.BlockingCallInLockAnalyzer, PerfInsight.Analyzers.Rules.LockContention.BlockingCallInLockFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

public class BlockingCallInLockTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.Contention);
    private static readonly TestProfile Confirmed = Hot.Callee("System.Threading.Monitor.Enter_Slowpath", SampleKind.Contention, 190);

    [Fact]
    public Task A_file_read_under_a_lock_is_confirmed_by_the_waits() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _text = "";
            public void Load(string path) { lock ([|_gate|]) { if (_text.Length == 0) _text = File.ReadAllText(path); } }
        }
        """, Confirmed,
        "This lock is held across 'File.ReadAllText' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): read before the lock");

    [Fact]
    public Task Through_a_helper_of_the_file() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _n;
            public void Save() { lock ([|_gate|]) { _n++; Write(); } }
            private void Write() { File.AppendAllText("log", "x"); }
        }
        """, Confirmed,
        "This lock is held across 'File.AppendAllText' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): write after the lock");

    [Fact]
    public Task A_sleep_is_confirmed_by_the_waits_of_a_member_with_one_lock() => Verify.WarnsAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private int _n;
            public void Wait() { lock ([|_gate|]) { _n++; Thread.Sleep(1); } }
        }
        """, Hot,
        "This lock is held across 'Thread.Sleep' and makes threads wait 500 ns (50 % of wall time in 'load', commit 3f2c1ab): wait before or after the lock");

    [Fact]
    public Task A_read_that_opens_the_lock_moves_before_it() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private readonly Dictionary<string, string> _texts = new Dictionary<string, string>();

            public void Load(string path)
            {
                // the newest wins
                lock ([|_gate|])
                {
                    var text = File.ReadAllText(path);
                    _texts[path] = text;
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private readonly Dictionary<string, string> _texts = new Dictionary<string, string>();

            public void Load(string path)
            {
                // the newest wins
                var text = File.ReadAllText(path);
                lock (_gate)
                {
                    _texts[path] = text;
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_read_behind_a_check_of_guarded_state_stays() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _text = "";
            public string Get(string path) { lock ([|_gate|]) { if (_text == "") _text = File.ReadAllText(path); return _text; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_read_of_a_guarded_path_stays() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _path = "";
            private string _text = "";
            public void Get() { lock ([|_gate|]) { var t = File.ReadAllText(_path); _text = t; } }
        }
        """, Confirmed);

    [Fact]
    public Task A_file_that_the_lock_guards_itself_stays() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _text = "";
            public void Get(string p) { lock ([|_gate|]) { var t = File.ReadAllText(p); _text = t; } }
            public void Put(string p) { lock ([|_gate|]) { File.WriteAllText(p, _text); } }
        }
        """, Confirmed);

    [Fact]
    public Task Memory_is_no_device() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private readonly MemoryStream _m = new MemoryStream();
            public void Put(byte b) { lock (_gate) { _m.WriteByte(b); _m.Flush(); } }
        }
        """, Confirmed);

    [Fact]
    public Task Paths_are_only_text() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _p = "";
            public void Put(string a) { lock (_gate) { _p = Path.Combine(a, "b"); } }
        }
        """, Confirmed);

    [Fact]
    public Task Waiting_for_a_pulse_lets_the_lock_go() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            public void Wait() { lock (_gate) { Monitor.Wait(_gate); } }
        }
        """, Confirmed);

    [Fact]
    public Task A_lambda_made_under_the_lock_runs_later() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private Action _a = () => { };
            public void Put(string p) { lock (_gate) { _a = () => File.Delete(p); } }
        }
        """, Confirmed);

    [Fact]
    public Task The_call_before_the_lock_is_where_it_should_be() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private string _t = "";
            public void Put(string p) { var t = File.ReadAllText(p); lock (_gate) { _t = t; } }
        }
        """, Confirmed);

    [Fact]
    public Task Text_in_memory_is_no_file() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            private readonly StringWriter _w = new StringWriter();
            public void Put(string p) { lock (_gate) { _w.WriteLine(p); } }
        }
        """, Confirmed);

    [Fact]
    public Task Texts_missing_files_and_what_is_stored_are_the_same() => Differential.SameResultsAsync<BlockingCallInLockAnalyzer, BlockingCallInLockFixer, int[]>("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        public class C
        {
            private readonly object _gate = new object();
            private readonly Dictionary<string, int> _lengths = new Dictionary<string, int>();
            private void Load(string path)
            {
                lock (_gate)
                {
                    var exists = File.Exists(path);
                    var text = File.ReadAllText(path);
                    _lengths.Add(path, exists ? text.Length : -1);
                }
            }
            public static string Run(int[] sizes)
            {
                var folder = Directory.CreateTempSubdirectory("perfinsight-").FullName;
                var c = new C();
                var said = "";
                try
                {
                    foreach (var size in sizes)
                    {
                        var path = Path.Combine(folder, size + ".txt");
                        if (size > 0)
                            File.WriteAllText(path, new string('x', size));
                        try
                        {
                            c.Load(path);
                        }
                        catch (Exception thrown)
                        {
                            said += thrown.GetType().Name;
                        }
                    }
                    foreach (var pair in c._lengths)
                        said += Path.GetFileName(pair.Key) + pair.Value;
                    return said;
                }
                finally
                {
                    Directory.Delete(folder, true);
                }
            }
        }
        """, Confirmed, "C.Run", Gen.Int[0, 4].Array[0, 4]);

    [Fact]
    public Task A_connection_that_all_share_is_the_cause() => Verify.WarnsAsync("""
        using System.Data;
        class C
        {
            readonly object _gate = new();
            readonly IDbConnection _connection = null!;
            object? M(int id)
            {
                lock ([|_gate|])
                {
                    using var cmd = _connection.CreateCommand();
                    cmd.CommandText = "SELECT 1";
                    return cmd.ExecuteScalar();
                }
            }
        }
        """, Confirmed,
        "This lock is held across 'IDbCommand.ExecuteScalar' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): open a connection for each call, of which a pool keeps the costly part, so that none is shared");

    [Fact]
    public Task A_lock_that_guards_the_file_and_nothing_else_is_told_to_queue() => Verify.WarnsAsync("""
        using System.IO;
        class C
        {
            readonly object _gate = new();
            void M(string path, string text)
            {
                lock ([|_gate|])
                {
                    var folder = Path.GetDirectoryName(path)!;
                    Directory.CreateDirectory(folder);
                    File.WriteAllText(path, text);
                }
            }
        }
        """, Confirmed,
        "This lock is held across 'Directory.CreateDirectory' and makes threads wait 190 ns (19 % of wall time in 'load', commit 3f2c1ab): queue what is to be written, and write it from one thread");

    [Fact]
    public Task A_lock_that_nobody_waits_for_is_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        class C
        {
            private readonly object _gate = new object();
            public void Put(string p) { lock (_gate) { File.Delete(p); } }
        }
        """, TestProfile.Hot(SampleKind.Cpu));
}

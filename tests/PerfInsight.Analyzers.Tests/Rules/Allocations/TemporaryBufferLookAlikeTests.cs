using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferLookAlikeTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

    [Fact]
    public Task An_array_that_lives_on_is_no_buffer() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            byte[]? _last;
            readonly List<byte[]> _all = new();
            byte[] Returned(int n) { var buffer = new byte[n]; buffer[0] = 1; return buffer; }
            void Stored(int n) { var buffer = new byte[n]; buffer[0] = 1; _last = buffer; }
            void Listed(int n) { for (int i = 0; i < n; i++) { var buffer = new byte[n]; buffer[0] = 1; _all.Add(buffer); } }
            void Out(int n, out byte[] result) { var buffer = new byte[n]; result = buffer; }
            (byte[], int) Tuple(int n) { var buffer = new byte[n]; return (buffer, n); }
            IEnumerable<byte[]> Yielded(int n) { while (n-- > 0) { var buffer = new byte[n]; yield return buffer; } }
            object Boxed(int n) { var buffer = new byte[n]; return new { buffer }; }
        }
        """, Confirmed);

    [Fact]
    public Task An_array_that_a_lambda_or_task_holds_is_no_buffer() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            Action Captured(int n) { var buffer = new byte[n]; return () => buffer[0]++; }
            Task Started(Stream stream) { var buffer = new byte[100]; return stream.ReadAsync(buffer, 0, 100); }
            Task Run() { var buffer = new byte[100]; return Task.Run(() => buffer[0] = 1); }
            async Task Later(Stream stream) { var buffer = new byte[100]; var read = stream.ReadAsync(buffer, 0, 100); await Task.Yield(); await read; }
        }
        """, Confirmed);

    [Fact]
    public Task An_array_given_to_an_unknown_method_may_live_on() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Given(IHandler handler, Action<byte[]> action, Queue<byte[]> queue, int n)
            {
                var a = new byte[n]; handler.Handle(a);
                var b = new byte[n]; action(b);
                var c = new byte[n]; queue.Enqueue(c);
                var d = new byte[n]; Console.WriteLine(new MemoryStream(d).Length);
                var e = new byte[n]; Keep(e);
                var f = new byte[n]; Kept.Add(new ArraySegment<byte>(f));
                var g = new byte[n]; Memory<byte> memory = g; Console.WriteLine(memory.Length);
                var h = new byte[n]; Console.WriteLine(Same(h).Length);
            }
            static readonly List<ArraySegment<byte>> Kept = new();
            byte[] _kept = [];
            void Keep(byte[] bytes) => _kept = bytes;
            byte[] Same(byte[] bytes) => bytes;

            interface IHandler { void Handle(byte[] bytes); }
        }
        """, Confirmed);

    [Fact]
    public Task Arrays_of_constants_or_without_elements_are_something_else() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            static readonly byte[] Shared = new byte[100];
            int Others(int n)
            {
                var data = new byte[] { 1, 2, 3 };
                var none = new byte[0];
                var empty = Array.Empty<byte>();
                var parts = Join(1, 2, 3);
                return data[0] + none.Length + empty.Length + parts + Shared[0];
            }
            static int Join(params int[] values) => values.Length;
        }
        """, Confirmed);

    [Fact]
    public Task An_array_that_another_variable_gets_is_not_followed() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Swap(int n)
            {
                var a = new byte[n];
                var b = new byte[n];
                for (int i = 0; i < n; i++) { a[0]++; (a, b) = (b, a); }
                var e = new byte[n];
                e = new byte[n + 1];
                var f = new byte[n];
                Array.Resize(ref f, 3);
            }
        }
        """, Confirmed);

    [Fact]
    public Task References_into_it_are_not_followed() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Refer(int n)
            {
                var b = new byte[n];
                ref byte first = ref b[0];
                first = 1;
            }
        }
        """, Confirmed);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int ReadInt(Stream stream)
            {
                byte[] bytes = new byte[4];
                stream.ReadExactly(bytes, 0, 4);
                return BitConverter.ToInt32(bytes, 0);
            }
        }
        """, TestProfile.Cold);

    [Fact]
    public Task Members_that_are_hot_by_CPU_alone_are_left_alone() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int ReadInt(Stream stream)
            {
                byte[] bytes = new byte[4];
                stream.ReadExactly(bytes, 0, 4);
                return BitConverter.ToInt32(bytes, 0);
            }
        }
        """, TestProfile.Hot(SampleKind.Cpu));

    [Fact]
    public Task Start_up_runs_once() => Verify.IsSilentAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            static int _sum;
            static C() { var bytes = new byte[100]; new Random(1).NextBytes(bytes); _sum = bytes[0]; }
            static void Main() { var bytes = new byte[100]; new Random(1).NextBytes(bytes); _sum = bytes[0]; }
        }
        """, Confirmed);

    [Fact]
    public Task A_virtual_helper_may_keep_it_so_that_it_is_a_suggestion_without_a_fix() => Verify.OffersNoFixLikelyAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Fill() { var bytes = [|new byte[100]|]; Use(bytes); }
            protected virtual void Use(byte[] bytes) { bytes[0] = 1; }
        }
        """, Confirmed);
}

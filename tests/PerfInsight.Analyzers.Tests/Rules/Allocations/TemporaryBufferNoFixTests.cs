using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferAnalyzer, PerfInsight.Analyzers.Rules.Allocations.TemporaryBufferFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class TemporaryBufferNoFixTests
{
    private static readonly TestProfile Confirmed = TestProfile.Hot(SampleKind.AllocSpace).Allocates("System.Byte[]").Allocates("System.Int32[]").Allocates("System.Char[]");

    [Fact]
    public Task A_size_that_may_be_negative_fails_where_it_did() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            void Print(Stream stream, int size, int times)
            {
                var once = [|new byte[size]|];
                Console.WriteLine(stream.Read(once, 0, once.Length) + once[0]);
                for (int i = 0; i < times; i++)
                {
                    var buffer = [|new byte[size]|];
                    stream.ReadExactly(buffer, 0, buffer.Length);
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task No_stack_in_a_loop_and_no_span_in_async_code() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task<int> ReadAsync(Stream stream)
            {
                var bytes = [|new byte[4]|];
                await stream.ReadExactlyAsync(bytes, 0, 4);
                return bytes[0];
            }
            IEnumerable<int> Read(Stream stream)
            {
                var bytes = [|new byte[4]|];
                while (stream.Read(bytes, 0, 4) == 4) yield return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_failed_read_may_still_write_into_the_array() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            async Task ReadAsync(Stream stream)
            {
                while (true)
                {
                    var bytes = [|new byte[400]|];
                    try { if (await stream.ReadAsync(bytes, 0, 400) == 0) return; }
                    catch (IOException) { }
                }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_recursive_member_does_not_grow_its_stack_for_it() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Walk(int depth)
            {
                var bytes = [|new byte[256]|];
                bytes[depth & 255] = 1;
                return depth == 0 ? bytes[0] : Walk(depth - 1) + bytes[1];
            }
        }
        """, Confirmed);

    [Fact]
    public Task Without_clean_locals_the_stack_is_dirty() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            [System.Runtime.CompilerServices.SkipLocalsInit]
            int Walk(int depth)
            {
                var bytes = [|new byte[256]|];
                return bytes[depth & 255];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_handler_has_no_stack_to_give() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Walk(int depth)
            {
                try { return depth; }
                catch (Exception) { var bytes = [|new byte[256]|]; return bytes[depth & 255]; }
                finally { var bytes = [|new byte[256]|]; Console.Write(bytes[depth & 255]); }
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_method_that_wants_an_array_gets_one() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            string Hex(Stream stream)
            {
                var bytes = [|new byte[16]|];
                Helper(stream, bytes);
                return BitConverter.ToString(bytes);
            }
            static void Helper(Stream stream, byte[] bytes) => stream.ReadExactly(bytes);
        }
        """, Confirmed);

    [Fact]
    public Task An_index_out_of_range_fails_after_the_right_side_has_run() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(Stream stream, int at)
            {
                var bytes = [|new byte[16]|];
                bytes[at] = (byte)stream.ReadByte();
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task An_index_that_a_span_does_not_take() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(long at)
            {
                var bytes = [|new byte[16]|];
                bytes[at] = 1;
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task A_range_that_may_lie_outside_fails_in_its_own_way() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(Stream stream, int count)
            {
                var bytes = [|new byte[16]|];
                stream.Read(bytes, 0, count);
                return bytes[0];
            }
        }
        """, Confirmed);

    [Fact]
    public Task Two_variables_in_one_declaration_are_left_together() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;
        class C
        {
            int Fill(int k)
            {
                byte[] a = [|new byte[16]|], b = [|new byte[16]|];
                return a[k & 15] + b[k & 15];
            }
        }
        """, Confirmed);
}

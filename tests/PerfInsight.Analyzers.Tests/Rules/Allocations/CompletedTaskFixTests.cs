using CsCheck;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CompletedTaskAnalyzer, PerfInsight.Analyzers.Rules.Allocations.CompletedTaskFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the fix of PI1015 writes, that it keeps behaviour, and where none is offered.</summary>
public class CompletedTaskFixTests
{
    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task The_task_of_a_constant_is_kept_before_all_other_fields() => Verify.FixesLikelyAsync("""
        using System.Threading.Tasks;
        class C
        {
            // the first
            private static readonly string CompletedResult = new C().Name().Result;
            Task<string> Name() { return [|Task.FromResult("name")|]; /* kept */ }
            Task<string> Other(bool large) => large ? [|Task.FromResult("name")|] : Name();
            Task<string?> Third() => [|Task.FromResult<string?>("third")|];
        }
        """, """
        using System.Threading.Tasks;
        class C
        {
            private static readonly Task<string?> CompletedResult3 = Task.FromResult<string?>("third");
            private static readonly Task<string> CompletedResult2 = Task.FromResult("name");
            // the first
            private static readonly string CompletedResult = new C().Name().Result;
            Task<string> Name() { return CompletedResult2; /* kept */ }
            Task<string> Other(bool large) => large ? CompletedResult2 : Name();
            Task<string?> Third() => CompletedResult3;
        }
        """, Hot);

    [Fact]
    public Task A_struct_without_fields_gets_one() => Verify.FixesLikelyAsync("""
        using System.Threading.Tasks;
        struct C
        {
            public Task<int> Size() => [|Task.FromResult(4096)|];
        }
        """, """
        using System.Threading.Tasks;
        struct C
        {
            private static readonly Task<int> CompletedResult = Task.FromResult(4096);

            public Task<int> Size() => CompletedResult;
        }
        """, Hot);

    [Theory]
    [InlineData("class C { int _next; Task<int> A() => [|Task.FromResult(_next++)|]; }")]
    [InlineData("partial class C { Task<int> A() => [|Task.FromResult(99)|]; } partial class C { static int _one = 1; }")]
    [InlineData("interface C { Task<int> A() => [|Task.FromResult(99)|]; }")]
    [InlineData("class C { Task<int> A() => [|Task.FromResult(/* many */ 99)|]; }")]
    [InlineData("class C { async [|Task<int>|] A(int n) { if (n > 3) return n; await Task.Yield(); return 99; } }")]
    public Task Where_it_is_not_sure_to_be_there_no_fix_is_offered(string code) => Verify.OffersNoFixLikelyAsync("using System.Threading.Tasks;\n" + code, Hot);

    [Fact]
    public Task Results_are_the_same() => Differential.SameResultsAsync<CompletedTaskAnalyzer, CompletedTaskFixer, int>("""
        using System.Threading.Tasks;
        public static class C
        {
            private static readonly string Early = Run(3).Result;
            public static Task<string> Run(int number) => number > 5 ? Task.FromResult("large" + Early) : Task.FromResult("small");
        }
        """, Hot.Of("Run"), "C.Run", Gen.Int[0, 10]);
}

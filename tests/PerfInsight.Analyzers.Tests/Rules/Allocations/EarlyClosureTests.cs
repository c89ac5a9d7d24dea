using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.CapturingLambdaAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class EarlyClosureTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);

    [Fact]
    public Task A_closure_for_a_local_of_the_whole_member_is_made_in_each_call() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string _name;
            static string Text(Func<string> text) => text();
            string Name()
            {
                var name = _name;
                if (name == null)
                {
                    name = Environment.MachineName;
                    _name = name;
                    Text([|() => "n" + name|]);
                }
                return name;
            }
            string Other()
            {
                if (_name == null)
                {
                    var made = Environment.MachineName;
                    _name = made;
                    Text(() => "n" + made);
                }
                return _name;
            }
        }
        """, Hot);
}

using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>What the tests of PI1005 begin with.</summary>
internal static class BoxingCode
{
    public const string Usings = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Diagnostics;
        using System.Globalization;
        using System.Linq;
        using System.Text;

        """;

    public static readonly TestProfile Hot = TestProfile.Hot(SampleKind.AllocSpace);
}

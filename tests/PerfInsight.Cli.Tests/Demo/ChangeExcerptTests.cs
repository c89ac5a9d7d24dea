using PerfInsight.Cli.Demo;

namespace PerfInsight.Cli.Tests.Demo;

public class ChangeExcerptTests
{
    private const string Before = "class A\n{\n    void M()\n    {\n        if (list.Contains(x))\n            n++;\n    }\n}\n";

    private const string After = "class A\n{\n    void M()\n    {\n        var set = new HashSet<int>(list);\n        if (set.Contains(x))\n            n++;\n    }\n}\n";

    [Fact]
    public void Shows_the_changed_lines_alone_without_their_common_indent() => Assert.Equal(
        ["- if (list.Contains(x))", "+ var set = new HashSet<int>(list);", "+ if (set.Contains(x))"],
        ChangeExcerpt.Of(Before, After, 10));

    [Fact]
    public void Is_cut_after_the_lines_asked_for() =>
        Assert.Equal(["- if (list.Contains(x))", "  …"], ChangeExcerpt.Of(Before, After, 2));

    [Fact]
    public void Line_endings_are_no_change() => Assert.Empty(ChangeExcerpt.Of(Before, Before.Replace("\n", "\r\n"), 10));

    [Fact]
    public void Counts_lines_out_and_in() => Assert.Equal((1, 2), ChangeExcerpt.Count(Before, After));
}

using PerfInsight.Cli.History;

namespace PerfInsight.Cli.Tests.Repositories;

public sealed class MemberHistoryTests : IDisposable
{
    private const string Path = "src/Shop/Router.cs";

    private readonly SourceRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Only_commits_that_change_the_member_s_lines_are_listed_newest_first()
    {
        var first = _repository.Commit("Router", (Path, Router("return 1;", "return 2;")));
        _repository.Commit("Another method", (Path, Router("return 1;", "return 3;")));
        var second = _repository.Commit("Route counts", (Path, Router("var n = 1;\n        return n;", "return 3;")));
        _repository.Commit("Lines above", (Path, "// A router.\n\n" + Router("var n = 1;\n        return n;", "return 3;")));
        _repository.Commit("Another file", ("src/Other.cs", "class Other { }\n"));

        // Two lines down, one line more.
        Assert.Equal([second, first], Ids(History(new MemberPlace(Path, 6, 9))));
    }

    [Fact]
    public void A_line_that_was_removed_inside_is_a_change_and_one_beside_is_none()
    {
        _repository.Commit("Router", (Path, Router("Log();\n        return 1;", "return 2;")));
        var inside = _repository.Commit("No log", (Path, Router("return 1;", "return 2;")));
        _repository.Commit("No other method", (Path, Router("return 1;", null)));

        Assert.Equal(inside, Ids(History(new MemberPlace(Path, 4, 6)))[0]);
    }

    [Fact]
    public void A_range_begins_after_its_first_commit()
    {
        var since = _repository.Commit("Router", (Path, Router("return 1;", null)));
        var change = _repository.Commit("Two", (Path, Router("return 2;", null)));
        var until = _repository.Commit("Three", (Path, Router("return 3;", null)));
        _repository.Commit("Four", (Path, Router("return 4;", null)));

        using var range = CommitRange.Open(_repository.Folder, since, until);

        Assert.Equal($"{since[..7]}..{until[..7]}", range.Name);
        Assert.Null(range.Note);
        Assert.Equal([until, change], Ids(MemberHistory.Of(range, new MemberPlace(Path, 4, 6), 10)));
        Assert.Equal([until], Ids(MemberHistory.Of(range, new MemberPlace(Path, 4, 6), 1)));
    }

    [Fact]
    public void A_renamed_file_is_followed_and_its_former_name_is_told()
    {
        var first = _repository.Commit("Router", ("src/Old.cs", Router("return 1;", "return 2;")));
        _repository.Commit("Move", ("src/Old.cs", null), (Path, Router("return 1;", "return 2;")));
        var change = _repository.Commit("Faster", (Path, Router("return 7;", "return 2;")));

        var history = History(new MemberPlace(Path, 4, 6));

        Assert.Equal([change, first], Ids(history));
        Assert.Equal([Path, "src/Old.cs"], history.Select(commit => commit.Path));
    }

    [Fact]
    public void A_method_s_history_begins_where_it_was_written()
    {
        _repository.Commit("Router", (Path, Router("return 1;", null)));
        var written = _repository.Commit("Stop", (Path, Router("return 1;", "return 2;")));

        Assert.Equal([written], Ids(History(new MemberPlace(Path, 9, 11))));
    }

    [Fact]
    public void A_member_of_one_line_is_followed()
    {
        var first = _repository.Commit("Shop", (Path, "class Shop\n{\n    int A => 1;\n\n    int B => 2;\n}\n"));
        var change = _repository.Commit("B", (Path, "class Shop\n{\n    int A => 1;\n\n    int B => 3;\n}\n"));

        Assert.Equal([change, first], Ids(History(new MemberPlace(Path, 5, 5))));
    }

    [Fact]
    public void Both_sides_of_a_merge_are_followed_and_a_clean_merge_is_no_change()
    {
        var first = _repository.Commit("Router", (Path, Router("return 1;", "return 2;")));
        var main = _repository.CurrentBranch;
        _repository.Branch("fast", first);
        var onBranch = _repository.Commit("Faster", (Path, Router("return 9;", "return 2;")));
        _repository.Checkout(main);
        _repository.Commit("Another method", (Path, Router("return 1;", "return 3;")));
        _repository.Merge("fast");

        Assert.Equal([onBranch, first], Ids(History(new MemberPlace(Path, 4, 6))));
    }

    [Fact]
    public void A_version_on_another_branch_is_said()
    {
        var first = _repository.Commit("Router", (Path, Router("return 1;", null)));
        var main = _repository.CurrentBranch;
        _repository.Branch("other", first);
        var other = _repository.Commit("Other", (Path, Router("return 5;", null)));
        _repository.Checkout(main);
        var here = _repository.Commit("Here", (Path, Router("return 6;", null)));

        using var range = CommitRange.Open(_repository.Folder, other, null);

        Assert.Equal($"{other[..7]} is not in the history of {here[..7]}: these are the commits since they parted", range.Note);
        Assert.Equal([here], Ids(MemberHistory.Of(range, new MemberPlace(Path, 4, 6), 10)));
    }

    [Fact]
    public void A_shallow_clone_is_said_and_its_end_is_no_change()
    {
        _repository.Commit("Router", (Path, Router("return 1;", null)));
        var boundary = _repository.Commit("Two", (Path, Router("return 2;", null)));
        var newest = _repository.Commit("Three", (Path, Router("return 3;", null)));
        File.WriteAllText(System.IO.Path.Combine(_repository.Folder, ".git", "shallow"), boundary + "\n");

        using var range = CommitRange.Open(_repository.Folder, null, null);

        Assert.Equal("the clone is shallow, older commits are not in it: git fetch --unshallow", range.Note);
        Assert.Equal([newest], Ids(MemberHistory.Of(range, new MemberPlace(Path, 4, 6), 10)));
    }

    [Fact]
    public void What_is_no_repository_or_no_commit_is_refused()
    {
        _repository.Commit("Router", (Path, Router("return 1;", null)));
        var folder = _repository.Folder;

        Assert.Equal(
            $"{folder}: --since: expected a commit of this repository, found 'v9', which it does not have; fetch it, or name another.",
            Assert.Throws<CommandException>(() => CommitRange.Open(folder, "v9", null)).Message);
        var missing = System.IO.Path.Combine(folder, "missing");
        Assert.Equal(
            $"{missing}: expected a git repository (--repo), found none.",
            Assert.Throws<CommandException>(() => CommitRange.Open(missing, null, null)).Message);
    }

    [Theory]
    [InlineData("/build/agent/src/Shop/Router.cs", "src/Shop/Router.cs")]
    [InlineData("C:\\work\\src\\shop\\Router.cs", "src/Shop/Router.cs")]
    [InlineData("/_/Top.cs", "Top.cs")]
    [InlineData("/_/lib/Program.cs", null)]
    [InlineData("Router.cs", null)]
    [InlineData("/x/Nowhere.cs", null)]
    [InlineData("", null)]
    public void A_file_is_found_by_the_end_of_its_path(string path, string? expected)
    {
        _repository.Commit("Files", (Path, "a\n"), ("Top.cs", "b\n"), ("a/lib/Program.cs", "c\n"), ("b/lib/Program.cs", "d\n"));
        using var range = CommitRange.Open(_repository.Folder, null, null);

        Assert.Equal(expected, new VersionFiles(range.Until).Find(path));
    }

    [Theory]
    [InlineData(3, 3, 6)]
    [InlineData(4, 4, 6)]
    [InlineData(8, 8, 8)]
    [InlineData(9, 9, 12)]
    public void A_member_ends_where_its_bracket_closes_or_its_statement_ends(int first, int seen, int expected)
    {
        _repository.Commit("Files", (Path, "class C\n{\n    int A()\n    {\n        return '}' + \"}\"; // }\n    }\n\n    int B => 5;\n    int D() {\n        if (x) {\n        }\n    }\n}\n"));
        using var range = CommitRange.Open(_repository.Folder, null, null);

        Assert.Equal(expected, new VersionFiles(range.Until).LastLine(Path, first, seen));
    }

    private static string Router(string route, string? stop) =>
        $"class Router\n{{\n    int Route()\n    {{\n        {route}\n    }}\n{(stop is null ? "" : $"\n    int Stop()\n    {{\n        {stop}\n    }}\n")}}}\n";

    private static List<string> Ids(IEnumerable<TouchingCommit> commits) => [.. commits.Select(commit => commit.Id)];

    private IReadOnlyList<TouchingCommit> History(MemberPlace place)
    {
        using var range = CommitRange.Open(_repository.Folder, null, null);
        return MemberHistory.Of(range, place, 10);
    }
}

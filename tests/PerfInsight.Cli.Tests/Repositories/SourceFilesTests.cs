using System.Security.Cryptography;
using System.Text;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Summaries;

namespace PerfInsight.Cli.Tests.Repositories;

public sealed class SourceFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("perfinsight-tests-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_built_in_place_is_found_by_its_path()
    {
        var path = Write("src/App/Matcher.cs", "a");

        Assert.Equal("src/App/Matcher.cs", Search(path, "a").Path);
    }

    [Fact]
    public void A_path_of_a_deterministic_build_is_mapped_into_the_repository()
    {
        Write("src/App/Matcher.cs", "a");

        Assert.Equal(("src/App/Matcher.cs", "a"), Search("/_/src/App/Matcher.cs", "a"));
        Assert.Equal(("src/App/Matcher.cs", "a"), Search(@"C:\builds\App\Matcher.cs", "a"));
    }

    [Fact]
    public void A_program_recorded_in_another_folder_is_found_by_checksum()
    {
        Write("samples/Shop/Pricing/Matcher.cs", "a");

        Assert.Equal(("samples/Shop/Pricing/Matcher.cs", "a"), Search("/src/Matcher.cs", "a"));
    }

    [Fact]
    public void The_checksum_decides_before_the_path()
    {
        Write("new/App/Matcher.cs", "b");
        Write("old/Matcher.cs", "a");

        Assert.Equal("old/Matcher.cs", Search("/build/App/Matcher.cs", "a").Path);
    }

    [Fact]
    public void A_file_that_changed_since_is_placed_by_its_path_but_not_read()
    {
        Write("src/App/Matcher.cs", "changed");

        Assert.Equal(("src/App/Matcher.cs", null), Search("/_/src/App/Matcher.cs", "a"));
    }

    [Fact]
    public void A_changed_file_is_not_placed_by_its_name_alone()
    {
        Write("src/App/Program.cs", "changed");

        Assert.Equal((null, null), Search("/_/src/Other/Program.cs", "a"));
    }

    [Fact]
    public void Two_files_that_fit_equally_are_not_guessed_between()
    {
        Write("one/Matcher.cs", "a");
        Write("two/Matcher.cs", "a");

        Assert.Equal((null, null), Search("/src/Matcher.cs", "a"));
    }

    [Fact]
    public void What_lies_outside_the_repository_has_no_path_in_it()
    {
        Write("src/App/Matcher.cs", "a");

        Assert.Equal((null, null), Search("/_/src/Vendor/Codec.cs", "c"));
    }

    [Fact]
    public void Folders_of_tools_are_not_searched()
    {
        Write("obj/Debug/Matcher.cs", "a");
        Write("node_modules/x/Matcher.cs", "a");

        Assert.Equal((null, null), Search("/src/Matcher.cs", "a"));
    }

    private string Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    private (string? Path, string? Text) Search(string path, string compiledText)
    {
        var files = new DiskFileSystem();
        var sources = new SourceFiles(files, () => new RepositoryFiles(files, _root), _root);
        var file = new ProfiledFile(path, "SHA256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(compiledText))));
        return (sources.RelativePath(file), sources.ReadUnchanged(file));
    }
}

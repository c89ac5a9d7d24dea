using CsCheck;
using PerfInsight.Summaries;

namespace PerfInsight.Tests.Summaries;

public class CodeFingerprintTests
{
    private static readonly Gen<string> Code = Gen.String[Gen.Char["ab;{}=/\"' \n\r\t/"], 0, 80];

    [Fact]
    public void A_piece_hashes_as_it_does_inside_its_file() => Gen.Select(Code, Gen.Int[0, 80], Gen.Int[0, 80]).Sample((code, x, y) =>
    {
        var (start, end) = Piece(code, x, y);
        var inside = CodeFingerprint.Of(code, start, end);
        if (inside.Length == 0)
        {
            Assert.Equal(-1, inside.FindIn(code, 0, code.Length));
            return;
        }

        var place = inside.FindIn(code, 0, code.Length);
        Assert.InRange(place, 0, code.Length - 1);
        Assert.Equal(inside, CodeFingerprint.Of(code, place, inside.EndIn(code, place, code.Length)));
    });

    [Fact]
    public void Moving_and_indenting_lines_changes_nothing() => Gen.Select(Code, Gen.Int[0, 8], Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\n\n"), Gen.Const("\n// note\n"))).Sample((code, indent, line) =>
    {
        // A line break inside a comment line would end it.
        var lines = code.Replace('\r', '\n').Split('\n');
        var moved = string.Join(line, lines.Select(text => new string(' ', indent) + text));
        var before = CodeFingerprint.Of(string.Join("\n", lines), 0, string.Join("\n", lines).Length);
        Assert.Equal(before, CodeFingerprint.Of(moved, 0, moved.Length));

        var file = "class C\n{\n" + moved + "\n}\n";
        if (before.Length > 0)
            Assert.True(before.FindIn(file, 0, file.Length) >= 0);
    });

    [Fact]
    public void A_changed_character_is_another_fingerprint() => Gen.Select(Gen.String[Gen.Char["abcdef;(){}"], 1, 60], Gen.Int[0, 59]).Sample((code, place) =>
    {
        var at = place % code.Length;
        var changed = code[..at] + (code[at] == 'x' ? 'y' : 'x') + code[(at + 1)..];
        Assert.NotEqual(CodeFingerprint.Of(code, 0, code.Length), CodeFingerprint.Of(changed, 0, changed.Length));
        Assert.Equal(-1, CodeFingerprint.Of(code, 0, code.Length).FindIn(changed, 0, changed.Length));
    });

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(Gen.ULong, Gen.Int[0, int.MaxValue]).Sample((hash, length) =>
    {
        Assert.True(CodeFingerprint.TryParse(new CodeFingerprint(hash, length).ToString(), out var read));
        Assert.Equal(new CodeFingerprint(hash, length), read);
    });

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("ff")]
    [InlineData("ff:")]
    [InlineData(":12")]
    [InlineData("xx:12")]
    [InlineData("ff:-1")]
    [InlineData("ff:99999999999")]
    [InlineData(" ff:12")]
    public void Anything_else_is_no_fingerprint(string text) => Assert.False(CodeFingerprint.TryParse(text, out _));

    [Theory]
    [InlineData("a = 1; // why\nb = 2;", "a = 1; // other\nb = 2;", false)]
    [InlineData("a = 1;\n  // why\nb = 2;", "a = 1;\nb = 2;", true)]
    [InlineData("a = \"//x\";", "a = \"//y\";", false)]
    [InlineData("a = 1;", "a=1 ;", true)]
    [InlineData("int a;", "inta;", true)]
    public void Comment_lines_and_white_space_do_not_count(string code, string other, bool isSame) =>
        Assert.Equal(isSame, CodeFingerprint.Of(code, 0, code.Length) == CodeFingerprint.Of(other, 0, other.Length));

    // A piece that begins or ends inside a comment line reads differently in its file.
    private static (int Start, int End) Piece(string code, int x, int y)
    {
        var (start, end) = (Math.Min(Math.Min(x, y), code.Length), Math.Min(Math.Max(x, y), code.Length));
        while (start > 0 && code[start - 1] is not ('\n' or '\r'))
            start--;
        while (end < code.Length && code[end] is not ('\n' or '\r'))
            end++;
        return (start, end);
    }
}

using PerfInsight.Cli.Text;
using PerfInsight.Explain;
using PerfInsight.Units;

namespace PerfInsight.Cli.Explain;

/// <summary>The text of an explanation.</summary>
internal static class ExplanationText
{
    /// <summary>Writes a heading and a row for each site.</summary>
    public static void Write(MemberExplanation member, string folder, TextWriter writer)
    {
        var share = member is { Bytes: { } bytes, TotalBytes: > 0 }
            ? $"   {QuantityText.Bytes(bytes)} of {QuantityText.Bytes(member.TotalBytes)} allocated ({QuantityText.Percent((double)bytes / member.TotalBytes)}) in '{member.Scenario}'"
            : "";
        writer.WriteLine($"{member.Name}  {Path.GetRelativePath(folder, member.File)}:{member.Line}{share}");
        if (member.Sites.Count == 0)
            writer.WriteLine("  allocates nothing itself");
        var table = new TextTable(new TextColumn("line", AlignRight: true), new TextColumn("bytes", AlignRight: true), new TextColumn("what"), new TextColumn("why"), new TextColumn("code"));
        foreach (var site in member.Sites)
        {
            var measured = site.Bytes is { } value ? QuantityText.Bytes(value) + (site.IsShared ? " *" : "") : "–";
            table.Add(site.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), measured, site.Kind, site.Why, site.Code);
        }

        if (member.Sites.Count > 0)
            table.Write(writer);
        if (member.Sites.Any(site => site.IsShared))
            writer.WriteLine("  * with the other places of its line that allocate the same type");
        if (member.Elsewhere.Count > 0)
        {
            writer.WriteLine("  in framework code that it calls: "
                + string.Join(", ", member.Elsewhere.Take(4).Select(type => $"{type.Type} {QuantityText.Bytes(type.Bytes)}"))
                + (member.Elsewhere.Count > 4 ? $" and {member.Elsewhere.Count - 4} more types" : ""));
        }

        writer.WriteLine();
    }
}

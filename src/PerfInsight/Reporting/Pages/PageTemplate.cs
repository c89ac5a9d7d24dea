using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace PerfInsight.Reporting.Pages;

/// <summary>Pages of one file: a template with places, and the parts that <c>web/flame</c> builds.</summary>
internal static partial class PageTemplate
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes a template with its places filled.</summary>
    /// <param name="name">Folder and file, such as <c>Flame.page.html</c>.</param>
    /// <param name="fill">The text of a place, as markup.</param>
    /// <param name="writer">Takes the page.</param>
    public static void Write(string name, Func<string, string> fill, TextWriter writer)
    {
        // One pass, so that a name of the profile that looks like a place of the template stays a name.
        var template = Part(name);
        var at = 0;
        foreach (Match place in Place().Matches(template))
        {
            writer.Write(template.AsSpan(at, place.Index - at));
            writer.Write(fill(place.Groups["name"].Value));
            at = place.Index + place.Length;
        }

        writer.Write(template.AsSpan(at));
    }

    /// <summary>A part that the library embeds.</summary>
    public static string Part(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PerfInsight.Reporting.{name}")
            ?? throw new InvalidOperationException($"the library was built without {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n');
    }

    /// <summary>Text that means itself, between tags and in attributes.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Place();
}

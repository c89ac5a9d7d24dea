using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Import;

/// <summary>The control text of a batch of lines; sender and receiver compare its hash.</summary>
public sealed class BatchControl
{
    public const int BatchSize = 1_500;

    public List<string> HashBatches(List<ImportedLine> lines)
    {
        var hashes = new List<string>();
        for (var start = 0; start < lines.Count; start += BatchSize)
        {
            var end = Math.Min(start + BatchSize, lines.Count);
            var text = ControlText(lines, start, end);
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        }

        return hashes;
    }

    private static string ControlText(List<ImportedLine> lines, int start, int end)
    {
        var control = "";
        for (var i = start; i < end; i++)
        {
            var line = lines[i];
            control += line.Sku + ":" + line.Quantity.ToString(CultureInfo.InvariantCulture) + ";";
        }

        return control;
    }
}

using System.Text;

namespace Storefront.Reporting;

/// <summary>Keeps reports in memory and on disk.</summary>
public sealed class ReportArchive(string folder)
{
    private readonly List<byte[]> _documents = [];

    public int Count => _documents.Count;

    public long Size => _documents.Sum(document => (long)document.Length);

    public void Add(string text)
    {
        var stream = new MemoryStream();
        foreach (var line in text.Split('\n'))
        {
            stream.Write(Encoding.UTF8.GetBytes(line));
            stream.WriteByte((byte)'\n');
        }

        _documents.Add(stream.ToArray());
    }

    public void Save(string name, string text)
    {
        using var writer = new StreamWriter(Path.Combine(folder, name));
        foreach (var line in text.Split('\n'))
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}

namespace Storefront.Caching;

/// <summary>Appends what happened to a file; the entries of different threads must not mix.</summary>
public sealed class AuditJournal
{
    private readonly string _path;
    private readonly object _gate = new();
    private int _entries;
    private long _length;

    public AuditJournal(string path)
    {
        _path = path;
    }

    public void Write(string entry)
    {
        lock (_gate)
        {
            File.AppendAllText(_path, entry + "\n");
            _entries++;
            _length += entry.Length;
        }
    }

    public (int Entries, long Length) Totals()
    {
        lock (_gate)
        {
            return (_entries, _length);
        }
    }
}

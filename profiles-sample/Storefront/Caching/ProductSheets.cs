namespace Storefront.Caching;

/// <summary>Product descriptions from disk; refreshed whenever a product page is edited.</summary>
public sealed class ProductSheets
{
    private readonly string _folder;
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _lengths = new();
    private int _refreshes;

    public ProductSheets(string folder)
    {
        _folder = folder;
    }

    public int Refreshes
    {
        get
        {
            lock (_gate)
                return _refreshes;
        }
    }

    public int TotalLength
    {
        get
        {
            lock (_gate)
                return _lengths.Values.Sum();
        }
    }

    public void Refresh(string name)
    {
        lock (_gate)
        {
            var text = File.ReadAllText(Path.Combine(_folder, name));
            var length = text.Trim().Length;
            _lengths[name] = length;
            _refreshes++;
        }
    }

    public static List<string> Create(string folder, int count)
    {
        var names = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var name = $"sheet-{i:D3}.txt";
            File.WriteAllText(Path.Combine(folder, name), new string((char)('a' + i % 26), 1_000 + 20 * i) + "\n");
            names.Add(name);
        }

        return names;
    }
}

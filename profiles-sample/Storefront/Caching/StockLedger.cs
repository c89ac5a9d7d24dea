namespace Storefront.Caching;

/// <summary>Units on hand and units promised; their sum never changes.</summary>
public sealed class StockLedger(int units)
{
    private readonly object _gate = new();
    private int _available = units;
    private int _promised;

    public bool TryPromise(int quantity)
    {
        lock (_gate)
        {
            if (_available < quantity)
                return false;
            _available -= quantity;
            _promised += quantity;
            return true;
        }
    }

    public void Release(int quantity)
    {
        lock (_gate)
        {
            _promised -= quantity;
            _available += quantity;
        }
    }

    public int Balance()
    {
        lock (_gate)
        {
            return _available + _promised;
        }
    }
}

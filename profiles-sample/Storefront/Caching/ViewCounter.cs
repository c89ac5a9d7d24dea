namespace Storefront.Caching;

/// <summary>Counts page views.</summary>
public sealed class ViewCounter
{
    private readonly object _gate = new();
    private long _views;

    public long Views
    {
        get
        {
            lock (_gate)
            {
                return _views;
            }
        }
    }

    public void RecordView()
    {
        lock (_gate)
        {
            _views++;
        }
    }
}

/// <summary>Adds up what was sent to clients.</summary>
public sealed class TrafficMeter
{
    private readonly object _gate = new();
    private long _bytes;

    public void Add(int bytes)
    {
        lock (_gate)
        {
            _bytes += bytes;
        }
    }

    public long ReadTotal()
    {
        lock (_gate)
        {
            return _bytes;
        }
    }
}

/// <summary>The mean basket value. Sum and count change together.</summary>
public sealed class BasketAverage
{
    private readonly object _gate = new();
    private long _count;
    private long _cents;

    public void Add(long cents)
    {
        lock (_gate)
        {
            _count++;
            _cents += cents;
        }
    }

    public long MeanCents()
    {
        lock (_gate)
        {
            return _count == 0 ? 0 : _cents / _count;
        }
    }
}

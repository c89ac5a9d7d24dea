namespace Storefront.Caching;

/// <summary>A bounded queue between the front end and the request threads.</summary>
public sealed class RequestQueue<T>(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private bool _isCompleted;

    public void Enqueue(T item)
    {
        lock (_gate)
        {
            while (_items.Count == capacity)
                Monitor.Wait(_gate);
            _items.Enqueue(item);
            Monitor.PulseAll(_gate);
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _isCompleted = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next item; false when the queue is empty and completed.</summary>
    public bool TryDequeue(out T? item)
    {
        lock (_gate)
        {
            while (_items.Count == 0)
            {
                if (_isCompleted)
                {
                    item = default;
                    return false;
                }

                Monitor.Wait(_gate);
            }

            item = _items.Dequeue();
            Monitor.PulseAll(_gate);
            return true;
        }
    }
}

using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2002: a join by nested loops, and by a search per element, against a lookup that is built first.</summary>
[MemoryDiagnoser]
public class NestedLoopJoinBenchmarks
{
    private List<Order> _orders = [];
    private List<Line> _lines = [];

    /// <summary>Elements of the inner collection, each with a key of its own.</summary>
    [Params(8, 100, 1000)]
    public int Orders { get; set; }

    /// <summary>Elements of the outer collection.</summary>
    [Params(10, 1000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _orders = Enumerable.Range(0, Orders).Select(i => new Order($"order {i}", i)).ToList();
        _lines = Enumerable.Range(0, Lines).Select(i => new Line($"order {i * 7 % Orders}")).ToList();
    }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var total = 0;
        foreach (var line in _lines)
        {
            foreach (var order in _orders)
            {
                if (order.Code == line.Code)
                    total += order.Price;
            }
        }

        return total;
    }

    [Benchmark]
    public int BeforeByQuery()
    {
        var total = 0;
        foreach (var line in _lines)
            total += _orders.First(order => order.Code == line.Code).Price;
        return total;
    }

    [Benchmark]
    public int After()
    {
        var total = 0;
        var ordersByCode = _orders.ToLookup(order => order.Code);
        foreach (var line in _lines)
        {
            foreach (var order in ordersByCode[line.Code])
                total += order.Price;
        }

        return total;
    }

    [Benchmark]
    public int AfterByQuery()
    {
        var total = 0;
        var ordersByCode = _orders.ToLookup(order => order.Code);
        foreach (var line in _lines)
            total += ordersByCode[line.Code].First(order => order.Code == line.Code).Price;
        return total;
    }

    private sealed record Order(string Code, int Price);

    private sealed record Line(string Code);
}

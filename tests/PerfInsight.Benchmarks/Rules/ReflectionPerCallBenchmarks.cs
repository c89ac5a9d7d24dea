using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI2016: the properties with an attribute are looked up for each object against a table by type.</summary>
[MemoryDiagnoser]
public class ReflectionPerCallBenchmarks
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    private readonly object _value = new Order();

    /// <summary>Objects.</summary>
    [Params(1, 100)]
    public int Size { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        var n = 0;
        for (var i = 0; i < Size; i++)
            n += PropertiesOf(_value.GetType()).Length;
        return n;
    }

    [Benchmark]
    public int After()
    {
        var n = 0;
        for (var i = 0; i < Size; i++)
            n += Known.GetOrAdd(_value.GetType(), PropertiesOf).Length;
        return n;
    }

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties().Where(property => property.GetCustomAttribute<BrowsableAttribute>() is not null)];

    private sealed class Order
    {
        [Browsable(true)]
        public int Id { get; set; }

        [Browsable(true)]
        public string Name { get; set; } = "";

        public double Price { get; set; }
    }
}

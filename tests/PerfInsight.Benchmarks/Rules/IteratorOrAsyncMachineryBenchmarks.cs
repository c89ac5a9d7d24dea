using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI1018: a recursive iterator against a list that is passed down.</summary>
[MemoryDiagnoser]
public class IteratorOrAsyncMachineryBenchmarks
{
    private Node _root = new([]);

    /// <summary>Levels of a tree with two children each.</summary>
    [Params(2, 8)]
    public int Levels { get; set; }

    /// <summary>Makes the tree.</summary>
    [GlobalSetup]
    public void Setup() => _root = Make(Levels);

    /// <summary>Before the fix.</summary>
    [Benchmark(Baseline = true)]
    public int Iterator()
    {
        var count = 0;
        foreach (var node in _root.All())
            count += node.Children.Length;
        return count;
    }

    /// <summary>After the fix.</summary>
    [Benchmark]
    public int List()
    {
        var all = new List<Node>();
        _root.AddAll(all);
        var count = 0;
        foreach (var node in all)
            count += node.Children.Length;
        return count;
    }

    private static Node Make(int levels) => new(levels == 0 ? [] : [Make(levels - 1), Make(levels - 1)]);

    private sealed class Node(Node[] children)
    {
        public Node[] Children { get; } = children;

        public IEnumerable<Node> All()
        {
            yield return this;
            foreach (var child in Children)
            {
                foreach (var node in child.All())
                    yield return node;
            }
        }

        public void AddAll(List<Node> to)
        {
            to.Add(this);
            foreach (var child in Children)
                child.AddAll(to);
        }
    }
}

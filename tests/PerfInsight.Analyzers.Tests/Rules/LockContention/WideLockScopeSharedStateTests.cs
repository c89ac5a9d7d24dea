using PerfInsight.Analyzers.Tests.Testing;
using PerfInsight.Summaries;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.LockContention.WideLockScopeAnalyzer, PerfInsight.Analyzers.Rules.LockContention.WideLockScopeFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.LockContention;

/// <summary>What looks local and is not, and what looks shared and is not.</summary>
public class WideLockScopeSharedStateTests
{
    private static readonly TestProfile Waits = TestProfile.Hot(SampleKind.Contention);

    [Theory]
    [InlineData("var hash = _sha.ComputeHash(data); _n += hash.Length;")] // not safe for threads, so the lock guards it
    [InlineData("var now = DateTime.UtcNow.ToString(); _last = now;")] // would be taken before the wait
    [InlineData("var key = other.ToString()!; _last = key;")] // any code
    [InlineData("var key = $\"{other}\"; _last = key;")]
    [InlineData("var key = \"x\" + other; _last = key;")]
    [InlineData("var key = string.Join(',', _names); _last = key;")]
    [InlineData("var key = Next().ToString(); _last = key;")] // reads a field behind a method
    [InlineData("var key = Size.ToString(); _last = key;")] // and behind a property
    [InlineData("var r = _random.Next().ToString(); _last = r;")]
    [InlineData("Array.Sort(data); _n++;")] // the caller's array
    [InlineData("for (var i = 0; i < alias.Length; i++) alias[i] = 0; _n++;")]
    [InlineData("var text = seed.Name.Trim(); seed.Name = text; _n++;")]
    public Task What_others_can_see_stays_under_the_lock(string body) => Verify.IsSilentAsync($$"""
        using System;
        using System.Collections.Generic;
        using System.Security.Cryptography;
        class Seed { public string Name { get; set; } = ""; }
        class C
        {
            private readonly object _gate = new();
            private readonly SHA256 _sha = SHA256.Create();
            private readonly Random _random = new();
            private readonly List<string> _names = new();
            private readonly int[] _numbers = new int[4];
            private string _last = "";
            private int _n;
            private int Size => _n;
            private int Next() => _n + 1;
            public void Put(byte[] data, object other, Seed seed)
            {
                var alias = _numbers;
                lock (_gate) { {{body}} }
            }
        }
        """, Waits);

    [Fact]
    public Task A_variable_that_other_threads_share_is_a_field_in_truth() => Verify.IsSilentAsync("""
        using System.Linq;
        using System.Threading.Tasks;
        class C
        {
            private int _n;
            private readonly object _gate = new();
            public int Sum(string[] names)
            {
                var text = "";
                Parallel.ForEach(names, name => { lock (_gate) { text = text + name.Trim(); _n++; } });
                return text.Length;
            }
        }
        """, Waits);

    [Fact]
    public Task A_parameter_of_the_primary_constructor_is_a_field_in_truth() => Verify.IsSilentAsync("""
        class C(string name)
        {
            private int _n;
            private readonly object _gate = new();
            public void Put() { lock (_gate) { name = name.Trim(); _n++; } }
        }
        """, Waits);

    [Fact]
    public Task A_property_of_a_parameter_that_the_lock_writes_elsewhere_stays() => Verify.IsSilentAsync("""
        using System.Collections.Generic;
        class Order { public string Name { get; set; } = ""; }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, Order> _orders = new();
            public void Add(Order order) { lock (_gate) { var key = order.Name.Trim().ToUpperInvariant(); _orders[key] = order; } }
            public void Rename(string key, string name) { lock (_gate) { _orders[key].Name = name; } }
        }
        """, Waits);

    [Fact]
    public Task A_list_of_a_parameter_that_the_lock_changes_elsewhere_stays() => Verify.IsSilentAsync("""
        using System.Collections.Generic;
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, List<int>> _lines = new();
            public void Add(string key, List<int> lines) { lock (_gate) { var sum = 0; foreach (var line in lines) sum += line; _lines[key + sum] = lines; } }
            public void More(string key, int line) { lock (_gate) { _lines[key].Add(line); } }
        }
        """, Waits);

    [Fact]
    public Task What_is_only_read_of_a_parameter_moves() => Verify.FixesAsync("""
        using System.Collections.Generic;
        class Line { public decimal Price { get; set; } public int Quantity { get; set; } }
        class Order { public string Name { get; set; } = ""; public List<Line> Lines { get; } = new(); }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, decimal> _totals = new();

            public void Add(Order order)
            {
                lock ([|_gate|])
                {
                    decimal total = 0;
                    foreach (var line in order.Lines)
                        total += line.Price * line.Quantity;
                    var key = order.Name.Trim();
                    _totals[key] = total;
                }
            }
        }
        """, """
        using System.Collections.Generic;
        class Line { public decimal Price { get; set; } public int Quantity { get; set; } }
        class Order { public string Name { get; set; } = ""; public List<Line> Lines { get; } = new(); }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, decimal> _totals = new();

            public void Add(Order order)
            {
                decimal total = 0;
                foreach (var line in order.Lines)
                    total += line.Price * line.Quantity;
                var key = order.Name.Trim();
                lock (_gate)
                {
                    _totals[key] = total;
                }
            }
        }
        """, Waits);

    [Fact]
    public Task Where_unknown_code_runs_under_the_lock_a_read_of_a_parameter_is_only_reported() => Verify.OffersNoFixAsync("""
        using System;
        using System.Collections.Generic;
        class Order { public string Name { get; set; } = ""; }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, Order> _orders = new();
            public void Add(Order order) { lock ([|_gate|]) { var key = order.Name.Trim(); _orders[key] = order; } }
            public void Each(Action<Order> action) { lock (_gate) { foreach (var order in _orders.Values) action(order); } }
        }
        """, Waits);

    [Fact]
    public Task An_object_is_built_before_the_lock_and_published_under_it() => Verify.FixesAsync("""
        using System;
        using System.Collections.Generic;
        class Entry
        {
            public Entry(string key, List<string> parts) { Key = key; Parts = parts; }
            public string Key { get; }
            public List<string> Parts { get; }
        }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, Entry> _entries = new();

            public void Add(string text)
            {
                if (text is null)
                    throw new ArgumentNullException(nameof(text));
                lock ([|_gate|])
                {
                    var parts = new List<string>();
                    foreach (var part in text.Split(';'))
                        parts.Add(part.Trim());
                    if (parts.Count == 0)
                        return;
                    var entry = new Entry(parts[0], parts);
                    _entries[text] = entry; // the newest wins
                }
            }
        }
        """, """
        using System;
        using System.Collections.Generic;
        class Entry
        {
            public Entry(string key, List<string> parts) { Key = key; Parts = parts; }
            public string Key { get; }
            public List<string> Parts { get; }
        }
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, Entry> _entries = new();

            public void Add(string text)
            {
                if (text is null)
                    throw new ArgumentNullException(nameof(text));
                var parts = new List<string>();
                foreach (var part in text.Split(';'))
                    parts.Add(part.Trim());
                if (parts.Count == 0)
                    return;
                var entry = new Entry(parts[0], parts);
                lock (_gate)
                {
                    _entries[text] = entry; // the newest wins
                }
            }
        }
        """, Waits);

    [Fact]
    public Task A_value_that_is_looked_up_is_worked_on_after_the_lock() => Verify.FixesAsync("""
        using System.Collections.Generic;
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<int, string> _names = new();

            public string Show(int id)
            {
                lock ([|_gate|])
                {
                    if (!_names.TryGetValue(id, out var name))
                        return "";
                    // as a title
                    var text = name.Trim();
                    return text.ToUpperInvariant().PadLeft(20);
                }
            }
        }
        """, """
        using System.Collections.Generic;
        class C
        {
            private readonly object _gate = new();
            private readonly Dictionary<int, string> _names = new();

            public string Show(int id)
            {
                string? name;
                lock (_gate)
                {
                    if (!_names.TryGetValue(id, out name))
                        return "";
                }

                // as a title
                var text = name.Trim();
                return text.ToUpperInvariant().PadLeft(20);
            }
        }
        """, Waits);

    [Fact]
    public Task A_snapshot_is_worked_on_after_the_lock() => Verify.FixesAsync("""
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            private readonly object _gate = new();
            private readonly List<string> _names = new();

            public int Width()
            {
                lock ([|_gate|])
                {
                    var names = _names.ToArray();
                    var width = 0;
                    foreach (var name in names)
                        width += name.Trim().Length;
                    return width;
                }
            }

            public void Add(string name) { lock (_gate) { _names.Add(name); } }
        }
        """, """
        using System.Collections.Generic;
        using System.Linq;
        class C
        {
            private readonly object _gate = new();
            private readonly List<string> _names = new();

            public int Width()
            {
                string[]? names;
                lock (_gate)
                {
                    names = _names.ToArray();
                }

                var width = 0;
                foreach (var name in names)
                    width += name.Trim().Length;
                return width;
            }

            public void Add(string name) { lock (_gate) { _names.Add(name); } }
        }
        """, Waits);

    [Fact]
    public Task A_lock_that_may_be_null_throws_first() => Verify.OffersNoFixAsync("""
        using System.Collections.Generic;
        class C
        {
            private List<string>? _names;
            public void Open() => _names = new();
            public void Add(string name) { lock ([|_names!|]) { var key = name.Trim(); _names!.Add(key); } }
        }
        """, Waits);
}

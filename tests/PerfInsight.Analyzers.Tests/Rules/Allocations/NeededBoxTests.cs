using static PerfInsight.Analyzers.Tests.Rules.Allocations.BoxingCode;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.BoxedValueAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

/// <summary>PI1005 where a box is needed, or cheaper than what would take its place.</summary>
public class NeededBoxTests
{
    [Fact]
    public Task What_methods_of_the_program_store_as_an_object_must_be_one() => Verify.IsSilentAsync(Usings + """
        class Pair { public Pair(string name, object value) { } }
        class C : Hashtable
        {
            readonly HashSet<object> _seen = new();
            readonly Dictionary<string, object?> _all = new();
            object? _last;
            void Set(string name, object value) { if (value == null) base.Remove(name); else base[name] = value; }
            void Keep(object? value) => _last = value;
            Pair Make(string name, object value) => new Pair(name, value);
            bool Has(object value) => _seen.Contains(value);
            void Through(string name, object value) => Set(name, value);
            protected virtual void Take(object value) { }
            void ToTake(object value) => Take(value);
            void Run(int x)
            {
                Set("a", x);
                Keep(x);
                Make("b", x > 1);
                Through("c", x);
                if (Has(x))
                    ToTake(x);
            }
        }
        """, Hot);

    [Fact]
    public Task What_is_only_looked_at_need_not_be_an_object() => Verify.SuggestsAsync(Usings + """
        class C
        {
            static string Text(object value) => value.ToString() + "x";
            static string Both(object value) => string.Format("{0} {0}", value);
            static string Through(object value) => Text(value);
            string Run(int x) => [|Text(x)|] + [|Both(x)|] + [|Through(x)|];
        }
        """, Hot);

    [Fact]
    public Task Text_in_a_culture_of_its_own_has_a_way_without_boxes() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string A(int x) => FormattableString.Invariant([|$"{x}px"|]);
        }
        """, Hot,
        "'x' of type 'int' is boxed in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): use string.Create(CultureInfo.InvariantCulture, $\"…\")");

    [Fact]
    public Task Who_takes_the_parts_of_a_text_needs_the_values() => Verify.IsSilentAsync(Usings + """
        class Store
        {
            public int Run(FormattableString sql) => sql.ArgumentCount;
        }
        class C
        {
            int A(Store store, int id) => store.Run($"delete from t where id = {id}");
            FormattableString B(int x) => $"{x}px";
        }
        """, Hot);

    [Fact]
    public Task A_format_from_elsewhere_can_not_become_an_interpolated_string() => Verify.IsSilentAsync(Usings + """
        class C
        {
            static string Local(string key) => key;
            string A(int x) => string.Format(CultureInfo.InvariantCulture, Local("name"), x);
            string B(string format, int x) => string.Format(format, x);
            string D(int x, bool wide)
            {
                var format = "{0}";
                if (wide)
                    format += "{1}";
                return string.Format(format, x, wide);
            }
            void E(StringBuilder to, string format, int x) => to.AppendFormat(format, x);
        }
        """, Hot);
}

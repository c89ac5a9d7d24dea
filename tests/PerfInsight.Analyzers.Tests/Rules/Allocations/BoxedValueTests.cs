using PerfInsight.Analyzers.Tests.Testing;
using static PerfInsight.Analyzers.Tests.Rules.Allocations.BoxingCode;
using Verify = PerfInsight.Analyzers.Tests.Testing.RuleTest<
    PerfInsight.Analyzers.Rules.Allocations.BoxedValueAnalyzer, PerfInsight.Analyzers.Tests.Testing.NoFixer>;

namespace PerfInsight.Analyzers.Tests.Rules.Allocations;

public class BoxedValueTests
{
    [Fact]
    public Task A_number_in_a_format_is_confirmed_by_its_bytes() => Verify.WarnsAsync(Usings + """
        class C
        {
            string Text(int x, int y) => string.[|Format(CultureInfo.InvariantCulture, "{0}.{1}", x, y)|];
        }
        """, Hot.Allocates("System.Int32"),
        "'x' of type 'int' is boxed in each call, which allocates 31 % of all bytes (310 B of 1.0 KB in 'load', commit 3f2c1ab): "
        + "use an interpolated string, or call ToString() of it");

    [Fact]
    public Task Many_numbers_in_a_format_are_one_problem() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string Text(int x, int y, string z) => string.[|Format("{0}.{1}.{2}.{3}", x, y, z, x + y)|];
        }
        """, Hot);

    [Fact]
    public Task Writers_and_builders_box_what_has_no_overload() => Verify.SuggestsAsync(Usings + """
        enum Colour { Red }
        class C
        {
            void Text(StringBuilder builder, Colour colour, System.IO.TextWriter writer, DateTime time, string?[] all)
            {
                foreach (var name in all)
                {
                    builder.[|Append(colour)|];
                    builder.[|AppendFormat("{0} {1} {2}", name, colour, (object)time)|];
                    writer.[|Write("{0}", time)|];
                }
            }
        }
        """, Hot);

    [Fact]
    public Task Equality_that_enums_and_structs_leave_to_their_base_boxes() => Verify.SuggestsAsync(Usings + """
        enum Colour { Red }
        struct Point { public int X, Y; }
        class C
        {
            bool A(Colour a, Colour b) => [|a.Equals(b)|];
            bool B(Point a, Point b) => object.[|Equals(a, b)|];
            int D(Point a) => [|a.GetHashCode()|];
            Type E(int a) => [|a.GetType()|];
        }
        """, Hot);

    [Fact]
    public Task Untyped_collections_box() => Verify.SuggestsAsync(Usings + """
        class C
        {
            readonly ArrayList _list = new();
            readonly Hashtable _table = new();
            void Add(int x)
            {
                _list.[|Add(x)|];
                _table.[|Add(x, "")|];
            }
        }
        """, Hot);

    [Fact]
    public Task Own_methods_that_take_objects_or_interfaces_can_take_the_type() => Verify.SuggestsAsync(Usings + """
        interface IShape { int Area(); }
        struct Square : IShape { public int Side; public int Area() => Side * Side; }
        class C
        {
            static int Measure(IShape shape) => shape.Area();
            static void Trace(string text, params object[] values) { }
            int A(Square square) => [|Measure(square)|];
            void B(int x, string y) => [|Trace("a", x, y)|];
            int D(List<int> xs)
            {
                IEnumerator<int> each = [|xs.GetEnumerator()|];
                return each.Current;
            }
        }
        """, Hot);

    [Fact]
    public Task A_struct_collection_becomes_an_interface() => Verify.SuggestsAsync(Usings + """
        class C
        {
            string A(ImmutableArray<string> names) => string.[|Join(",", names)|];
        }
        """, Hot);

    [Fact]
    public Task Log_methods_box() => Verify.SuggestsAsync(Usings + """
        class Logger { public bool IsEnabled(int level) => false; public void LogDebug(string text, params object[] values) { } public void LogError(string text, params object[] values) { } }
        class C
        {
            void A(Logger logger, int x)
            {
                logger.[|LogDebug("{X}", x)|];
                logger.LogError("{X}", x);
                if (logger.IsEnabled(1))
                    logger.LogDebug("{X}", x);
            }
        }
        """, Hot);

    [Fact]
    public Task Interpolation_and_concatenation_of_today_box_nothing() => Verify.IsSilentAsync(Usings + """
        class C
        {
            string A(int x, DateTime t) => $"{x} {t:O}";
            string B(int x) => "a" + x + 'c';
            void D(StringBuilder builder, int x) => builder.Append($"{x}").Append(x);
        }
        """, Hot);

    [Fact]
    public Task An_object_that_is_kept_or_must_be_returned_is_needed() => Verify.IsSilentAsync(Usings + """
        interface IValue { object Get(int x); }
        class C : IValue
        {
            readonly Dictionary<string, object> _values = new();
            void B(int x) { _values["x"] = x; _values.Add("y", x); }
            object?[] D(int x) => new object?[] { x, null };
            public object Get(int x) => x;
            public virtual object Other(int x) => x;
            Func<int, object> Make() => x => x;
        }
        """, Hot);

    [Fact]
    public Task A_result_or_a_field_that_could_have_the_type_of_the_value() => Verify.SuggestsAsync(Usings + """
        class C
        {
            object? _last;
            object A(int x) => [|x|];
            void B(int x) { _last = [|x|]; }
            public virtual object Is(int x) => [|x > 3|];
        }
        """, Hot);

    [Fact]
    public Task Generic_code_and_overloads_box_nothing() => Verify.IsSilentAsync(Usings + """
        struct Point : IEquatable<Point>
        {
            public int X;
            public bool Equals(Point other) => X == other.X;
            public override bool Equals(object? other) => other is Point point && Equals(point);
            public override int GetHashCode() => X;
        }
        class C
        {
            static bool Same<T>(T a, T b) where T : IEquatable<T> => a.Equals(b);
            bool A(Point a, Point b) => Same(a, b) && a.Equals(b) && a.GetHashCode() == b.GetHashCode() && EqualityComparer<Point>.Default.Equals(a, b);
            bool B(DayOfWeek a, DayOfWeek b) => a == b && a.HasFlag(b);
            int D(List<int> xs) { int sum = 0; foreach (var x in xs) sum += x; return sum; }
        }
        """, Hot);

    [Fact]
    public Task Error_paths_are_not_hot() => Verify.IsSilentAsync(Usings + """
        class C
        {
            int A(int x)
            {
                if (x < 0) throw new ArgumentException(string.Format("{0} is bad", x));
                Debug.Assert(x > 0, string.Format("{0}", x));
                try { return 1 / x; }
                catch (Exception) { return string.Format("{0}", x).Length; }
            }
        }
        """, Hot);

    [Fact]
    public Task References_are_no_values() => Verify.IsSilentAsync(Usings + """
        class C
        {
            string A(string x, object y) => string.Format("{0} {1}", x, y) + string.Concat(x, y);
        }
        """, Hot);

    [Fact]
    public Task Methods_of_other_libraries_that_need_objects_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            object? A(System.Reflection.MethodInfo method, int x) => method.Invoke(x, null);
            void B(System.Reflection.FieldInfo field, object o, int x) => field.SetValue(o, x);
            object D(int x) => Convert.ChangeType(x, typeof(long));
        }
        """, Hot);

    [Fact]
    public Task Cold_members_are_left_alone() => Verify.IsSilentAsync(Usings + """
        class C
        {
            string Text(int x) => string.Format("{0}", x);
        }
        """, TestProfile.Cold);

    [Fact]
    public Task A_struct_without_a_typed_Equals_is_boxed_by_who_compares_it() => Verify.SuggestsAsync(Usings + """
        struct Key
        {
            public int X;
            public override bool Equals[|(object? other)|] => other is Key key && key.X == X;
            public override int GetHashCode() => X;
        }
        """, Hot,
        "'other' of type 'Key' is boxed in each call, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): implement IEquatable<Key>");

    [Fact]
    public Task What_others_implement_cannot_take_a_type_parameter() => Verify.IsSilentAsync(Usings + """
        interface IShape { bool Hits(IShape other); }
        struct Square : IShape { public bool Hits(IShape other) => other is Square; }
        abstract class Writer { public abstract void Write(object value); }
        class C
        {
            bool A(IShape a, Square b) => a.Hits(b);
            void B(Writer writer, int x) => writer.Write(x);
        }
        """, Hot);

    [Fact]
    public Task Generic_code_that_compares_objects_boxes_structs() => Verify.SuggestsAsync(Usings + """
        class C<T> where T : notnull
        {
            bool A(T a, T b) => a.[|Equals(b)|];
            bool B(T a, T b) => [|Equals(a, b)|];
            bool D(T a, object b) => a.Equals(b);
            bool E<U>(U a, U b) where U : class => a.Equals(b);
            bool F(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);
        }
        """, Hot);

    [Fact]
    public Task Each_entry_of_an_untyped_dictionary_is_boxed() => Verify.SuggestsAsync(Usings + """
        class C
        {
            void Copy(IDictionary from, IDictionary to)
            {
                foreach (DictionaryEntry entry in [|from|])
                    to.Add(entry.Key, entry.Value);
            }
        }
        """, Hot,
        "'entry' of type 'DictionaryEntry' is boxed in this loop, which is likely costly (its member has 50 % of all bytes (500 B of 1.0 KB in 'load', commit 3f2c1ab); "
        + "its own cost is not visible in the profile): step through it with its IDictionaryEnumerator and read Entry, or keep a Dictionary<TKey, TValue>");

    [Fact]
    public Task Entries_of_a_hashtable_in_a_field_are_confirmed_by_their_bytes() => Verify.WarnsAsync(Usings + """
        class C
        {
            readonly Hashtable _items = new();
            int Sum()
            {
                var sum = 0;
                foreach (DictionaryEntry item in [|_items|])
                    sum += item.Key.GetHashCode();
                return sum;
            }
        }
        """, Hot.Allocates("System.Collections.DictionaryEntry"));

    [Fact]
    public Task Entries_that_are_no_boxes_or_seldom_there_are_silent() => Verify.IsSilentAsync(Usings + """
        class C
        {
            readonly Hashtable _items = new();
            int Steps(IDictionary items)
            {
                var sum = 0;
                var step = items.GetEnumerator();
                while (step.MoveNext())
                    sum += step.Entry.Key.GetHashCode();
                foreach (object key in items.Keys)
                    sum += key.GetHashCode();
                foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
                    sum += entry.Key.GetHashCode();
                return sum;
            }

            int Typed(Dictionary<string, int> items, DictionaryEntry[] entries, List<DictionaryEntry> list)
            {
                var sum = 0;
                foreach (KeyValuePair<string, int> item in items)
                    sum += item.Value;
                foreach (DictionaryEntry entry in entries)
                    sum += entry.Key.GetHashCode();
                foreach (DictionaryEntry entry in list)
                    sum += entry.Key.GetHashCode();
                return sum;
            }

            int Failed(Exception error)
            {
                var sum = 0;
                foreach (DictionaryEntry entry in error.Data)
                    sum += entry.Key.GetHashCode();
                return sum;
            }
        }
        """, Hot);

    [Fact]
    public Task Arguments_of_a_call_that_is_not_compiled_are_no_boxes() => Verify.IsSilentAsync("""
        class C
        {
            [System.Diagnostics.Conditional("TRACED")]
            static void Trace(string text, params object[] values) { }
            void A(int n) => Trace("{0}", n);
        }
        """, Hot);

    [Fact]
    public Task A_struct_that_is_returned_by_its_interface_is_a_box() => Verify.SuggestsAsync("""
        using System;
        struct Scope : IDisposable { public void Dispose() { } }
        class C
        {
            public IDisposable Enter() { return [|new Scope()|]; }
            static IDisposable Of() => [|new Scope()|];
        }
        """, Hot);

    [Fact]
    public Task One_that_must_be_returned_so_is_needed() => Verify.IsSilentAsync("""
        using System;
        struct Scope : IDisposable { public void Dispose() { } }
        interface IEnter { IDisposable Enter(); }
        class C : IEnter
        {
            public IDisposable Enter() => new Scope();
            public virtual IDisposable Other() => new Scope();
            public object Any() => new Scope();
            public Func<IDisposable> Make() => () => new Scope();
            public Scope Plain() => new Scope();
        }
        public class Open { public IDisposable Enter() => new Hidden(); struct Hidden : IDisposable { public void Dispose() { } } }
        """, Hot);
}

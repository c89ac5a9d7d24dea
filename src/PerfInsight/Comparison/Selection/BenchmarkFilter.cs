using System.Text.RegularExpressions;
using PerfInsight.Benchmarks;

namespace PerfInsight.Comparison.Selection;

/// <summary>
/// Which benchmarks and units are wanted: <c>/format:json .unit:(ns/op OR B/op) -goos:windows</c>. The syntax is that of
/// golang.org/x/perf/benchproc/syntax: <c>key:value</c>, <c>key:/regexp/</c>, <c>key:(a OR b)</c>, <c>AND</c>, <c>OR</c>, <c>-</c> for not,
/// <c>*</c> for all, parentheses.
/// </summary>
public sealed class BenchmarkFilter
{
    // Deeper than anyone writes; bounds the recursion.
    private const int MaxDepth = 200;

    private readonly Func<LabelledBenchmark, MeasurementSeries, bool> _matches;

    private BenchmarkFilter(Func<LabelledBenchmark, MeasurementSeries, bool> matches) => _matches = matches;

    /// <summary>Everything.</summary>
    public static BenchmarkFilter All { get; } = new(static (_, _) => true);

    /// <summary>Reads a filter.</summary>
    /// <exception cref="QuerySyntaxException">It cannot be understood.</exception>
    public static BenchmarkFilter Parse(string query)
    {
        var tokens = new QueryTokenizer(query);
        var filter = AnyOf(tokens, 0);
        return tokens.Next() is { Kind: not QueryTokenKind.End } rest
            ? throw tokens.Wrong(rest.Offset, $"unexpected \"{rest.Text}\"")
            : new BenchmarkFilter(filter);
    }

    /// <summary>True where a measurement is wanted.</summary>
    internal bool Matches(LabelledBenchmark benchmark, MeasurementSeries series) => _matches(benchmark, series);

    /// <summary>This filter and more.</summary>
    internal BenchmarkFilter And(Func<LabelledBenchmark, bool> more) => new((benchmark, series) => more(benchmark) && _matches(benchmark, series));

    private static Func<LabelledBenchmark, MeasurementSeries, bool> AnyOf(QueryTokenizer tokens, int depth)
    {
        var terms = new List<Func<LabelledBenchmark, MeasurementSeries, bool>> { AllOf(tokens, depth) };
        while (tokens.Peek().Kind == QueryTokenKind.Or)
        {
            tokens.Next();
            terms.Add(AllOf(tokens, depth));
        }

        return terms.Count == 1 ? terms[0] : (benchmark, series) => terms.Exists(term => term(benchmark, series));
    }

    private static Func<LabelledBenchmark, MeasurementSeries, bool> AllOf(QueryTokenizer tokens, int depth)
    {
        var terms = new List<Func<LabelledBenchmark, MeasurementSeries, bool>> { Term(tokens, depth) };
        while (true)
        {
            var next = tokens.Peek();
            if (next.Kind == QueryTokenKind.And)
                tokens.Next(); // the same as nothing between two terms
            else if (next.Is('(') || next.Is('-') || next.Is('*') || next.Kind == QueryTokenKind.Word)
                terms.Add(Term(tokens, depth));
            else if (next.Is(')') || next.Kind is QueryTokenKind.Or or QueryTokenKind.End)
                return terms.Count == 1 ? terms[0] : (benchmark, series) => terms.TrueForAll(term => term(benchmark, series));
            else
                throw tokens.Wrong(next.Offset, $"unexpected \"{next.Text}\"");
        }
    }

    private static Func<LabelledBenchmark, MeasurementSeries, bool> Term(QueryTokenizer tokens, int depth)
    {
        var first = tokens.Next();
        if (depth > MaxDepth)
            throw tokens.Wrong(first.Offset, "nested too deep");
        if (first.Is('*'))
            return static (_, _) => true;
        if (first.Is('-'))
        {
            var negated = Term(tokens, depth + 1);
            return (benchmark, series) => !negated(benchmark, series);
        }

        if (first.Is('('))
        {
            var inner = AnyOf(tokens, depth + 1);
            return tokens.Next() is var close && close.Is(')') ? inner : throw tokens.Wrong(close.Offset, "missing \")\"");
        }

        if (first.Kind != QueryTokenKind.Word)
            throw tokens.Wrong(first.Offset, "expected key:value or subexpression");
        if (!tokens.Next().Is(':'))
            throw tokens.Wrong(first.Offset, "expected key:value");
        return Values(tokens, first);
    }

    private static Func<LabelledBenchmark, MeasurementSeries, bool> Values(QueryTokenizer tokens, QueryToken key)
    {
        if (key.Text == BenchmarkKey.Configuration)
            throw tokens.Wrong(key.Offset, ".config is only allowed in projections");
        if (key.Text.Length == 0)
            throw tokens.Wrong(key.Offset, "key must not be empty");
        var value = tokens.Next(allowPattern: true);
        if (value.Kind is QueryTokenKind.Word or QueryTokenKind.Pattern)
            return Match(key.Text, value);
        if (!value.Is('('))
            throw tokens.Wrong(key.Offset, "expected key:value");
        var terms = new List<Func<LabelledBenchmark, MeasurementSeries, bool>>();
        while (true)
        {
            value = tokens.Next(allowPattern: true);
            if (value.Kind is not (QueryTokenKind.Word or QueryTokenKind.Pattern))
                throw tokens.Wrong(value.Offset, "expected value");
            terms.Add(Match(key.Text, value));
            var next = tokens.Next(allowPattern: true);
            if (next.Is(')'))
                return (benchmark, series) => terms.Exists(term => term(benchmark, series));
            if (next.Kind != QueryTokenKind.Or)
                throw tokens.Wrong(next.Offset, "value list must be separated by OR");
        }
    }

    private static Func<LabelledBenchmark, MeasurementSeries, bool> Match(string key, QueryToken value)
    {
        // Both the unit as it was written and the tidied one are its names.
        if (key == BenchmarkKey.Unit)
            return (_, series) => IsMatch(value.Pattern, value.Text, series.Unit) || IsMatch(value.Pattern, value.Text, series.OriginalUnit);
        return (benchmark, _) => IsMatch(value.Pattern, value.Text, BenchmarkKey.Value(key, benchmark));
    }

    private static bool IsMatch(Regex? pattern, string literal, string text) => pattern?.IsMatch(text) ?? text == literal;
}

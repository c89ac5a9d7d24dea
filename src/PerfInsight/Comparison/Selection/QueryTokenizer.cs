using System.Text;
using System.Text.RegularExpressions;

namespace PerfInsight.Comparison.Selection;

/// <summary>
/// Splits filters and projections, with the syntax of golang.org/x/perf/benchproc/syntax. A minus or a star is an operator only at the
/// beginning of a word, so that <c>foo-bar</c> is one.
/// </summary>
internal sealed class QueryTokenizer(string query)
{
    private const string Operators = "():@,";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(5);

    private int _position;

    /// <summary>All of the query.</summary>
    public string Query => query;

    /// <summary>The next token, left in place.</summary>
    public QueryToken Peek(bool allowPattern = false)
    {
        var position = _position;
        var token = Next(allowPattern);
        _position = position;
        return token;
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="allowPattern">True where a regular expression may stand; elsewhere a slash begins a word.</param>
    public QueryToken Next(bool allowPattern = false)
    {
        while (_position < query.Length && char.IsWhiteSpace(query[_position]))
            _position++;
        if (_position == query.Length)
            return new QueryToken(QueryTokenKind.End, _position, "");
        var c = query[_position];
        if (Operators.Contains(c) || c is '-' or '*')
            return new QueryToken(QueryTokenKind.Operator, _position++, c.ToString());
        if (c == '"')
            return QuotedWord();
        return c == '/' && allowPattern ? PatternToken() : BareWord();
    }

    /// <summary>Where something is wrong.</summary>
    public QuerySyntaxException Wrong(int offset, string problem) => new(query, offset, problem);

    private QueryToken BareWord()
    {
        var start = _position;
        while (_position < query.Length && !char.IsWhiteSpace(query[_position]) && !Operators.Contains(query[_position]))
            _position++;
        var word = query[start.._position];
        return new QueryToken(word switch { "AND" => QueryTokenKind.And, "OR" => QueryTokenKind.Or, _ => QueryTokenKind.Word }, start, word);
    }

    private QueryToken QuotedWord()
    {
        var start = _position++;
        var word = new StringBuilder();
        while (_position < query.Length && query[_position] != '"')
        {
            if (query[_position] == '\\')
            {
                _position++;
                word.Append(_position == query.Length ? throw Wrong(start, "missing end quote") : query[_position] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    '"' or '\\' or '\'' => query[_position],
                    _ => throw Wrong(start, "bad escape sequence"),
                });
            }
            else
            {
                word.Append(query[_position]);
            }

            _position++;
        }

        if (_position == query.Length)
            throw Wrong(start, "missing end quote");
        _position++;
        return new QueryToken(QueryTokenKind.Word, start, word.ToString());
    }

    private QueryToken PatternToken()
    {
        var start = _position++;
        var (brackets, parentheses) = (0, 0);
        for (; _position < query.Length; _position++)
        {
            switch (query[_position])
            {
                case '/' when brackets == 0 && parentheses == 0:
                    return Finish(start);
                case '[':
                    brackets++;
                    break;
                case ']':
                    brackets = Math.Max(0, brackets - 1); // one that closes nothing is a character
                    break;
                case '(' when brackets == 0:
                    parentheses++;
                    break;
                case ')' when brackets == 0:
                    parentheses--;
                    break;
                case '\\':
                    _position++;
                    break;
            }
        }

        throw Wrong(start, "missing close \"/\"");
    }

    private QueryToken Finish(int start)
    {
        var text = query[(start + 1).._position++];
        if (_position < query.Length && !char.IsWhiteSpace(query[_position]) && !Operators.Contains(query[_position]) && query[_position] is not ('-' or '*'))
            throw Wrong(_position, "regexp must be followed by space or an operator (unescaped \"/\"?)");
        try
        {
            return new QueryToken(QueryTokenKind.Pattern, start, text) { Pattern = Compile(text) };
        }
        catch (ArgumentException exception)
        {
            throw Wrong(start, exception.Message);
        }
    }

    // Without backtracking the time is linear, as with Go's; what needs it (look-around) gets a time limit.
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
    }
}

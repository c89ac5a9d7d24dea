namespace PerfInsight.Comparison.Selection;

/// <summary>How the values of a key are ordered.</summary>
internal enum ProjectionOrder
{
    /// <summary>As they first appear.</summary>
    Appearance,

    /// <summary>By character.</summary>
    Alphabetic,

    /// <summary>As numbers, with prefixes.</summary>
    Numeric,

    /// <summary>As listed; others are left out.</summary>
    Fixed,
}

/// <summary>One key of a projection.</summary>
/// <param name="Key">The key.</param>
/// <param name="Order">The order of its values.</param>
/// <param name="Fixed">The values of <see cref="ProjectionOrder.Fixed"/>.</param>
internal sealed record ProjectionField(string Key, ProjectionOrder Order, List<string> Fixed)
{
    /// <summary>Reads the fields of a projection.</summary>
    /// <exception cref="QuerySyntaxException">It cannot be understood.</exception>
    public static IReadOnlyList<ProjectionField> Parse(string projection)
    {
        var tokens = new QueryTokenizer(projection);
        var fields = new List<ProjectionField>();
        while (tokens.Peek() is { Kind: not QueryTokenKind.End } next)
        {
            if (next.Is(',') && fields.Count > 0)
                tokens.Next();
            fields.Add(One(tokens));
        }

        return fields;
    }

    private static ProjectionField One(QueryTokenizer tokens)
    {
        var key = tokens.Next();
        if (key.Kind != QueryTokenKind.Word || key.Text.Length == 0)
            throw tokens.Wrong(key.Offset, "expected key");
        if (key.Text == BenchmarkKey.Unit)
            throw tokens.Wrong(key.Offset, ".unit is only allowed in filters");
        if (!tokens.Peek().Is('@'))
            return new ProjectionField(key.Text, ProjectionOrder.Appearance, []);
        tokens.Next();
        var order = tokens.Next();
        if (order.Is('('))
        {
            if (key.Text == BenchmarkKey.Configuration)
                throw tokens.Wrong(order.Offset, "fixed order not allowed for .config");
            return new ProjectionField(key.Text, ProjectionOrder.Fixed, FixedValues(tokens));
        }

        if (order.Kind != QueryTokenKind.Word)
            throw tokens.Wrong(order.Offset, "expected named sort order or parenthesized list");
        return order.Text switch
        {
            "alpha" => new ProjectionField(key.Text, ProjectionOrder.Alphabetic, []),
            "num" => new ProjectionField(key.Text, ProjectionOrder.Numeric, []),
            _ => throw tokens.Wrong(order.Offset, $"unknown order \"{order.Text}\""),
        };
    }

    private static List<string> FixedValues(QueryTokenizer tokens)
    {
        var values = new List<string>();
        while (true)
        {
            var token = tokens.Next();
            if (token.Kind == QueryTokenKind.Word)
                values.Add(token.Text);
            else if (!token.Is(')'))
                throw tokens.Wrong(token.Offset, "missing )");
            else if (values.Count == 0)
                throw tokens.Wrong(token.Offset, "nothing to match");
            else
                return values;
        }
    }
}

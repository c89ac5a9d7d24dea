namespace Shop;

public static class Matcher
{
    public static int Main()
    {
        var known = Enumerable.Range(0, 200).Select(i => "sku-" + (i * 3)).ToList();
        var orders = Enumerable.Range(0, 600).Select(i => "sku-" + i).ToArray();
        Console.WriteLine(string.Join(' ', Match(orders, known)));
        return 0;
    }

    // Hot in the profile.
    public static List<int> Match(string[] orders, List<string> known)
    {
        var matches = new List<int>();
        foreach (var order in orders)
        {
            if (known.Contains(order))
                matches.Add(order.Length);
        }

        return matches;
    }

    // The same code, but cold: nothing is said of it.
    public static List<int> MatchOnce(string[] orders, List<string> known)
    {
        var matches = new List<int>();
        foreach (var order in orders)
        {
            if (known.Contains(order))
                matches.Add(order.Length);
        }

        return matches;
    }
}

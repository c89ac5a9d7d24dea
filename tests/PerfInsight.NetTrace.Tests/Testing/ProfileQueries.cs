using PerfInsight.Profiles;

namespace PerfInsight.NetTrace.Tests.Testing;

/// <summary>Questions that tests ask of a profile.</summary>
internal static class ProfileQueries
{
    public static long Total(this Profile profile, string kind)
    {
        var sum = 0L;
        foreach (var value in profile.Samples.Values(Index(profile, kind)))
            sum += value;
        return sum;
    }

    /// <summary>Sum over the samples whose leaf is a method, as <c>Namespace.Type.Method</c>.</summary>
    public static long Self(this Profile profile, string kind, string method) =>
        Sum(profile, kind, (stack, _) => profile.FunctionName(profile.Stacks.Location(stack)) == method);

    /// <summary>Sum over the samples that have a method on their stack.</summary>
    public static long Inclusive(this Profile profile, string kind, string method) =>
        Sum(profile, kind, (stack, _) => profile.Frames(stack).Any(location => profile.FunctionName(location) == method));

    /// <summary>Sum over the samples with a label value.</summary>
    public static long Labelled(this Profile profile, string kind, string label, string value) =>
        Sum(profile, kind, (_, labels) => profile.LabelSets.Text(labels, label) == value);

    /// <summary>Locations of a stack, leaf first.</summary>
    public static IEnumerable<int> Frames(this Profile profile, int stack)
    {
        for (; stack >= 0; stack = profile.Stacks.Parent(stack))
            yield return profile.Stacks.Location(stack);
    }

    public static string FunctionName(this Profile profile, int location)
    {
        var function = profile.Functions[profile.Locations[location].Function];
        return $"{function.Namespace}.{function.Name}";
    }

    public static string ModuleName(this Profile profile, int location)
    {
        var module = profile.Functions[profile.Locations[location].Function].Module;
        return module < 0 ? "" : profile.Modules[module].Name;
    }

    public static int Index(this Profile profile, string kind)
    {
        var index = profile.SampleTypeIndex(kind);
        Assert.True(index >= 0, $"the profile has no '{kind}'");
        return index;
    }

    private static long Sum(Profile profile, string kind, Func<int, int, bool> predicate)
    {
        var values = profile.Samples.Values(Index(profile, kind));
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0 && profile.Samples.Stack(i) >= 0 && predicate(profile.Samples.Stack(i), profile.Samples.Labels(i)))
                sum += values[i];
        }

        return sum;
    }
}

using PerfInsight.Summaries;

namespace PerfInsight.Profiles;

/// <summary>Stacks with one value per sample type, as a reader made it. Immutable.</summary>
public sealed class Profile : ProfileData
{
    /// <summary>Label with the type that an allocation sample allocated.</summary>
    public const string AllocatedTypeLabel = "allocated_type";

    /// <summary>Label with the type of a thrown exception.</summary>
    public const string ExceptionTypeLabel = "exception_type";

    /// <summary>Call stacks.</summary>
    public required StackTable Stacks { get; init; }

    /// <summary>Distinct sets of labels.</summary>
    public LabelTable LabelSets { get; init; } = LabelTable.Empty;

    /// <summary>Samples.</summary>
    public required SampleTable Samples { get; init; }

    /// <summary>Garbage collections, null where the source has none.</summary>
    public GcSummary? Gc { get; init; }

    /// <inheritdoc/>
    public override long SampleCount => Samples.Count;

    /// <inheritdoc/>
    public override void VisitSamples(ISampleVisitor visitor)
    {
        var values = new long[SampleTypes.Count];
        var stack = new int[64];
        for (var sample = 0; sample < Samples.Count; sample++)
        {
            var depth = 0;
            for (var node = Samples.Stack(sample); node >= 0; node = Stacks.Parent(node))
            {
                if (depth == stack.Length)
                    Array.Resize(ref stack, 2 * depth);
                stack[depth++] = Stacks.Location(node);
            }

            for (var i = 0; i < values.Length; i++)
                values[i] = Samples.Values(i)[sample];
            visitor.Visit(stack.AsSpan(0, depth), values, LabelSets[Samples.Labels(sample)]);
        }
    }

    /// <inheritdoc/>
    public override Profile ToProfile() => this;

    /// <summary>Checks that every index points inside its table and that parents come before children.</summary>
    /// <exception cref="InvalidOperationException">A reader built a profile that does not hold together.</exception>
    public Profile Validate()
    {
        foreach (var function in Functions)
            Require(function.Module >= -1 && function.Module < Modules.Count, "a function's module");
        foreach (var location in Locations)
        {
            Require((uint)location.Function < (uint)Functions.Count, "a location's function");
            Require(location.Module >= -1 && location.Module < Modules.Count, "a location's module");
        }

        for (var i = 0; i < Stacks.Count; i++)
        {
            Require(Stacks.Parent(i) < i && Stacks.Parent(i) >= -1, "a stack's parent");
            Require((uint)Stacks.Location(i) < (uint)Locations.Count, "a stack's location");
        }

        for (var i = 0; i < Samples.Count; i++)
        {
            Require(Samples.Stack(i) >= -1 && Samples.Stack(i) < Stacks.Count, "a sample's stack");
            Require(Samples.Labels(i) >= -1 && Samples.Labels(i) < LabelSets.Count, "a sample's labels");
        }

        return this;
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"invalid profile: {what} points outside its table");
    }
}

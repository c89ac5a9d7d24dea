using PerfInsight.Profiles;
using PerfInsight.Units;

namespace PerfInsight.Views;

/// <summary>What a profile is and holds, found in one pass.</summary>
public sealed class ProfileFacts
{
    private ProfileFacts(ProfileData profile, Counter counter)
    {
        Profile = profile;
        Totals = counter.Totals;
        LabelKeys = [.. counter.Keys];
        DeepestStack = counter.Deepest;
        Frames = counter.Frames;
    }

    /// <summary>The profile.</summary>
    public ProfileData Profile { get; }

    /// <summary>By sample type: sum of all samples, whatever their sign.</summary>
    public IReadOnlyList<long> Totals { get; }

    /// <summary>Keys of labels.</summary>
    public IReadOnlyList<string> LabelKeys { get; }

    /// <summary>Most frames of a stack.</summary>
    public int DeepestStack { get; }

    /// <summary>Frames of all stacks.</summary>
    public long Frames { get; }

    /// <summary>
    /// Part of the time of the capture that a sample type's total makes up, such as <c>85.82%</c>; more than 100 % on several processors.
    /// Null where it is no time, or the profile does not say how long it took.
    /// </summary>
    public string? ShareOfDuration(int sampleType)
    {
        if (Profile.Info.Duration == 0 || Totals[sampleType] == 0)
            return null;
        var (nanoseconds, unit) = PprofQuantity.Scale(Totals[sampleType], Profile.SampleTypes[sampleType].Unit, "nanoseconds");
        return unit == "ns" ? PprofQuantity.Percentage((long)nanoseconds, Profile.Info.Duration) : null;
    }

    /// <summary>Goes through a profile.</summary>
    /// <exception cref="ProfileFormatException">A sample is damaged.</exception>
    public static ProfileFacts Of(ProfileData profile)
    {
        var counter = new Counter(profile.SampleTypes.Count);
        profile.VisitSamples(counter);
        return new ProfileFacts(profile, counter);
    }

    private sealed class Counter(int sampleTypes) : ISampleVisitor
    {
        public long[] Totals { get; } = new long[sampleTypes];

        public SortedSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public int Deepest { get; private set; }

        public long Frames { get; private set; }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 0; i < values.Length; i++)
                Totals[i] += Magnitude.Of(values[i]);
            foreach (var label in labels)
                Keys.Add(label.Key);
            Deepest = Math.Max(Deepest, stack.Length);
            Frames += stack.Length;
        }
    }
}

namespace PerfInsight.Profiles;

/// <summary>
/// A profile as far as one pass over its samples needs it: the tables that samples refer to, and the samples one after another. No
/// sample is an object, so that a pass over millions costs no memory. <see cref="Profile"/> has the samples in columns; readers of
/// large formats leave them packed until they are asked for. Immutable; passes may run at the same time.
/// </summary>
public abstract class ProfileData
{
    /// <summary>When, where and from what it was captured.</summary>
    public required ProfileInfo Info { get; init; }

    /// <summary>What the values measure.</summary>
    public required IReadOnlyList<SampleType> SampleTypes { get; init; }

    /// <summary>Binaries.</summary>
    public required IReadOnlyList<Module> Modules { get; init; }

    /// <summary>Functions.</summary>
    public required IReadOnlyList<Function> Functions { get; init; }

    /// <summary>Places inside functions.</summary>
    public required IReadOnlyList<Location> Locations { get; init; }

    /// <summary>What the reader could not read, in words for the user: what is missing and what follows.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Number of samples.</summary>
    public abstract long SampleCount { get; }

    /// <summary>Index of a sample type by kind, -1 where the profile does not have it.</summary>
    public int SampleTypeIndex(string kind)
    {
        for (var i = 0; i < SampleTypes.Count; i++)
        {
            if (SampleTypes[i].Kind == kind)
                return i;
        }

        return -1;
    }

    /// <summary>
    /// Index of the sample type that a report shows unless it is asked for another: the one that the profile names, else the last
    /// one, as pprof has it. -1 where the profile has no sample types.
    /// </summary>
    public int DefaultSampleTypeIndex => SampleTypeIndex(Info.DefaultSampleType) is >= 0 and var index ? index : SampleTypes.Count - 1;

    /// <summary>Shows all samples to a visitor, in their order.</summary>
    /// <exception cref="ProfileFormatException">Samples that were left packed are damaged.</exception>
    public abstract void VisitSamples(ISampleVisitor visitor);

    /// <summary>Parts that may be gone through at the same time; together, in their order, they are all samples.</summary>
    internal virtual int Parts => 1;

    /// <summary>Shows the samples of one of the <see cref="Parts"/> to a visitor, in their order.</summary>
    /// <exception cref="ProfileFormatException">Samples that were left packed are damaged.</exception>
    internal virtual void VisitPart(int part, ISampleVisitor visitor) => VisitSamples(visitor);

    /// <summary>The profile with its samples in columns.</summary>
    /// <exception cref="ProfileFormatException">Samples that were left packed are damaged.</exception>
    public virtual Profile ToProfile() => ProfileBuilder.CopyOf(this);
}

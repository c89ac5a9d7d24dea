namespace PerfInsight.Profiles;

/// <summary>
/// Profiles as one, whose samples stay where they are and are shown one profile after another: equal ones are not added up. Views need no
/// more, and millions of stacks cost no memory.
/// </summary>
internal sealed class JoinedProfile : ProfileData
{
    private readonly IReadOnlyList<JoinedPart> _profiles;

    private JoinedProfile(IReadOnlyList<JoinedPart> profiles) => _profiles = profiles;

    /// <inheritdoc/>
    public override long SampleCount => _profiles.Sum(static part => part.Data.SampleCount);

    /// <inheritdoc/>
    internal override int Parts => _profiles.Sum(static part => part.Data.Parts);

    /// <summary>Joins profiles.</summary>
    /// <param name="profiles">The profiles, and what becomes of their values.</param>
    /// <param name="types">What the values measure.</param>
    public static JoinedProfile Of(IReadOnlyList<JoinedPart> profiles, IReadOnlyList<SampleType> types)
    {
        var builder = new ProfileBuilder(types);
        var parts = profiles.Select(part => part with { Locations = new TableImport(builder, part.Data).AllLocations() }).ToList();
        var data = parts.ConvertAll(static part => part.Data);
        var tables = builder.Build(ProfileMerger.CommonInfo(data, types), [.. data.SelectMany(static profile => profile.Warnings).Distinct()]);
        return new JoinedProfile(parts)
        {
            Info = tables.Info,
            SampleTypes = types,
            Modules = tables.Modules,
            Functions = tables.Functions,
            Locations = tables.Locations,
            Warnings = tables.Warnings,
        };
    }

    /// <inheritdoc/>
    public override void VisitSamples(ISampleVisitor visitor)
    {
        foreach (var part in _profiles)
            part.Data.VisitSamples(part.Before(visitor));
    }

    /// <inheritdoc/>
    internal override void VisitPart(int part, ISampleVisitor visitor)
    {
        foreach (var profile in _profiles)
        {
            if (part < profile.Data.Parts)
            {
                profile.Data.VisitPart(part, profile.Before(visitor));
                return;
            }

            part -= profile.Data.Parts;
        }
    }

    /// <summary>The samples in columns, equal ones added up; those that measure nothing then are left out.</summary>
    public override Profile ToProfile()
    {
        var added = ProfileMerger.Merge([this]);

        // Only what is added up may be nothing: merging once more leaves it out.
        return _profiles.Any(static part => Array.Exists(part.Factors, static factor => factor < 0)) ? ProfileMerger.Merge([added]) : added;
    }
}

/// <summary>A profile that is joined with others.</summary>
/// <param name="Data">The profile.</param>
/// <param name="Columns">For each sample type of the joined profile, where its values come from.</param>
/// <param name="Factors">What the values are multiplied by then.</param>
/// <param name="Label">A label that its samples get; null for none.</param>
internal sealed record JoinedPart(ProfileData Data, SampleColumn[] Columns, double[] Factors, Label? Label = null)
{
    /// <summary>Numbers of its locations in the joined profile.</summary>
    public int[] Locations { get; init; } = [];

    /// <summary>A visitor of its samples that shows them to one of the joined profile.</summary>
    public ISampleVisitor Before(ISampleVisitor next) => new JoinedSamples(this, new ScaledSamples(next, Factors, Label));

    private sealed class JoinedSamples(JoinedPart part, ISampleVisitor next) : ISampleVisitor
    {
        private readonly long[] _values = new long[part.Columns.Length];
        private int[] _stack = new int[64];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 0; i < _values.Length; i++)
                _values[i] = part.Columns[i].Of(values);
            if (!_values.AsSpan().ContainsAnyExcept(0))
                return;
            if (stack.Length > _stack.Length)
                _stack = new int[stack.Length * 2];
            for (var i = 0; i < stack.Length; i++)
                _stack[i] = part.Locations[stack[i]];
            next.Visit(_stack.AsSpan(0, stack.Length), _values, labels);
        }
    }
}

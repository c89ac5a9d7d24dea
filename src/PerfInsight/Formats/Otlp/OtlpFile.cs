using PerfInsight.Formats.Wire;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Otlp;

/// <summary>Makes one profile of all that a file has: their sample types become those of the profile.</summary>
internal sealed class OtlpFile(byte[] file, ReadLimits limits)
{
    // Each sample type is a column of all rows.
    private const int MaxSampleTypes = 64;

    // The resource's name, as a label of its samples (OpenTelemetry's semantic conventions).
    private const string ServiceName = "service.name";

    private readonly OtlpBytes _bytes = new(file);
    private readonly List<OtlpProfile> _profiles = [];
    private readonly List<Part> _dictionaries = [];
    private readonly List<SampleType> _types = [];
    private SampleLayout? _layout;
    private long _samples;

    public Profile Read()
    {
        var resources = new List<Part>();
        _bytes.Each(_bytes.All, (ref WireCursor cursor, int start) =>
        {
            if (cursor.Field == OtlpFields.OfProfilesData.ResourceProfiles)
                resources.Add(OtlpBytes.Message(ref cursor, start));
            else if (cursor.Field == OtlpFields.OfProfilesData.Dictionary)
                _dictionaries.Add(OtlpBytes.Message(ref cursor, start));
        });
        if (_dictionaries.Count == 0)
            throw OtlpBytes.Layout(file.Length, "expected a dictionary (field 2), found the end of the file");
        var dictionary = new OtlpDictionary(_bytes, _dictionaries, limits);
        foreach (var resource in resources)
            AddResource(resource, dictionary);
        if (_types.Count == 0)
            throw OtlpBytes.Damage(file.Length, "expected profiles, found none");
        return Build(dictionary);
    }

    private void AddResource(Part part, OtlpDictionary dictionary)
    {
        Label? service = null;
        var profiles = new List<Part>();
        _bytes.Each(part, (ref WireCursor cursor, int start) =>
        {
            if (cursor.Field == OtlpFields.OfResourceProfiles.Resource)
            {
                _bytes.Each(OtlpBytes.Message(ref cursor, start), (ref WireCursor inner, int innerStart) =>
                {
                    if (inner.Field == OtlpFields.OfResource.Attribute && dictionary.ResourceLabel(OtlpBytes.Message(ref inner, innerStart)) is { Key: ServiceName } label)
                        service = label;
                });
            }
            else if (cursor.Field == OtlpFields.OfResourceProfiles.ScopeProfiles)
            {
                _bytes.Each(OtlpBytes.Message(ref cursor, start), (ref WireCursor inner, int innerStart) =>
                {
                    if (inner.Field == OtlpFields.OfScopeProfiles.Profile)
                        profiles.Add(OtlpBytes.Message(ref inner, innerStart));
                });
            }
        });
        foreach (var profile in profiles)
            Add(new OtlpProfile(_bytes, profile, dictionary) { Service = service });
    }

    private void Add(OtlpProfile profile)
    {
        _samples += profile.Samples.Count;
        if (_samples > limits.MaxSamples)
            throw OtlpBytes.Damage(profile.Offset, $"expected at most {limits.MaxSamples} samples, found more");
        var sample = new OtlpSample(_bytes);
        foreach (var part in profile.Samples)
        {
            var shown = sample.LayoutOf(part);
            if (shown is not null && _layout is not null && shown != _layout)
                throw OtlpBytes.Layout(part.Start, "expected samples of one layout, found one of another");
            _layout ??= shown;
        }

        _profiles.Add(profile);
        if (!_types.Contains(profile.Type))
            _types.Add(profile.Type);
        if (_types.Count > MaxSampleTypes)
            throw OtlpBytes.Damage(profile.Offset, $"expected at most {MaxSampleTypes} sample types, found more");
    }

    private Profile Build(OtlpDictionary dictionary)
    {
        var builder = new ProfileBuilder(_types);
        var stacks = new OtlpStacks(_bytes, dictionary, builder, limits);
        var attributes = dictionary.Table(OtlpFields.OfDictionary.Attribute);
        var labels = new Label?[attributes.Count];
        for (var i = 1; i < labels.Length; i++)
            labels[i] = dictionary.Label(attributes[i]);
        var sample = new OtlpSample(_bytes);
        var values = new long[_types.Count];
        var own = new List<Label>();
        foreach (var profile in _profiles)
        {
            var type = _types.IndexOf(profile.Type);
            foreach (var part in profile.Samples)
            {
                sample.Read(part, _layout ?? SampleLayout.Present);
                own.Clear();
                foreach (var index in sample.Attributes)
                {
                    if (labels[OtlpDictionary.Checked(index, labels.Length, "attribute", part.Start)] is { } label)
                        own.Add(label);
                }

                if (own.Count > limits.MaxDepth)
                    throw OtlpBytes.Damage(part.Start, $"expected at most {limits.MaxDepth} attributes of a sample, found more");
                if (profile.Service is { } service)
                    own.Add(service);
                Array.Clear(values);
                values[type] = sample.Values.Count > 0 ? Sum(sample.Values, part.Start) : sample.Timestamps;
                builder.AddSample(stacks.Node(sample.Stack, part.Start), values, [.. own]);
            }
        }

        return builder.Build(Info());
    }

    private static long Sum(List<long> values, long offset)
    {
        Int128 sum = 0;
        foreach (var value in values)
            sum += value;
        return sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : throw OtlpBytes.Damage(offset, $"expected values of a sample whose sum fits 64 bits, found {sum}");
    }

    // A viewer shows the first profile of the first resource unless it is asked for another (profiles.proto, ProfilesData).
    private ProfileInfo Info()
    {
        var times = _profiles.Select(static profile => profile.Time).Where(static time => time > 0).ToList();
        return new ProfileInfo
        {
            SourceFormat = OtlpReader.FormatName,
            CapturedNanoseconds = times.Count == 0 ? 0 : times.Min(),
            Duration = Math.Max(0, _profiles.Max(static profile => profile.Duration)),
            PeriodType = _profiles[0].PeriodType,
            Period = _profiles[0].Period,
            DefaultSampleType = _types[0].Kind,
        };
    }
}

using PerfInsight.Formats;
using PerfInsight.Fuzz.Mutations;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;

namespace PerfInsight.Fuzz.Targets;

/// <summary>A reader of profiles: to the last sample, then written and read again.</summary>
internal static class ProfileTarget
{
    // Far above the samples, far below a test machine. What is written may be larger than what was read, by what a format writes out.
    private static readonly ReadLimits Limits = new() { MaxBytes = 8 << 20, MaxSamples = 100_000, MaxEntries = 100_000, MaxDepth = 10_000, MaxValueBytes = 1 << 20 };
    private static readonly ReadLimits LimitsAgain = new() { MaxBytes = 256 << 20, MaxSamples = 400_000, MaxEntries = 400_000, MaxDepth = 20_000, MaxValueBytes = 8 << 20 };

    /// <summary>All readers of profiles.</summary>
    public static IReadOnlyList<IProfileReader> Readers { get; } = [new NetTraceFormat(), .. ProfileReaders.BuiltIn];

    public static FuzzTarget Of(IProfileReader reader) =>
        new(reader.Format, SeedFiles.Where((name, file) => IsOf(reader, name, file)), file => Read(reader, file)) { MayBePacked = true };

    private static bool IsOf(IProfileReader reader, string name, byte[] file)
    {
        var head = file.AsSpan(0, Math.Min(file.Length, ProfileReaders.HeadSize));
        foreach (var each in Readers)
        {
            if (each.Sniff(head, name))
                return each == reader && IsRead(reader, file);
        }

        return false;
    }

    // Reports that look like stacks are no seeds.
    private static bool IsRead(IProfileReader reader, byte[] file)
    {
        try
        {
            return reader.Read(new MemoryStream(file), new ReadOptions { Limits = Limits }).Warnings.Count == 0 || reader is NetTraceFormat;
        }
        catch (ProfileFormatException)
        {
            return false;
        }
    }

    private static string Read(IProfileReader reader, byte[] file)
    {
        var stream = new MemoryStream(file);
        var options = new ReadOptions { Name = "fuzz", Limits = Limits };
        ProfileData data;
        Profile profile;
        try
        {
            reader.Sniff(file.AsSpan(0, Math.Min(file.Length, ProfileReaders.HeadSize)), "");
            data = Packing.IsPacked(file) ? new ProfileReaders(Readers).Read(stream, options) : reader.Read(stream, options);
            profile = data.ToProfile().Validate();
        }
        catch (ProfileFormatException exception)
        {
            return Outcome.OfError(exception.Format, exception.Position, exception.Message);
        }

        if (profile.SampleCount > Limits.MaxSamples || profile.Functions.Count > Limits.MaxEntries || profile.Locations.Count > Limits.MaxEntries)
            throw new BrokenPromiseException($"more is read than the limits allow: {profile.SampleCount} samples, {profile.Functions.Count} functions, {profile.Locations.Count} locations");
        IsWrittenAlike(ProfileWriters.OfFormat(reader.Format) ?? ProfileWriters.OfFormat("pprof")!, data, profile);
        return $"samples {Outcome.OfCount(profile.SampleCount)} types {profile.SampleTypes.Count} functions {Outcome.OfCount(profile.Functions.Count)} stacks "
            + $"{Outcome.OfCount(profile.Stacks.Count)} warnings {string.Join('|', profile.Warnings.Take(4).Select(Outcome.OfMessage))}";
    }

    // What is written has the same totals, and after the first time, which may fold names that the format cannot tell apart, it is the same file.
    private static void IsWrittenAlike(IProfileWriter writer, ProfileData data, Profile profile)
    {
        var totals = Totals.Of(profile);
        if (!Totals.Of(data).SequenceEqual(totals))
            throw new BrokenPromiseException("samples left packed have other totals than unpacked ones");
        if (ReadAgain(writer, Written(writer, data)) is not { } first)
            return;
        if (writer.Format != "collapsed" && !Totals.Of(first).SequenceEqual(totals))
            throw new BrokenPromiseException($"what is written to {writer.Format} has other totals");
        var second = Written(writer, first);
        if (ReadAgain(writer, second) is { } again && !second.AsSpan().SequenceEqual(Written(writer, again)))
            throw new BrokenPromiseException($"what is written to {writer.Format}, read and written again is another file");
    }

    // Null for an empty file, which a format may have for nothing.
    private static Profile? ReadAgain(IProfileWriter writer, byte[] written)
    {
        try
        {
            var unpacked = Packing.Unpacked(written);

            return unpacked.Length == 0
                ? null
                : Readers.Single(reader => reader.Format == writer.Format).Read(new MemoryStream(unpacked), new ReadOptions { Limits = LimitsAgain }).ToProfile();
        }
        catch (ProfileFormatException exception)
        {
            throw new BrokenPromiseException($"what is written to {writer.Format} cannot be read: {exception.Message}");
        }
    }

    private static byte[] Written(IProfileWriter writer, ProfileData profile)
    {
        var stream = new MemoryStream();
        writer.Write(profile, stream);
        return stream.ToArray();
    }

    // Sums of each sample type; what is too large goes round, as values of pprof do.
    private sealed class Totals(int count) : ISampleVisitor
    {
        private readonly long[] _sums = new long[count];

        public static long[] Of(ProfileData profile)
        {
            var totals = new Totals(profile.SampleTypes.Count);
            profile.VisitSamples(totals);
            return totals._sums;
        }

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            for (var i = 0; i < _sums.Length; i++)
                _sums[i] += values[i];
        }
    }
}

using PerfInsight.Formats;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Testing;

/// <summary>What every reader must hold, on any sample of its format. A test of a reader is a call for each.</summary>
/// <param name="reader">The reader.</param>
/// <param name="sample">A file, as it is on the disk: packed where the format is.</param>
internal sealed class ReaderContract(IProfileReader reader, byte[] sample)
{
    // Far above the samples, far below a test machine.
    private static readonly ReadLimits Limits = new() { MaxBytes = 8 << 20, MaxSamples = 100_000, MaxEntries = 100_000, MaxDepth = 10_000, MaxValueBytes = 1 << 20 };

    /// <summary>The file is of the reader's format, whatever it is called, and no other reader claims it before.</summary>
    public void Is_detected_by_content()
    {
        foreach (var name in (string[])["", "x", "profile.nettrace", "stacks.txt", "a.json"])
            Assert.Equal(reader.Format, Read(sample, name).Info.SourceFormat);
    }

    /// <summary>The profile is the one that was looked at and found right: its text is that of the file.</summary>
    public void Is_read_as(string snapshotFile, int samplesShown = 25)
    {
        var lines = ProfileText.Of(Read(sample)).Split('\n');
        var shown = lines.TakeWhile(line => !line.Contains('[', StringComparison.Ordinal)).Concat(lines.Where(line => line.Contains('[', StringComparison.Ordinal)).Take(samplesShown));
        Snapshots.Match(snapshotFile, string.Join("\n", shown) + "\n");
    }

    /// <summary>Samples left packed, unpacked, and written and read again are the same; what is written twice is the same bytes.</summary>
    public void Survives_a_round_trip(IProfileWriter writer)
    {
        var read = Read(sample);
        var first = Written(writer, read);
        var second = Written(writer, Read(first));

        Assert.Equal(ProfileText.Of(read.ToProfile()), ProfileText.Of(Read(first).ToProfile()));
        Assert.Equal(first, second);
        Assert.Equal(second, Written(writer, Read(second)));
    }

    /// <summary>Cut after any number of bytes, it is an error with a position, or a profile.</summary>
    public void Cut_anywhere_is_an_error_with_a_position(int cuts = 100)
    {
        for (var i = 0; i < cuts; i++)
            ReadDamaged(sample[..(int)((long)sample.Length * i / cuts)]);
    }

    /// <summary>With bits turned over, it is an error with a position, or a profile.</summary>
    public void Flipped_bits_are_an_error_with_a_position(int flips = 100)
    {
        var random = new Random(42);
        for (var i = 0; i < flips; i++)
        {
            var bytes = (byte[])sample.Clone();
            for (var bits = random.Next(1, 4); bits > 0; bits--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            ReadDamaged(bytes);
        }
    }

    /// <summary>Reads a damaged file to the last sample, and checks what comes of it: the error where there is one.</summary>
    public static ProfileFormatException? ReadDamaged(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        ProfileFormatException? error = null;
        try
        {
            Read(bytes).ToProfile();
        }
        catch (ProfileFormatException exception)
        {
            error = exception;
            Assert.NotNull(exception.Position);
            Assert.Contains("offset ", exception.Position);
            Assert.NotEmpty(exception.Message);
        }

        // Objects of a small file's tables take more than its bytes, but in proportion to the limits.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, 64 << 20);
        return error;
    }

    public static ProfileData Read(byte[] bytes, string name = "") =>
        new ProfileReaders(ProfileReaders.BuiltIn).Read(new MemoryStream(bytes), new ReadOptions { Name = name, Limits = Limits });

    public static byte[] Written(IProfileWriter writer, ProfileData profile)
    {
        var stream = new MemoryStream();
        writer.Write(profile, stream);
        return stream.ToArray();
    }
}

using PerfInsight.Cli.Text;
using PerfInsight.Formats;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Files;

/// <summary>Reads a profile of any format that the tool knows.</summary>
internal static class ProfileFile
{
    private const string Expected = "a profile";

    /// <summary>Reads a profile; its warnings go to the error writer.</summary>
    /// <exception cref="CommandException">There is no such file, or it is no profile that can be read.</exception>
    public static ProfileData Read(CommandContext context, string file)
    {
        context.Interrupted.ThrowIfCancellationRequested();
        using var stream = InputFile.Open(context.Files, file, Expected);
        try
        {
            ProfileData profile;
            using (new ProgressLine(context, elapsed => $"reading {file} · {elapsed.TotalSeconds:0} s"))
                profile = IsTrace(context, file) ? NetTraceReader.Read(stream, file) : new ProfileReaders(ProfileReaders.BuiltIn).Read(stream, new ReadOptions { Name = file });
            foreach (var warning in profile.Warnings)
                context.Error.WriteLine($"{file}: {warning}");
            return profile;
        }
        catch (ProfileFormatException exception)
        {
            throw CommandException.Unreadable(file, exception.Message + ".");
        }
        catch (IOException exception)
        {
            throw CommandException.Unreadable(file, $"cannot be read: {exception.Message}");
        }
    }

    private static bool IsTrace(CommandContext context, string file)
    {
        using var stream = InputFile.Open(context.Files, file, Expected);
        Span<byte> head = stackalloc byte[16];
        return NetTraceReader.Sniff(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]);
    }
}

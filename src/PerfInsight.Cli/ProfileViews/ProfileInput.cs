using PerfInsight.Cli.Commands.Arguments;
using PerfInsight.Cli.Files;
using PerfInsight.Cli.Repositories;
using PerfInsight.Cli.Symbols;
using PerfInsight.Cli.Text;
using PerfInsight.Formats;
using PerfInsight.NetTrace;
using PerfInsight.Profiles;
using PerfInsight.Symbols;
using PerfInsight.Views;

namespace PerfInsight.Cli.ProfileViews;

/// <summary>Reads the profiles that a user named, of whatever format, and adds them up.</summary>
internal static class ProfileInput
{
    /// <summary>Format of the traces that .NET's own tools write.</summary>
    public const string NetTrace = "nettrace";

    private const string What = "a profile";

    private static readonly ProfileReaders Readers = new([new NetTraceFormat(), .. ProfileReaders.BuiltIn]);

    /// <summary>The formats that are read.</summary>
    public static string Formats => Readers.Formats;

    /// <summary>Reads one profile, or several as one, whose samples stand one after another. What is missing in them goes to the error writer.</summary>
    /// <exception cref="CommandException">A file cannot be read, or the profiles do not fit.</exception>
    public static ProfileData Read(IReadOnlyList<string> files, CommandContext context) => Sum(files, [.. files.Select(file => Read(file, context))]);

    /// <summary>A profile of .NET with the files and lines that its symbols tell; another one as it is.</summary>
    /// <param name="file">The profile's file.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="root">The repository; null for git's, or the current folder.</param>
    /// <param name="symbols">Folders with dlls and PDBs.</param>
    /// <param name="context">Files and writers.</param>
    public static ProfileData WithLines(string file, ProfileData profile, string? root, IReadOnlyList<string> symbols, CommandContext context)
    {
        if (profile is not Profile { Info.SourceFormat: NetTrace } trace)
            return profile;
        root ??= GitRepository.Root(context.Processes, context.Files.CurrentFolder, context.Interrupted) ?? context.Files.CurrentFolder;
        return DiskSymbols.Use(context, root, [file], symbols, source => ProfileLines.Find(trace, source));
    }

    private static ProfileData WithLines(string file, ViewRequest request, CommandContext context)
    {
        var profile = Read(file, context);
        return request.View.Granularity is Granularity.Line or Granularity.File ? WithLines(file, profile, null, request.Symbols, context) : profile;
    }

    private static ProfileData Sum(IReadOnlyList<string> files, ProfileData[] profiles) =>
        profiles is [var only] ? only : Together(files, () => ProfileMerger.Join(profiles));

    /// <summary>Reads the profiles that a view shows, less those that it takes off.</summary>
    /// <exception cref="CommandException">A file cannot be read, or the profiles do not fit.</exception>
    public static ProfileData Read(ViewRequest request, CommandContext context)
    {
        if (request.Base is not { } off)
            return Sum(request.Files, [.. request.Files.Select(file => WithLines(file, request, context))]);
        IReadOnlyList<string> files = [.. request.Files, .. off.Files];
        ProfileData[] profiles = [.. request.Files.Select(file => WithLines(file, request, context))];
        ProfileData[] others = [.. off.Files.Select(file => WithLines(file, request, context))];
        return Together(files, () => ProfileSubtraction.Subtract(profiles, others, off.Kind, off.IsNormalized));
    }

    /// <summary>The same for who shows or writes samples, not sums of them: equal samples of several profiles are one.</summary>
    /// <exception cref="CommandException">A file cannot be read, or the profiles do not fit.</exception>
    public static ProfileData ReadSamples(ViewRequest request, CommandContext context)
    {
        var profile = Read(request, context);
        return request.Files.Count == 1 && request.Base is null ? profile : Guard(request.Files, profile.ToProfile);
    }

    /// <summary>The same without a view.</summary>
    /// <exception cref="CommandException">A file cannot be read, or the profiles do not fit.</exception>
    public static ProfileData ReadSamples(IReadOnlyList<string> files, CommandContext context)
    {
        var profile = Read(files, context);
        return files.Count == 1 ? profile : Guard(files, profile.ToProfile);
    }

    /// <summary>Runs what goes through the samples of a profile: damage that only shows there is an error of its file.</summary>
    public static T Guard<T>(IReadOnlyList<string> files, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProfileFormatException exception)
        {
            throw CommandException.Unreadable(string.Join(", ", files), exception.Message + ".");
        }
    }

    private static ProfileData Together(IReadOnlyList<string> files, Func<ProfileData> merge)
    {
        try
        {
            return Guard(files, merge);
        }
        catch (ProfileMergeException exception)
        {
            throw CommandException.Unreadable(string.Join(", ", files), exception.Message + ".");
        }
    }

    /// <summary>Reads one profile. What is missing in it goes to the error writer.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static ProfileData Read(string file, CommandContext context)
    {
        context.Interrupted.ThrowIfCancellationRequested();
        using var stream = InputFile.Open(context.Files, file, What);
        try
        {
            ProfileData profile;
            using (new ProgressLine(context, elapsed => $"reading {file} · {elapsed.TotalSeconds:0} s"))
                profile = Readers.Read(stream, new ReadOptions { Name = file });
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
}

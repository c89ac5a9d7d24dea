using System.Diagnostics;
using PerfInsight.NetTrace.Collection;

namespace PerfInsight.Cli.Collecting;

/// <summary>Records live processes through the runtime's diagnostic port.</summary>
internal sealed class LiveCollector : ITraceCollector
{
    public CollectedTrace Collect(CollectTarget target, CollectionProfile profile, Stream trace, CancellationToken stop)
    {
        try
        {
            var result = target switch
            {
                CollectTarget.Running running =>
                    NetTraceCollector.AttachAsync(running.ProcessId, profile, trace, duration: null, progress: null, stop),
                CollectTarget.Started started =>
                    NetTraceCollector.LaunchAsync(Command(started), profile, trace, duration: null, progress: null, stop),
                _ => throw new ArgumentException($"unknown target {target}", nameof(target)),
            };

            // A program that was stopped has no exit code of its own.
            return new CollectedTrace(result.GetAwaiter().GetResult().ExitCode is { } code && !stop.IsCancellationRequested ? code : null);
        }
        catch (CollectionException exception)
        {
            throw new CommandException(ExitCode.Unreadable, exception.Message);
        }
    }

    private static ProcessStartInfo Command(CollectTarget.Started started) => new(started.Program, started.Arguments)
    {
        WorkingDirectory = started.Folder,
        RedirectStandardOutput = started.IsQuiet,
        RedirectStandardError = started.IsQuiet,
    };
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace PerfInsight.NetTrace.Collection;

/// <summary>How far a collection is.</summary>
/// <param name="Elapsed">Time since the session started.</param>
/// <param name="Bytes">Bytes written.</param>
public readonly record struct CollectionProgress(TimeSpan Elapsed, long Bytes);

/// <summary>How a collection ended.</summary>
/// <param name="ExitCode">Exit code of a launched command; null for an attached process or one that still runs.</param>
/// <param name="Bytes">Bytes written.</param>
/// <param name="ProcessId">The process that was profiled.</param>
public sealed record CollectionResult(int? ExitCode, long Bytes, int ProcessId);

/// <summary>Collects .nettrace files from live processes through the runtime's diagnostic port.</summary>
public static class NetTraceCollector
{
    // 256 MB, as dotnet-trace: the runtime drops events where the buffer is full.
    private const int BufferMegabytes = 256;

    private const string PortVariable = "DOTNET_DiagnosticPorts";

    /// <summary>Collects from a running process until it ends, the duration is over or the token is cancelled.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="profile">What to collect.</param>
    /// <param name="output">Where the trace goes.</param>
    /// <param name="duration">Limit; null for none.</param>
    /// <param name="progress">Told about once a second.</param>
    /// <param name="stop">Ends the collection; the trace is completed.</param>
    /// <exception cref="CollectionException">There is no such .NET process, or it cannot be reached.</exception>
    public static async Task<CollectionResult> AttachAsync(
        int processId, CollectionProfile profile, Stream output, TimeSpan? duration, IProgress<CollectionProgress>? progress, CancellationToken stop)
    {
        RequireProcess(processId);
        var client = new DiagnosticsClient(processId);
        var bytes = await CollectAsync(client, profile, output, duration, progress, onStarted: null, processId, stop).ConfigureAwait(false);
        return new CollectionResult(null, bytes, processId);
    }

    /// <summary>
    /// Starts a command and collects from its first instruction until it ends, the duration is over or the token is
    /// cancelled; then a command that still runs is ended. Its standard streams are the caller's; those that are
    /// redirected are read and dropped. Where a shell can arrange it, Ctrl-C does not reach the command: it would end
    /// before the trace is complete.
    /// </summary>
    /// <exception cref="CollectionException">The command cannot be started, or is not a .NET program.</exception>
    public static async Task<CollectionResult> LaunchAsync(
        ProcessStartInfo command, CollectionProfile profile, Stream output, TimeSpan? duration, IProgress<CollectionProgress>? progress, CancellationToken stop)
    {
        var port = OperatingSystem.IsWindows()
            ? "perfinsight-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)
            : Path.Combine(Path.GetTempPath(), "perfinsight-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) + ".sock");
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var connecting = DiagnosticsClientConnector.FromDiagnosticPort(port, listening.Token);
        command.UseShellExecute = false;
        command.Environment[PortVariable] = port + ",suspend";
        using var process = await StartAsync(command, listening, port).ConfigureAwait(false);
        try
        {
            var exited = process.WaitForExitAsync(CancellationToken.None);
            if (await Task.WhenAny(connecting, exited).ConfigureAwait(false) == exited && !connecting.IsCompleted)
            {
                await listening.CancelAsync().ConfigureAwait(false);
                throw new CollectionException(
                    $"'{command.FileName}' ended with exit code {process.ExitCode} before a .NET runtime started in it. "
                    + "Give the program itself, for example 'perfinsight collect -- dotnet bin/Release/net10.0/App.dll'.");
            }

            await using var connector = await connecting.ConfigureAwait(false);
            var client = connector.Instance;
            var bytes = await CollectAsync(client, profile, output, duration, progress, () => Resume(client), process.Id, stop).ConfigureAwait(false);
            if (stop.IsCancellationRequested || (duration is not null && !process.HasExited))
                EndTree(process);
            await exited.ConfigureAwait(false);
            return new CollectionResult(process.ExitCode, bytes, process.Id);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CollectionException("stopped before the program had started: nothing was collected.");
        }
        finally
        {
            EndTree(process);
            DeletePort(port);
        }
    }

    /// <summary>Starts the command; where that fails, no port stays behind.</summary>
    private static async Task<Process> StartAsync(ProcessStartInfo command, CancellationTokenSource listening, string port)
    {
        try
        {
            return Start(command);
        }
        catch
        {
            await listening.CancelAsync().ConfigureAwait(false);
            DeletePort(port);
            throw;
        }
    }

    // A socket is a file; a pipe of Windows goes with its last handle.
    private static void DeletePort(string port)
    {
        if (!OperatingSystem.IsWindows())
            File.Delete(port);
    }

    private static void Resume(DiagnosticsClient client)
    {
        // Programs that the profiled one starts would inherit the port and wait on it for ever.
        client.SetEnvironmentVariable(PortVariable, null!);
        client.ResumeRuntime();
    }

    private static async Task<long> CollectAsync(
        DiagnosticsClient client, CollectionProfile profile, Stream output, TimeSpan? duration, IProgress<CollectionProgress>? progress,
        Action? onStarted, int processId, CancellationToken stop)
    {
        using var session = StartSession(client, profile, processId);
        onStarted?.Invoke();
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (duration is { } time)
            limit.CancelAfter(time);

        // Stopping asks the runtime to send what it has and the rundown, then to close the stream: so the copy goes on.
        await using var registration = limit.Token.Register(() => _ = StopAsync(session)).ConfigureAwait(false);
        var buffer = new byte[1 << 20];
        long bytes = 0;
        var nextReport = TimeSpan.Zero;
        while (true)
        {
            int read;
            try
            {
                read = await session.EventStream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // The process was killed: what came is kept, and the reader says what is missing.
                break;
            }

            if (read == 0)
                break;
            await output.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
            bytes += read;
            if (watch.Elapsed >= nextReport)
            {
                progress?.Report(new CollectionProgress(watch.Elapsed, bytes));
                nextReport = watch.Elapsed + TimeSpan.FromSeconds(0.5);
            }
        }

        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return bytes;
    }

    private static async Task StopAsync(EventPipeSession session)
    {
        try
        {
            await session.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ServerNotAvailableException or IOException or TimeoutException or EndOfStreamException)
        {
            // The process ended on its own meanwhile, which ends the stream as well.
        }
    }

    private static EventPipeSession StartSession(DiagnosticsClient client, CollectionProfile profile, int processId)
    {
        try
        {
            return client.StartEventPipeSession(new EventPipeSessionConfiguration(profile.Providers(), BufferMegabytes, requestRundown: true, requestStackwalk: true));
        }
        catch (Exception exception) when (exception is ServerNotAvailableException or IOException or TimeoutException or SocketException)
        {
            throw new CollectionException(
                $"process {processId} cannot be reached: it is not a .NET program, its diagnostics are off (DOTNET_EnableDiagnostics=0), "
                + "or it belongs to another user or container.",
                exception);
        }
        catch (DiagnosticsClientException exception)
        {
            throw new CollectionException($"process {processId} refuses the collection: {exception.Message}", exception);
        }
    }

    private static Process Start(ProcessStartInfo command)
    {
        try
        {
            var process = Process.Start(InterruptShield.Around(command)) ?? throw new CollectionException($"'{command.FileName}' did not start.");
            if (command.RedirectStandardOutput)
                process.BeginOutputReadLine();
            if (command.RedirectStandardError)
                process.BeginErrorReadLine();
            return process;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CollectionException($"'{command.FileName}' cannot be started: {exception.Message}. Check the path, or give it after 'dotnet'.", exception);
        }
    }

    private static void RequireProcess(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
        }
        catch (ArgumentException exception)
        {
            throw new CollectionException($"there is no process {processId}. 'dotnet-counters ps' or 'ps' lists those that run.", exception);
        }
    }

    private static void EndTree(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace PerfInsight.Benchmarks.Analyzers;

/// <summary>The SDK's compiler server, as a build uses it, and the CPU time that it takes. Linux only: it reads /proc.</summary>
internal sealed class CompilerServer : IDisposable
{
    // USER_HZ, which proc(5) counts in: 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly string _pipe = "perfinsight-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private Process? _server;

    // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/ is where this process runs from.
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>A file of the SDK's compiler.</summary>
    public static string PathOf(string file) => Directory.GetDirectories(Path.Combine(DotnetRoot, "sdk"), "10.*")
        .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", file)).Last(File.Exists);

    /// <summary>Compiles and gives the CPU seconds that the server took; the first time starts it and gives nothing.</summary>
    /// <param name="responseFile">The compiler's arguments.</param>
    /// <param name="folder">The folder that relative paths in them begin at.</param>
    public double Compile(string responseFile, string folder)
    {
        var before = _server is null ? double.NaN : Cpu(_server);
        var start = new ProcessStartInfo("dotnet", ["exec", PathOf("csc.dll"), "/shared:" + _pipe, "/keepalive:600", "@" + responseFile])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };

        // The server, which the client starts, inherits them. A collector and a profile of the JIT that work beside the compiler, now in
        // one run and now in another, are half of what the same compilation takes.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var client = Process.Start(start)!;
        var text = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        if (client.ExitCode != 0)
            throw new InvalidOperationException($"the compiler ended with {client.ExitCode}:\n{text[..Math.Min(text.Length, 2000)]}");
        _server ??= Process.GetProcesses().Single(IsServer);
        return Cpu(_server) - before;
    }

    public void Dispose()
    {
        _server?.Kill();
        _server?.Dispose();
    }

    // The client starts it, by the name of the pipe.
    private bool IsServer(Process process)
    {
        var commandLine = $"/proc/{process.Id}/cmdline";
        return File.Exists(commandLine) && File.ReadAllText(commandLine).Contains("-pipename:" + _pipe, StringComparison.Ordinal);
    }

    private static double Cpu(Process server)
    {
        // The name of the process, in brackets, can hold blanks; user and system time are the 12th and 13th field after it.
        var fields = File.ReadAllText($"/proc/{server.Id}/stat").Split(") ")[^1].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}

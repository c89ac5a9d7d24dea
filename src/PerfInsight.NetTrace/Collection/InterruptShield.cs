using System.ComponentModel;
using System.Diagnostics;

namespace PerfInsight.NetTrace.Collection;

/// <summary>
/// Keeps Ctrl-C from a command that is profiled. A terminal sends it to the whole process group, and a .NET program
/// without a handler dies of it at once, its rundown unwritten. A signal that is ignored when a program starts stays
/// ignored, by the runtime as well (coreclr, pal/src/exception/signal.cpp: SIGINT is left alone where it is SIG_IGN).
/// </summary>
internal static class InterruptShield
{
    private const string Shell = "/bin/sh";

    /// <summary>The command, run by a shell that ignores SIGINT and then becomes it; unchanged where there is no such shell.</summary>
    /// <exception cref="Win32Exception">The program does not exist: the shell would only say so with an exit code.</exception>
    public static ProcessStartInfo Around(ProcessStartInfo command)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(Shell))
            return command;
        if (!Exists(command.FileName, command.WorkingDirectory))
            throw new Win32Exception(2);

        var shielded = new ProcessStartInfo(Shell)
        {
            WorkingDirectory = command.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = command.RedirectStandardOutput,
            RedirectStandardError = command.RedirectStandardError,
        };
        shielded.Environment.Clear();
        foreach (var (name, value) in command.Environment)
            shielded.Environment[name] = value;
        foreach (var argument in (string[])["-c", "trap '' INT; exec \"$@\"", "sh", command.FileName, .. command.ArgumentList])
            shielded.ArgumentList.Add(argument);
        return shielded;
    }

    private static bool Exists(string program, string folder)
    {
        if (program.Contains('/'))
            return File.Exists(Path.Combine(folder, program));
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, program)));
    }
}

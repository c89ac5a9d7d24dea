using System.Runtime.InteropServices;
using System.Text;
using PerfInsight.Cli;

using var interrupt = new CancellationTokenSource();

// The commands end by themselves: a trace is closed, a temporary folder removed. A second Ctrl-C ends at once.
void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

if (OperatingSystem.IsWindows())
    Console.OutputEncoding = Encoding.UTF8;

return CommandLine.Run(args, new CommandContext
{
    Out = Console.Out,
    Error = Console.Error,
    OutWidth = Console.IsOutputRedirected ? null : TerminalWidth(),
    HasColor = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb",
    ErrorWidth = Console.IsErrorRedirected ? null : TerminalWidth(),
    Interrupted = interrupt.Token,
});

static int TerminalWidth()
{
    // Some terminals report a width of 0.
    return Console.WindowWidth is > 0 and var width ? width : 100;
}

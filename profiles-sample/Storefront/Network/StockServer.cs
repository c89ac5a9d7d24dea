using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefront.Network;

/// <summary>A stand-in for the warehouse system: answers one line of text for each line that it is asked.</summary>
public sealed class StockServer : IAsyncDisposable
{
    private static readonly TimeSpan LookupTime = TimeSpan.FromMilliseconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    public StockServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            try
            {
                while (await reader.ReadLineAsync(_stopping.Token) is { } question)
                {
                    await Task.Delay(LookupTime, _stopping.Token);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(question) + "\n"), _stopping.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
            }
        }
    }

    private static string Answer(string question)
    {
        var hash = 17;
        foreach (var c in question)
            hash = (hash * 31 + c) & 0xFFFFF;
        return question.StartsWith("RATE ", StringComparison.Ordinal)
            ? (10_000 + hash % 50_000).ToString("D6")
            : (hash % 900).ToString("D6");
    }
}

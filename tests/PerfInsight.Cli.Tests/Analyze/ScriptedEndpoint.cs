using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PerfInsight.Cli.Tests.Analyze;

/// <summary>An endpoint on loopback that answers one request with given bytes, well-behaved or not.</summary>
internal sealed class ScriptedEndpoint : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<string> _request;

    private ScriptedEndpoint(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _listener.Start();
        _request = Serve(answer);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>Head and body of the request, once there was one.</summary>
    public string Request => _request.GetAwaiter().GetResult();

    public bool WasAsked => _request.IsCompletedSuccessfully;

    /// <summary>A chat completion with a text.</summary>
    public static ScriptedEndpoint Saying(string text) => Answering("200 OK", JsonSerializer.Serialize(new
    {
        id = "1",
        @object = "chat.completion",
        created = 1,
        model = "test",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
    }));

    public static ScriptedEndpoint Answering(string status, string body, string headers = "") => Sending(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}");

    public static ScriptedEndpoint Sending(string bytes) => new((stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(bytes), stop).AsTask());

    /// <summary>Takes the request and says nothing.</summary>
    public static ScriptedEndpoint Silent() => new(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

    /// <summary>Sends a body without end.</summary>
    public static ScriptedEndpoint Endless() => new(static async (stream, stop) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray(), stop);
        var spaces = Enumerable.Repeat((byte)' ', 64 * 1024).ToArray();
        while (true)
            await stream.WriteAsync(spaces, stop);
    });

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task<string> Serve(Func<NetworkStream, CancellationToken, Task> answer)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        await using var stream = client.GetStream();
        var request = await Read(stream);
        try
        {
            await answer(stream, _stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client had enough, or the test is over.
        }

        return request;
    }

    private async Task<string> Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            var request = text.ToString();
            var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0)
                return request;
            if (head < 0)
                continue;
            var length = request[..head].Split("\r\n").First(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
            if (Encoding.UTF8.GetByteCount(request[(head + 4)..]) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture))
                return request;
        }
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefront.Network;

/// <summary>Asks the warehouse system over a connection of its own.</summary>
public sealed class StockClient : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private StockClient(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public static StockClient Connect(int port)
    {
        var client = new TcpClient { NoDelay = true };
        client.Connect(IPAddress.Loopback, port);
        return new StockClient(client);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    /// <summary>Units on hand.</summary>
    public async Task<int> GetStockAsync(string sku)
    {
        await SendAsync("STOCK " + sku);
        var buffer = new byte[1024];
        var length = 0;
        do
        {
            var read = await _stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new EndOfStreamException("the warehouse system closed the connection");
            length += read;
        }
        while (buffer[length - 1] != '\n');
        return int.Parse(Encoding.ASCII.GetString(buffer, 0, length - 1), CultureInfo.InvariantCulture);
    }

    /// <summary>Exchange rate of a currency, in ten-thousandths.</summary>
    public async Task<int> GetRateAsync(string currency)
    {
        await SendAsync("RATE " + currency);
        var answer = new StringBuilder();
        for (var next = _stream.ReadByte(); next is not ('\n' or -1); next = _stream.ReadByte())
            answer.Append((char)next);
        return int.Parse(answer.ToString(), CultureInfo.InvariantCulture);
    }

    private ValueTask SendAsync(string question) => _stream.WriteAsync(Encoding.ASCII.GetBytes(question + "\n"));
}

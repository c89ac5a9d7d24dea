using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;

namespace PerfInsight.Benchmarks.Rules;

/// <summary>PI4007: connections of TCP on this machine, one per message and one for all.</summary>
[MemoryDiagnoser]
public class ClientPerCallBenchmarks
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [GlobalSetup]
    public void Setup() => _listener.Start();

    [GlobalCleanup]
    public void Cleanup() => _listener.Stop();

    [Params(1, 20)]
    public int N { get; set; }

    [Benchmark(Baseline = true)]
    public int Before()
    {
        for (var i = 0; i < N; i++)
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            using var server = _listener.AcceptTcpClient();
            client.GetStream().WriteByte(1);
            server.GetStream().ReadByte();
        }

        return N;
    }

    [Benchmark]
    public int After()
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, Port);
        using var server = _listener.AcceptTcpClient();
        for (var i = 0; i < N; i++)
        {
            client.GetStream().WriteByte(1);
            server.GetStream().ReadByte();
        }

        return N;
    }
}

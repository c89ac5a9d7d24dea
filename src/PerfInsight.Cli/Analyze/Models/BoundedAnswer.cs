namespace PerfInsight.Cli.Analyze.Models;

/// <summary>Reads each answer whole before anyone else does, up to a limit.</summary>
internal sealed class BoundedAnswer(HttpMessageHandler inner, long limit) : DelegatingHandler(inner)
{
    /// <exception cref="HttpRequestException">The answer is longer than the limit, or broke off.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(limit, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}

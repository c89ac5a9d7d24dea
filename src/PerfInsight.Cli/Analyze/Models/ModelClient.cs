using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace PerfInsight.Cli.Analyze.Models;

/// <summary>Asks a model once. Only this file touches the client's packages: no other command loads them.</summary>
internal static class ModelClient
{
    // A few paragraphs are a few KB; a model that also thinks aloud sends more.
    private const long LongestAnswer = 4 * 1024 * 1024;

    /// <summary>How long a model has.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The answer's text.</summary>
    /// <exception cref="ModelException">There is none; the message says why, without the key.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static async Task<string> AskAsync(ModelEndpoint endpoint, ModelRequest request, TimeSpan limit, CancellationToken interrupted)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        timed.CancelAfter(limit);

        // A redirect would take the key elsewhere.
        using var http = new HttpClient(new BoundedAnswer(new SocketsHttpHandler { AllowAutoRedirect = false }, LongestAnswer)) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint.Address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };

        // The client has to send some key; endpoints that ask for none take any.
        using var chat = new OpenAIClient(new ApiKeyCredential(endpoint.Key.Length == 0 ? "none" : endpoint.Key), options).GetChatClient(endpoint.Model).AsIChatClient();
        try
        {
            var answer = await chat.GetResponseAsync([new ChatMessage(ChatRole.System, request.Instructions), new ChatMessage(ChatRole.User, request.Evidence)], cancellationToken: timed.Token);
            return answer.Text;
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            throw new ModelException($"no answer within {limit.TotalSeconds:0} s");
        }
        catch (ClientResultException exception) when (exception.Status == 0)
        {
            throw new ModelException("no connection: " + FirstLine(exception.InnerException ?? exception));
        }
        catch (ClientResultException exception)
        {
            throw new ModelException($"status {exception.Status}" + Hint(exception.Status));
        }
        catch (HttpRequestException exception)
        {
            throw new ModelException(FirstLine(exception));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or IOException)
        {
            // What the client's reader throws at an answer of another shape is not documented; these were seen.
            throw new ModelException("the answer is no chat completion: " + FirstLine(exception));
        }
    }

    private static string Hint(int status) => status switch
    {
        401 or 403 => $": expected a valid key in {ModelEndpoint.KeyVariable}",
        404 => ": expected an address that ends before /chat/completions, and a model that it has",
        429 => ": too many requests or no credit left; try later",
        >= 300 and < 400 => ": redirects are not followed; give the address that it leads to",
        _ => "",
    };

    private static string FirstLine(Exception exception) => exception.Message.ReplaceLineEndings("\n").Split('\n')[0];
}

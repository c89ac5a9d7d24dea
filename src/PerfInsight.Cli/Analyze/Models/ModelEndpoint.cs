namespace PerfInsight.Cli.Analyze.Models;

/// <summary>Where a model is asked: any endpoint that speaks OpenAI's chat completions.</summary>
/// <param name="Model">Name of the model, as the endpoint knows it.</param>
/// <param name="Address">Base address, such as <c>http://localhost:11434/v1</c>.</param>
/// <param name="Key">The key; empty for an endpoint that asks for none.</param>
internal sealed record ModelEndpoint(string Model, Uri Address, string Key)
{
    /// <summary>Variable of the environment that has the key.</summary>
    public const string KeyVariable = "PERFINSIGHT_MODEL_KEY";

    /// <summary>Used where no other is named.</summary>
    public const string DefaultAddress = "https://api.openai.com/v1";

    /// <summary>Reads the options.</summary>
    /// <exception cref="CommandException">The address is none, or would send the key unencrypted.</exception>
    public static ModelEndpoint Of(string model, string? address, Func<string, string?> variable)
    {
        if (string.IsNullOrWhiteSpace(model))
            throw CommandException.Usage("--model: expected the name of a model.");
        var text = address ?? DefaultAddress;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            throw CommandException.Usage($"--endpoint: expected an address such as {DefaultAddress} or http://localhost:11434/v1, found another. The key goes into {KeyVariable}, not into the address.");
        var key = variable(KeyVariable)?.Trim() ?? "";
        if (key.Any(static character => character is < '!' or > '~'))
            throw CommandException.Usage($"{KeyVariable}: expected a key of printable ASCII characters.");
        if (key.Length > 0 && uri.Scheme == "http" && !uri.IsLoopback)
            throw CommandException.Usage($"--endpoint: expected https for an address off this machine, found {uri.GetLeftPart(UriPartial.Authority)}. Without it the key of {KeyVariable} can be read on the way.");
        return new ModelEndpoint(model, uri, key);
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Model} at {Address}";
}

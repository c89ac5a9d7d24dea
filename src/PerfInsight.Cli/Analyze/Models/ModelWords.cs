using PerfInsight.Diagnoses;

namespace PerfInsight.Cli.Analyze.Models;

/// <summary>Has a model tell the findings that are shown. The diagnosis stands without it: what fails is said, and nothing is lost.</summary>
internal static class ModelWords
{
    /// <summary>The findings that a model is given: as many of each diagnosis as are shown.</summary>
    public static IReadOnlyList<Diagnosis> Shown(IReadOnlyList<Diagnosis> diagnoses, int top) =>
        [.. diagnoses.Select(diagnosis => diagnosis with { Statements = [.. diagnosis.Statements.Take(top)] })];

    /// <summary>Writes what would be sent, and sends nothing.</summary>
    public static void DryRun(ModelEndpoint endpoint, ModelRequest request, TextWriter writer)
    {
        writer.WriteLine($"Not sent: {endpoint}, {(endpoint.Key.Length > 0 ? $"with the key of {ModelEndpoint.KeyVariable}" : $"without a key ({ModelEndpoint.KeyVariable} is not set)")}");
        writer.WriteLine($"\nsystem:\n{request.Instructions}\n\nuser:\n{request.Evidence}");
    }

    /// <summary>The diagnoses with the words of the model, as far as its figures stand.</summary>
    public static IReadOnlyList<Diagnosis> Add(ModelEndpoint endpoint, IReadOnlyList<Diagnosis> diagnoses, int top, CommandContext context)
    {
        var shown = Shown(diagnoses, top);
        if (shown.All(static diagnosis => diagnosis.Statements.Count == 0))
            return diagnoses;
        try
        {
            var text = ModelClient.AskAsync(endpoint, ModelRequest.Of(shown), ModelClient.Limit, context.Interrupted).GetAwaiter().GetResult();
            var answer = ModelAnswer.Of(text, shown);
            context.Error.WriteLine($"{endpoint.Model}: {answer.Kept} sentences used, {answer.Dropped} dropped{(answer.Dropped > 0 ? " (a figure that is not in the finding's evidence, a link, or too long)" : "")}.");
            return [.. answer.Diagnoses.Zip(diagnoses, (told, all) => all with { Statements = [.. told.Statements, .. all.Statements.Skip(top)] })];
        }
        catch (Exception exception) when (exception is ModelException or FormatException)
        {
            context.Error.WriteLine($"{endpoint}: {exception.Message}. The diagnosis is by rules alone.");
            return diagnoses;
        }
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PerfInsight.Diagnoses;

namespace PerfInsight.Cli.Analyze;

/// <summary>Writes diagnoses as text, Markdown or JSON.</summary>
internal static class DiagnosisText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>For a terminal or a pipe.</summary>
    public static void Write(Diagnosis diagnosis, int top, string? model, TextWriter writer)
    {
        writer.WriteLine($"{diagnosis.Title}: {Count(diagnosis.Statements.Count)}");
        var number = 0;
        foreach (var statement in diagnosis.Statements.Take(top))
        {
            writer.WriteLine();
            writer.WriteLine($"{++number}. {statement.Subject}: {statement.What}");
            writer.WriteLine($"   why         {statement.Why ?? "not known"}");
            writer.WriteLine($"   do          {statement.Do}");
            writer.WriteLine($"   confidence  {Word(statement.Confidence)}: {statement.Reason}");
            foreach (var figure in statement.Evidence)
                writer.WriteLine($"   evidence    {(figure.Text == statement.What ? "the figure above" : figure.Text)}  [{figure.From}]");
            writer.WriteLine($"   next        {statement.Next}");
            if (statement.Words is { } words)
                writer.WriteLine($"   in words    {words.ReplaceLineEndings(" ")}  [{model}; its figures are the evidence's, its reasoning is its own]");
        }

        if (diagnosis.Statements.Count > top)
            writer.WriteLine($"\n… {diagnosis.Statements.Count - top} more: --top N");
        if (diagnosis.Limits.Count > 0)
            writer.WriteLine();
        foreach (var limit in diagnosis.Limits)
            writer.WriteLine(limit);
    }

    /// <summary>For a pull request or an issue.</summary>
    public static void WriteMarkdown(Diagnosis diagnosis, int top, string? model, TextWriter writer)
    {
        writer.WriteLine($"## Diagnosis: {Code(diagnosis.Title)}");
        writer.WriteLine(Count(diagnosis.Statements.Count));
        foreach (var statement in diagnosis.Statements.Take(top))
        {
            writer.WriteLine($"\n### {Code(statement.Subject)}");
            writer.WriteLine($"- **What**: {Code(statement.What)}");
            writer.WriteLine($"- **Why**: {statement.Why ?? "not known"} (confidence {Word(statement.Confidence)}: {statement.Reason})");
            writer.WriteLine($"- **Do**: {statement.Do}");
            foreach (var figure in statement.Evidence)
                writer.WriteLine($"- Evidence: {Code(figure.Text)}, from {Code(figure.From)}");
            writer.WriteLine($"- **Next**: {Code(statement.Next)}");
            if (statement.Words is { } words)
                writer.WriteLine($"\n{Literal(words)} *(in the words of {Code(model!)}; its figures are the evidence's, its reasoning is its own)*");
        }

        if (diagnosis.Limits.Count > 0)
            writer.WriteLine();
        foreach (var limit in diagnosis.Limits)
            writer.WriteLine($"> {limit}\n");
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(IReadOnlyList<Diagnosis> diagnoses, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(new { diagnoses }, Json));

    /// <summary>A confidence, as it is written.</summary>
    public static string Word(Confidence confidence) => confidence switch { Confidence.High => "high", Confidence.Medium => "medium", _ => "low" };

    private static string Count(int count) => count switch { 0 => "nothing found", 1 => "1 finding", _ => $"{count} findings" };

    // Markdown in what a model wrote is shown, not done: no mention, no picture, no heading.
    private static string Literal(string text)
    {
        var literal = new StringBuilder();
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!' or '&')
                literal.Append('\\');
            literal.Append(character == '@' ? "@\u200B" : character.ToString());
        }

        return literal.ToString();
    }

    // Names are data of the profile: they end neither the code span nor the line.
    private static string Code(string text) => $"`{text.ReplaceLineEndings(" ").Replace('`', '\'')}`";
}

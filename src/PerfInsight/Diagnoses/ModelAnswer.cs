using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PerfInsight.Diagnoses;

/// <summary>What a language model wrote of diagnoses, after the check of its figures.</summary>
/// <param name="Diagnoses">The diagnoses, with the kept words in <see cref="DiagnosisStatement.Words"/>.</param>
/// <param name="Kept">Sentences that stand.</param>
/// <param name="Dropped">Sentences that were dropped: for a figure that is not in the evidence of their finding, or for a link.</param>
public sealed partial record ModelAnswer(IReadOnlyList<Diagnosis> Diagnoses, int Kept, int Dropped)
{
    // A paragraph; more nobody reads.
    private const int MostSentences = 6;

    private const int MostCharacters = 1_200;

    /// <summary>Reads an answer and keeps what the evidence bears.</summary>
    /// <param name="text">The answer: JSON such as <c>{"findings":[{"number":1,"text":"…"}]}</c>, also between the fences of a code block. Numbers count the statements of all diagnoses from 1.</param>
    /// <param name="diagnoses">What the model was given.</param>
    /// <exception cref="FormatException">The answer has another shape; the message says which was expected.</exception>
    public static ModelAnswer Of(string text, IReadOnlyList<Diagnosis> diagnoses)
    {
        var words = Texts(text);
        var (number, kept, dropped) = (0, 0, 0);
        return new ModelAnswer([.. diagnoses.Select(diagnosis => diagnosis with { Statements = [.. diagnosis.Statements.Select(Told)] })], kept, dropped);

        DiagnosisStatement Told(DiagnosisStatement statement)
        {
            if (!words.TryGetValue(++number, out var answer))
                return statement;
            var check = new FigureCheck(Evidence(statement));
            List<string> sentences = [];
            var length = 0;
            foreach (var sentence in Sentence().Split(Plain(answer)).Where(static part => part.Length > 0))
            {
                var isKept = sentences.Count < MostSentences && length + sentence.Length <= MostCharacters && !Link().IsMatch(sentence) && check.Holds(sentence);
                if (!isKept)
                {
                    dropped++;
                    continue;
                }

                sentences.Add(sentence);
                length += sentence.Length;
                kept++;
            }

            return sentences.Count == 0 ? statement : statement with { Words = string.Join(' ', sentences) };
        }
    }

    // All that the model was given of the finding.
    private static IEnumerable<string> Evidence(DiagnosisStatement statement) =>
        [statement.Subject, statement.What, statement.Why ?? "", statement.Do, statement.Reason, statement.Next, .. statement.Evidence.SelectMany(static figure => new[] { figure.Text, figure.From })];

    private static Dictionary<int, string> Texts(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(Fence().Replace(text.Trim(), "$1"));
            var texts = new Dictionary<int, string>();
            foreach (var finding in json.RootElement.GetProperty("findings").EnumerateArray())
                texts.TryAdd(finding.GetProperty("number").GetInt32(), finding.GetProperty("text").GetString() ?? "");
            return texts;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"expected {{\"findings\":[{{\"number\":1,\"text\":\"…\"}}]}}, found {text.Length} characters of another shape"), exception);
        }
    }

    // Control characters would move a terminal's cursor, format characters hide text.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
                plain.Append('\n');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                plain.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                plain.Append(rune);
        }

        return plain.ToString().Trim();
    }

    [GeneratedRegex(@"(?<=[.!?])[ \n]+(?=[^\p{Ll}])|\n+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"://|www\.|\]\(|mailto:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```(?:json)?\s*(.*?)\s*```$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}

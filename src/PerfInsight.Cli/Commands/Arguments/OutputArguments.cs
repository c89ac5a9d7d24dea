using System.CommandLine;
using PerfInsight.Formats;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>What a command that writes a profile was asked for.</summary>
/// <param name="Files">The profiles.</param>
/// <param name="Output">The file to write.</param>
/// <param name="Format">Its format; null to go by its name.</param>
/// <param name="IsJson">True for JSON in place of text.</param>
internal sealed record OutputRequest(IReadOnlyList<string> Files, string Output, string? Format, bool IsJson);

/// <summary>The arguments that the commands share that write profiles.</summary>
internal sealed class OutputArguments
{
    private readonly Argument<string[]> _files;
    private readonly Option<string> _output = new("--output", "-o") { Description = "The profile to write.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _to = new("--to") { Description = "Its format. [default: by its name]", HelpName = string.Join('|', Formats) };
    private readonly Option<bool> _json = new("--json") { Description = "Write what was done as JSON." };

    public OutputArguments(Command command, string description, bool isOne)
    {
        _files = new Argument<string[]>("PROFILE") { Description = description, Arity = ArgumentArity.OneOrMore };
        if (isOne)
        {
            _files.Validators.Add(result =>
            {
                if (result.Tokens.Count > 1)
                    result.AddError($"Expected one profile, found {result.Tokens.Count}. To add them up: perfinsight merge");
            });
        }

        _to.AcceptOnlyFromAmong([.. Formats]);
        command.Add(_files);
        command.Add(_output);
        command.Add(_to);
        command.Add(_json);
    }

    private static IEnumerable<string> Formats => ProfileWriters.BuiltIn.Select(static writer => writer.Format);

    /// <summary>What the user asked for.</summary>
    public OutputRequest Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_files), parsed.GetRequiredValue(_output), parsed.GetValue(_to), parsed.GetValue(_json));
}

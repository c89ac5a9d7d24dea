using System.CommandLine;
using PerfInsight.Profiles;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>Profiles that are taken off those that are shown.</summary>
/// <param name="Files">The profiles; several are added up.</param>
/// <param name="Kind">What shares are parts of.</param>
/// <param name="IsNormalized">True to scale what is shown to what is taken off.</param>
internal sealed record BaseRequest(IReadOnlyList<string> Files, SubtractionKind Kind, bool IsNormalized);

/// <summary>The arguments of the commands that show differences as pprof does.</summary>
internal sealed class BaseArguments
{
    private readonly Option<string[]> _diffBase = Files("--diff-base", "Profiles to compare with: they are taken off, and shares are parts of them.");
    private readonly Option<string[]> _base = Files("--base", "Earlier profiles to take off; shares are parts of what is left.");
    private readonly Option<bool> _normalize = new("--normalize") { Description = "Scale the profiles to the sum of the base first." };

    public BaseArguments(Command command)
    {
        command.Add(_diffBase);
        command.Add(_base);
        command.Add(_normalize);
    }

    /// <summary>What the user asked for; null for no base.</summary>
    /// <exception cref="CommandException">It makes no sense.</exception>
    public BaseRequest? Read(ParseResult parsed)
    {
        var (diffBase, plain, isNormalized) = (parsed.GetValue(_diffBase) ?? [], parsed.GetValue(_base) ?? [], parsed.GetValue(_normalize));
        if (diffBase.Length > 0 && plain.Length > 0)
            throw CommandException.Usage("--diff-base, --base: expected one of them, found both. --diff-base compares two versions, --base takes an earlier profile of one process off.");
        if (diffBase.Length + plain.Length > 0)
            return new BaseRequest([.. diffBase, .. plain], diffBase.Length > 0 ? SubtractionKind.Comparison : SubtractionKind.Difference, isNormalized);
        return isNormalized ? throw CommandException.Usage("--normalize: expected a base to scale to: --diff-base FILE or --base FILE.") : null;
    }

    private static Option<string[]> Files(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}

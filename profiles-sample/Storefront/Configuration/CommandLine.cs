using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Storefront.Scenarios;

namespace Storefront.Configuration;

/// <summary>What the user asked for.</summary>
/// <param name="Scenario">Name of a scenario, or <c>all</c>.</param>
/// <param name="Size">Number of orders.</param>
/// <param name="WorkDirectory">Where files go; null for a temporary folder that is removed at the end.</param>
public sealed record StorefrontOptions(string Scenario, int Size, string? WorkDirectory);

/// <summary>Parses the arguments.</summary>
public static class CommandLine
{
    public const int DefaultSize = 6_000;
    public const int SmallestSize = 50;
    public const int LargestSize = 100_000;

    /// <summary>The help text.</summary>
    public static string Usage
    {
        get
        {
            var names = "";
            foreach (var name in ScenarioRunner.ScenarioNames)
                names += name + ", ";
            return "usage: Storefront [scenario] [--size N] [--work DIR]" + Environment.NewLine
                + "scenarios: " + names + ScenarioRunner.All;
        }
    }

    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out StorefrontOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        var scenario = ScenarioRunner.All;
        var size = DefaultSize;
        string? work = null;
        var valueOptions = new List<string> { "--size", "--work" };
        var seen = new List<string>();

        for (var i = 0; i < args.Length; i++)
        {
            var argument = args[i];
            if (valueOptions.Contains(argument))
            {
                if (seen.Contains(argument))
                    return Fail($"{argument} is given twice", out error);
                seen.Add(argument);
                if (i + 1 == args.Length)
                    return Fail($"{argument} needs a value", out error);
                var value = args[++i];
                if (argument == "--work")
                    work = value;
                else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out size)
                    || size is < SmallestSize or > LargestSize)
                    return Fail($"--size must be a number from {SmallestSize} to {LargestSize}, not '{value}'", out error);
            }
            else if (ScenarioRunner.IsKnown(argument))
            {
                scenario = argument;
            }
            else
            {
                return Fail($"unknown argument '{argument}'", out error);
            }
        }

        options = new StorefrontOptions(scenario, size, work);
        error = null;
        return true;
    }

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }
}

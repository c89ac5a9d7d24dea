using YamlDotNet.Core;

namespace PerfInsight.Gating.Yaml;

/// <summary>What is wrong with a file, all of it.</summary>
internal sealed class YamlProblems(string source)
{
    private readonly List<(int Line, int Column, string Text)> _found = [];

    /// <summary>Line and column of a mark, from 1.</summary>
    public static (int Line, int Column) Place(Mark mark) => ((int)mark.Line, (int)mark.Column);

    /// <summary>Adds a problem.</summary>
    public void Add(int line, int column, string text) => _found.Add((line, column, text));

    /// <summary>Adds a problem at a mark.</summary>
    public void Add(Mark mark, string text) => Add((int)mark.Line, (int)mark.Column, text);

    /// <summary>Adds a problem of a value.</summary>
    public void Add(YamlValue value, string text) => Add(value.Line, value.Column, text);

    /// <summary>Throws where there are any.</summary>
    /// <exception cref="PolicyException">There are.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
            throw new PolicyException([.. _found.OrderBy(static problem => problem.Line).ThenBy(static problem => problem.Column)
                .Select(problem => $"{source}:{problem.Line}:{problem.Column}: {problem.Text}.")]);
    }
}

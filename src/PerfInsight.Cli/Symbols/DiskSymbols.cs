using PerfInsight.Cli.Repositories;

namespace PerfInsight.Cli.Symbols;

/// <summary>Looks for symbols and sources where the commands do: beside the traces, in named folders, in the repository.</summary>
internal static class DiskSymbols
{
    /// <summary>Runs what needs symbols.</summary>
    /// <param name="context">Files and writers; what is found that does not fit goes to the error writer.</param>
    /// <param name="root">The repository.</param>
    /// <param name="traces">The traces.</param>
    /// <param name="folders">Folders that the user named.</param>
    /// <param name="use">What needs them.</param>
    public static T Use<T>(CommandContext context, string root, IEnumerable<string> traces, IReadOnlyList<string> folders, Func<DiskSymbolSource, T> use)
    {
        var repository = new Lazy<RepositoryFiles>(() => new RepositoryFiles(context.Files, root));
        var beside = traces.Select(file => Path.GetDirectoryName(file) ?? "").Distinct().ToList();
        var result = use(new DiskSymbolSource(
            context.Files,
            new ModuleFiles(context.Files, beside, folders, () => repository.Value),
            new SourceFiles(context.Files, () => repository.Value, root),
            context.Error.WriteLine));
        if (repository is { IsValueCreated: true, Value.IsCut: true })
        {
            context.Error.WriteLine(
                $"{root}: too many folders, not all were searched for sources and dlls. Say which is the repository: --root DIR");
        }

        return result;
    }
}

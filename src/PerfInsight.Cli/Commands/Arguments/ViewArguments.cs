using System.CommandLine;
using PerfInsight.Cli.ProfileViews;
using PerfInsight.Views;

namespace PerfInsight.Cli.Commands.Arguments;

/// <summary>What a command that shows profiles was asked for.</summary>
/// <param name="Files">The profiles.</param>
/// <param name="View">What of them.</param>
/// <param name="Top">How many rows; <see cref="int.MaxValue"/> for all.</param>
/// <param name="IsJson">True for JSON in place of text.</param>
internal sealed record ViewRequest(IReadOnlyList<string> Files, ViewOptions View, int Top, bool IsJson)
{
    /// <summary>Profiles to take off; null for none.</summary>
    public BaseRequest? Base { get; init; }

    /// <summary>Folders with dlls and PDBs of .NET, for lines and files.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];
}

/// <summary>The arguments that the commands share that show profiles.</summary>
internal sealed class ViewArguments
{
    private const int DefaultTop = 20;

    private const string DefaultMinShare = "0.5%";

    private readonly Argument<string[]> _files = new("PROFILE")
    {
        Description = $"Profiles ({ProfileInput.Formats}); several are added up.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _sampleType = Text("--sample-type", "What to show, such as cpu, by name or index. [default: the profile's]", "TYPE", "-t");
    private readonly Option<string?> _focus = Text("--focus", "Only stacks with a frame that this matches: function, file or binary.", "REGEX");
    private readonly Option<string?> _ignore = Text("--ignore", "No stacks with a frame that this matches.", "REGEX");
    private readonly Option<string?> _hide = Text("--hide", "Leave frames out that this matches.", "REGEX");
    private readonly Option<string?> _show = Text("--show", "Leave frames out that this does not match.", "REGEX");
    private readonly Option<string?> _tagFocus = Text("--tagfocus", "Only samples with such a label: key=regex, regex or key=4kb:64kb.", "LABEL");
    private readonly Option<string?> _tagIgnore = Text("--tagignore", "No samples with such a label.", "LABEL");
    private readonly Option<string> _granularity = Choice("--granularity", "What is one row.", "function", "function", "line", "file", "module", "namespace");
    private readonly Option<string[]> _symbols = new("--symbols") { Description = "Folders with the dlls and PDBs that a trace of .NET ran, for lines and files.", HelpName = "DIR" };
    private readonly Option<bool> _noInlines = new("--no-inlines") { Description = "Count inlined functions to those they were inlined into." };
    private readonly Option<string> _sort = Choice("--sort", "What to sort by.", "self", "self", "total");
    private readonly Option<int> _top = new("--top") { Description = "How many to list; 0 for all.", HelpName = "N", DefaultValueFactory = _ => DefaultTop };
    private readonly Option<string> _minShare = new("--min-share")
    {
        Description = "Rows whose total is below this share are left out.",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => DefaultMinShare,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON." };
    private readonly List<Option> _added = [];
    private BaseArguments? _base;

    public ViewArguments()
    {
        _top.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 0)
                result.AddError("--top: expected a number from 0 on.");
        });

        // An argument that takes any number of files would take an option of another command for one.
        _files.Validators.Add(static result =>
        {
            if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
                result.AddError($"Expected a profile, found the option '{option.Value}', which this command does not have.");
        });
    }

    /// <summary>The files, the sample type, the filters and JSON.</summary>
    public ViewArguments AddFilters(Command command)
    {
        command.Add(_files);
        return Add(command, _sampleType, _focus, _ignore, _hide, _show, _tagFocus, _tagIgnore, _json);
    }

    /// <summary>Profiles to take off.</summary>
    public ViewArguments AddBase(Command command)
    {
        _base = new BaseArguments(command);
        return this;
    }

    /// <summary>The files and JSON alone.</summary>
    public ViewArguments AddFiles(Command command)
    {
        command.Add(_files);
        return Add(command, _json);
    }

    /// <summary>How many.</summary>
    public ViewArguments AddTop(Command command) => Add(command, _top);

    /// <summary>What is one row.</summary>
    public ViewArguments AddGranularity(Command command) => Add(command, _granularity, _noInlines, _symbols);

    /// <summary>What shapes rows, where what is one row is given.</summary>
    public ViewArguments AddInlines(Command command) => Add(command, _noInlines, _symbols);

    /// <summary>How rows are sorted, and which are left out.</summary>
    public ViewArguments AddRows(Command command) => Add(command, _sort, _minShare, _top);

    /// <summary>How rows are sorted.</summary>
    public ViewArguments AddSort(Command command) => Add(command, _sort);

    /// <summary>What the user asked for.</summary>
    /// <exception cref="CommandException">It makes no sense.</exception>
    public ViewRequest Read(ParseResult parsed)
    {
        var view = new ViewOptions
        {
            SampleType = Value(_sampleType),
            Focus = Value(_focus),
            Ignore = Value(_ignore),
            Hide = Value(_hide),
            Show = Value(_show),
            TagFocus = Value(_tagFocus),
            TagIgnore = Value(_tagIgnore),
            Granularity = Enum.Parse<Granularity>(Value(_granularity) ?? "function", ignoreCase: true),
            NoInlines = _added.Contains(_noInlines) && parsed.GetValue(_noInlines),
            Sort = Enum.Parse<ViewSort>(Value(_sort) ?? "self", ignoreCase: true),
        };
        if (Value(_minShare) is { } minShare)
            view = WithMinShare(view, minShare);
        var top = _added.Contains(_top) ? parsed.GetValue(_top) : 0;
        return new ViewRequest(parsed.GetRequiredValue(_files), view, top == 0 ? int.MaxValue : top, parsed.GetValue(_json))
        {
            Base = _base?.Read(parsed),
            Symbols = _added.Contains(_symbols) ? parsed.GetValue(_symbols) ?? [] : [],
        };

        string? Value(Option option) => _added.Contains(option) ? parsed.GetValue((Option<string?>)option) : null;
    }

    // pprof drops calls at a fifth of the share at which it drops functions.
    private static ViewOptions WithMinShare(ViewOptions view, string text)
    {
        if (text == "0")
            return view with { MinNodeShare = 0, MinEdgeShare = 0 };
        return ShareArgument.TryParse(text, out var share)
            ? view with { MinNodeShare = share, MinEdgeShare = share / 5 }
            : throw CommandException.Usage($"--min-share: expected a percentage such as {DefaultMinShare}, or 0, found '{text}'.");
    }

    private ViewArguments Add(Command command, params Option[] options)
    {
        foreach (var option in options)
        {
            command.Add(option);
            _added.Add(option);
        }

        return this;
    }

    private static Option<string?> Text(string name, string description, string helpName, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    private static Option<string> Choice(string name, string description, string otherwise, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => otherwise };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}

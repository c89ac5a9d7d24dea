using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>Which samples a view counts, and which frames of them it shows.</summary>
internal sealed class SampleFilter
{
    private readonly FramePruner _pruner;
    private readonly LabelFilter? _tagFocus;
    private readonly LabelFilter? _tagIgnore;

    // By location; null where all are.
    private readonly bool[]? _isFocus;
    private readonly bool[]? _isIgnored;
    private readonly bool[]? _isHidden;

    /// <summary>Reads the filters.</summary>
    /// <exception cref="ViewException">One of them cannot be read.</exception>
    public SampleFilter(ProfileData profile, ViewOptions options)
    {
        _pruner = new FramePruner(profile);
        _isFocus = Matches("focus", options.Focus);
        _isIgnored = Matches("ignore", options.Ignore);
        var hide = Matches("hide", options.Hide);
        var show = Matches("show", options.Show);
        if (hide is not null || show is not null)
            _isHidden = [.. Enumerable.Range(0, profile.Locations.Count).Select(i => hide?[i] == true || show?[i] == false)];
        _tagFocus = LabelFilter.Parse("tagfocus", options.TagFocus, profile);
        _tagIgnore = LabelFilter.Parse("tagignore", options.TagIgnore, profile);

        bool[]? Matches(string option, string? pattern)
        {
            if (NamePattern.Parse(option, pattern) is not { } regex)
                return null;
            var matcher = new FrameMatcher(profile, regex);
            return [.. Enumerable.Range(0, profile.Locations.Count).Select(matcher.Matches)];
        }
    }

    /// <summary>True where a location is shown.</summary>
    public bool IsVisible(int location) => _isHidden?[location] != true;

    /// <summary>True where a sample counts; its stack is cut to what is of interest.</summary>
    public bool Accepts(ref ReadOnlySpan<int> stack, ReadOnlySpan<Label> labels)
    {
        stack = _pruner.Prune(stack);
        return AcceptsStack(stack) && (_tagFocus is null || _tagFocus.Matches(labels)) && _tagIgnore?.Matches(labels) != true;
    }

    private bool AcceptsStack(ReadOnlySpan<int> stack)
    {
        if (_isFocus is null && _isIgnored is null && _isHidden is null)
            return true;
        var isFocused = false;
        foreach (var location in stack)
        {
            if (_isIgnored is not null && _isIgnored[location])
                return false;
            isFocused |= _isFocus is null || _isFocus[location];
        }

        return isFocused;
    }
}

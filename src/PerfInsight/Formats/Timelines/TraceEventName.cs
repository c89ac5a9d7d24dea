namespace PerfInsight.Formats.Timelines;

/// <summary>
/// Names of frames as TraceEvent writes them, and with it dotnet-trace and PerfView: <c>Module!Namespace.Type+Nested[Arguments].Method(signature)</c>
/// (TraceEventStacks.cs, GetFrameName, in microsoft/perfview). They become the parts that a .nettrace file has; what it has besides, the
/// token and the type that is returned, is not in them.
/// </summary>
internal readonly record struct TraceEventName(string Module, string Type, string Method, string Signature)
{
    // What TraceEvent writes for what it does not know.
    private const string Unknown = "?";

    // Frames that group stacks or say what a thread did, and are no functions (StartStopActivityComputer.cs, ThreadTimeComputer.cs).
    private static readonly string[] Groups = ["Threads", "(Non-Activities)", "(Activities)", "BROKEN", "OVERHEAD", "ROOT"];

    /// <summary>Time in managed code.</summary>
    public const string Cpu = "CPU_TIME";

    /// <summary>Time outside of managed code: running or waiting.</summary>
    public const string Unmanaged = "UNMANAGED_CODE_TIME";

    /// <summary>Time that a thread did not run.</summary>
    public const string Blocked = "BLOCKED_TIME";

    /// <summary>True for a frame that says what a thread did.</summary>
    public static bool IsActivity(string name) => name is Cpu or Unmanaged or Blocked;

    /// <summary>True for a frame that is no function: a process, a thread, an activity.</summary>
    public static bool IsGroup(string name) => Array.IndexOf(Groups, name) >= 0
        || name.StartsWith("Thread (", StringComparison.Ordinal)
        || name.StartsWith("Process64 ", StringComparison.Ordinal)
        || name.StartsWith("Process32 ", StringComparison.Ordinal)
        || name.StartsWith("Activity ", StringComparison.Ordinal);

    /// <summary>True where a name is of this form beyond doubt: a module, and a method of a type with its signature.</summary>
    public static bool IsManaged(string name)
    {
        var module = name.IndexOf('!', StringComparison.Ordinal);
        var signature = name.IndexOf('(', StringComparison.Ordinal);
        return module > 0 && name[^1] == ')' && signature > module && name.AsSpan(0, module).IndexOfAny(" ;/:<>()") < 0
            && name.AsSpan(module + 1, signature - module - 1).Contains('.');
    }

    /// <summary>The parts of a name with a module before <c>!</c>; null where there is none.</summary>
    public static TraceEventName? Parse(string name)
    {
        var end = name.IndexOf('!', StringComparison.Ordinal);
        return end <= 0 ? null : Of(Known(name[..end]), name[(end + 1)..]);
    }

    /// <summary>The parts of a method's full name.</summary>
    public static TraceEventName Of(string module, string name)
    {
        // Where tiers are shown, they stand before the name: [OptimizedTier1]W.B.Burn(int32).
        if (name.StartsWith('[') && name.IndexOf(']', StringComparison.Ordinal) is > 0 and var tier)
            name = name[(tier + 1)..];
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var signature = open < 0 ? "" : name[open..];
        var whole = Known(open < 0 ? name : name[..open]);
        var dot = EndOfType(whole);
        return dot <= 0 ? new(module, "", whole, signature) : new(module, whole[..dot], whole[(dot + 1)..], signature);
    }

    private static string Known(string text) => text == Unknown ? "" : text;

    // Names of nested types have no dots, but that of a method has where it implements an interface by name: so behind the last plus
    // the type ends at the first dot, and without a plus at the last one.
    private static int EndOfType(string name)
    {
        var depth = 0;
        var isNested = false;
        var end = -1;
        for (var i = 0; i < name.Length; i++)
        {
            depth += name[i] is '<' or '[' ? 1 : name[i] is '>' or ']' ? -1 : 0;
            if (depth != 0)
                continue;
            if (name[i] == '+')
                (isNested, end) = (true, -1);
            else if (name[i] == '.' && !(isNested && end >= 0) && !(end >= 0 && end == i - 1))
                end = i;
        }

        // The dot of .ctor is its own.
        return end;
    }
}

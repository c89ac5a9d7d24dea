using PerfInsight.Profiles;

namespace PerfInsight.Formats.Timelines;

/// <summary>A frame as a file names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Source file; empty where unknown.</param>
/// <param name="Line">Line, from 1; 0 where unknown.</param>
/// <param name="Column">Column, from 1; 0 where unknown.</param>
/// <param name="Module">Module where the file has it apart from the name; null where it does not.</param>
internal record NamedFrame(string Name, string File = "", long Line = 0, long Column = 0, string? Module = null)
{
    // What speedscope shows for a frame that nothing is known of.
    public const string Unknown = "[unknown]";

    /// <summary>The frame in a profile.</summary>
    /// <param name="builder">The profile.</param>
    /// <param name="isTraceEvent">True where names with <c>!</c> are TraceEvent's.</param>
    public virtual int AddTo(ProfileBuilder builder, bool isTraceEvent)
    {
        var parts = Module is not null ? TraceEventName.Of(Module, Name == Unknown ? "" : Name)
            : isTraceEvent || TraceEventName.IsManaged(Name) ? TraceEventName.Parse(Name)
            : null;
        if (parts is not { } name)
            return builder.Add(new Location(builder.Add(new Function(-1, 0, "", Name == Unknown ? "" : Name, "") { File = File }), Line: Line, Column: Column));

        // Code that has no name has its module alone; functions without a name are one.
        var module = name.Module.Length > 0 ? builder.Add(new Module(name.Module, "", Guid.Empty)) : -1;
        var function = name.Method.Length > 0
            ? new Function(module, 0, name.Type, name.Method, name.Signature) { File = File }
            : new Function(-1, 0, "", "", "") { File = File };
        return builder.Add(new Location(builder.Add(function), Module: module, Line: Line, Column: Column));
    }
}

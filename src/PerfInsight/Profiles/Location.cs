namespace PerfInsight.Profiles;

/// <summary>
/// A place inside a function: what one frame of a stack shows. A function that the compiler inlined has a frame of its own, which
/// says so; its caller is the next frame.
/// </summary>
/// <param name="Function">Index into <see cref="ProfileData.Functions"/>. Frames that nothing is known of share a function without name.</param>
/// <param name="IlStart">First IL offset that the code may stem from; -1 where unknown.</param>
/// <param name="IlEnd">
/// IL offset after the last one. Optimised code maps coarsely: the whole map entry is kept, nothing is interpolated. -1 where unknown.
/// </param>
/// <param name="Module">Index into <see cref="ProfileData.Modules"/> of the binary that the code is in; -1 where unknown.</param>
/// <param name="Address">Address of the instruction; 0 where unknown.</param>
/// <param name="Line">Line of the source file, from 1; 0 where unknown.</param>
/// <param name="Column">Column of the line, from 1; 0 where unknown.</param>
/// <param name="IsInlined">True where the function was inlined into that of the next frame.</param>
/// <param name="IsFolded">True where several functions have the same code, so that the name may be that of another (pprof: is_folded).</param>
public readonly record struct Location(
    int Function,
    int IlStart = -1,
    int IlEnd = -1,
    int Module = -1,
    ulong Address = 0,
    long Line = 0,
    long Column = 0,
    bool IsInlined = false,
    bool IsFolded = false);

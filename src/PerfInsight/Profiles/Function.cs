namespace PerfInsight.Profiles;

/// <summary>A function as the trace names it. Symbols map it to source.</summary>
/// <param name="Module">Index into <see cref="Profile.Modules"/>, -1 where unknown.</param>
/// <param name="Token">MethodDef token, 0 for dynamic methods and where unknown.</param>
/// <param name="Namespace">
/// Full name of the declaring type as the runtime prints it, such as <c>W.Kinds.Outer+Inner</c>; generic arguments
/// in brackets.
/// </param>
/// <param name="Name">Method name in metadata, such as <c>MoveNext</c>; empty where the frame has no name.</param>
/// <param name="Signature">Signature in the runtime's dialect, such as <c>instance void  (int32)</c>; may be empty.</param>
public sealed record Function(int Module, int Token, string Namespace, string Name, string Signature);

/// <summary>A place inside a function.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="IlStart">First IL offset that the code may stem from; -1 where unknown.</param>
/// <param name="IlEnd">
/// IL offset after the last one. Optimised code maps coarsely: the whole map entry is kept, nothing is interpolated.
/// </param>
public readonly record struct Location(int Function, int IlStart, int IlEnd);

namespace PerfInsight.Profiles;

/// <summary>A function as the profile names it. Symbols map it to source.</summary>
/// <param name="Module">Index into <see cref="ProfileData.Modules"/>, -1 where unknown.</param>
/// <param name="Token">MethodDef token, 0 for dynamic methods and where unknown.</param>
/// <param name="Namespace">
/// Full name of the declaring type as the runtime prints it, such as <c>W.Kinds.Outer+Inner</c>; generic arguments
/// in brackets. Empty in formats that have one name only (pprof).
/// </param>
/// <param name="Name">
/// Method name in metadata, such as <c>MoveNext</c>, or the whole name where <paramref name="Namespace"/> is empty; empty where the
/// frame has no name.
/// </param>
/// <param name="Signature">Signature in the runtime's dialect, such as <c>instance void  (int32)</c>; may be empty.</param>
public sealed record Function(int Module, int Token, string Namespace, string Name, string Signature)
{
    /// <summary>Name in the binary, such as a mangled C++ name; empty where it is not known or of no interest.</summary>
    public string SystemName { get; init; } = "";

    /// <summary>Source file, as the profile names it; empty where unknown.</summary>
    public string File { get; init; } = "";

    /// <summary>Line on which the function begins, from 1; 0 where unknown.</summary>
    public long StartLine { get; init; }

    /// <summary>The name as a reader of reports knows it: <c>W.Lines.Hot(int32)</c>, or the name alone where the profile has no more.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}{Parameters}";

    private string Parameters => Signature.IndexOf('(', StringComparison.Ordinal) is >= 0 and var start ? Signature[start..] : "";
}

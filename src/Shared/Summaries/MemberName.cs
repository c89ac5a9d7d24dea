namespace PerfInsight.Summaries;

/// <summary>
/// The normalised name of a member, for profiles whose dll or PDB is not at hand: <c>Namespace.Type.Method(Type,Type)</c>.
/// The library makes it from what the runtime prints, the analyzers from a symbol; both must give the same text.
/// <list type="bullet">
/// <item>The declaring type in its metadata form: nested types after <c>+</c>, arity after a backtick, no type arguments:
/// <c>System.Collections.Generic.Dictionary`2+Entry</c>.</item>
/// <item>The method by its metadata name: <c>.ctor</c>, <c>.cctor</c>, <c>op_Addition</c>, <c>get_Item</c>, <c>Finalize</c>;
/// explicit interface implementations with the interface in front: <c>System.IDisposable.Dispose</c>.</item>
/// <item>Parameter types by their simple metadata name, without namespace, outer types and type arguments: <c>Int32</c>,
/// <c>String</c>, <c>List`1</c>, <c>Nullable`1</c>, <c>ValueTuple`2</c>, <c>Object</c> for dynamic, <c>IntPtr</c> for nint.</item>
/// <item>Type parameters by number: <c>!0</c> of the type (those of outer types first), <c>!!0</c> of the method.</item>
/// <item>Arrays <c>Int32[]</c>, <c>Int32[,]</c>; pointers <c>Int32*</c>; references (ref, in, out) as what they refer to;
/// function pointers as <c>fnptr</c>.</item>
/// <item>The return type is not part of it.</item>
/// <item>Without parentheses it is the member whose lambda, local function or state machine ran: the parameters that the
/// runtime knows are those of the compiler's method, so all overloads fit.</item>
/// </list>
/// Different members may have one name (conversion operators, types of one simple name in two namespaces). Such a name is
/// ambiguous and is matched with none of them.
/// </summary>
internal static class MemberName
{
    /// <summary>A function pointer in a list of parameters.</summary>
    public const string FunctionPointer = "fnptr";

    /// <summary>The name of a member.</summary>
    /// <param name="type">The declaring type's full metadata name.</param>
    /// <param name="method">The metadata name.</param>
    /// <param name="parameters">The parameters' types; null where they are not known.</param>
    public static string Of(string type, string method, IEnumerable<string>? parameters)
    {
        var name = type.Length == 0 ? method : type + "." + method;
        return parameters is null ? name : name + "(" + string.Join(",", parameters) + ")";
    }

    /// <summary>True where a name of a profile may mean the member with the full name <paramref name="member"/>.</summary>
    public static bool Fits(string name, string member) => name.IndexOf('(') >= 0
        ? name == member
        : member.Length > name.Length && member[name.Length] == '(' && member.StartsWith(name, StringComparison.Ordinal);

    /// <summary>A type parameter in a list of parameters.</summary>
    /// <param name="number">Its place, 0-based; for one of a type after those of the types around it.</param>
    /// <param name="isOfMethod">True for one of the method.</param>
    public static string TypeParameter(int number, bool isOfMethod) => (isOfMethod ? "!!" : "!") + number;

    /// <summary>An array in a list of parameters.</summary>
    public static string Array(string element, int rank) => element + "[" + new string(',', rank - 1) + "]";
}

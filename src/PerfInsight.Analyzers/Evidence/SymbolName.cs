using System.Text;
using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>
/// The normalised name of a member, as a summary has it where no PDB proved the member:
/// <c>Namespace.Type.Method(Type,Type)</c>, parameter types unqualified.
/// </summary>
internal static class SymbolName
{
    /// <summary>The name of a member.</summary>
    public static string Of(ISymbol member)
    {
        var name = new StringBuilder(CalleeName.OfType(member.ContainingType)).Append('.').Append(member.MetadataName);
        if (member is not IMethodSymbol method)
            return name.ToString();
        name.Append('(');
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (i > 0)
                name.Append(',');
            name.Append(method.Parameters[i].Type.MetadataName);
        }

        return name.Append(')').ToString();
    }
}

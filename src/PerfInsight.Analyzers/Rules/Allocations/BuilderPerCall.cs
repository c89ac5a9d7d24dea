using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A StringBuilder that makes one text and is forgotten.</summary>
internal static class BuilderPerCall
{
    /// <summary>True where the builder is a local that is filled, asked for its text once, and known to nobody afterwards.</summary>
    public static bool Is(IObjectCreationOperation creation)
    {
        var local = creation.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } => assigned,
            _ => null,
        };
        if (local is null || creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart) is IMethodSymbol { Name: "ToString", IsOverride: true, Parameters.IsEmpty: true })
            return false;

        // Somebody has counted how long the text will be: it is made once, in one piece.
        if (creation.Arguments is [{ Value: { } size }] && IsCounted(size))
            return false;
        var texts = 0;
        foreach (var reference in Functions.ReferencesTo(local, creation))
        {
            var use = reference;
            while (use.Parent is IConversionOperation)
                use = use.Parent;
            switch (use.Parent)
            {
                case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true } } text when ReferenceEquals(text.Instance, use):
                    texts++;
                    break;
                case IInvocationOperation call when ReferenceEquals(call.Instance, use):
                    texts += EndsInText(call) ? 1 : 0;
                    break;
                case IPropertyReferenceOperation or IImplicitIndexerReferenceOperation:
                    break;

                // if (result == null) result = new StringBuilder();
                case IBinaryOperation or IIsPatternOperation:
                case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, use):
                    break;
                case IArgumentOperation { Parent: IInvocationOperation helper, Parameter.RefKind: RefKind.None }:
                    if (helper.Type is { } result && SymbolEqualityComparer.Default.Equals(result, local.Type))
                        texts += EndsInText(helper) ? 1 : 0;
                    break;
                default:
                    return false;
            }
        }

        return (texts == 1 || (texts > 1 && Functions.ReferencesTo(local, creation).All(IsReturnedOrFilled))) && ReferenceEquals(Functions.Around(creation), Functions.Around(LastText(local, creation) ?? creation));
    }

    // new StringBuilder(text.Length + 2), or a number that was added up; a length alone is a guess.
    private static bool IsCounted(IOperation size) => size is ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Int32 } local }
        ? Functions.ReferencesTo(local, size).Any(reference => reference.Parent is ICompoundAssignmentOperation)
        : size is IBinaryOperation && size.Descendants().Any(part => part is IPropertyReferenceOperation { Property.Name: "Length", Instance.Type: { SpecialType: SpecialType.System_String } or IArrayTypeSymbol or { IsRefLikeType: true } });

    // return builder.ToString(); in several places
    private static bool IsReturnedOrFilled(IOperation reference) => reference.Parent is not IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true } } text || Uses.ParentOf(text) is IReturnOperation;

    // builder.Append(x).Append(y).ToString()
    private static bool EndsInText(IInvocationOperation call)
    {
        IOperation last = call;
        while (last.Parent is IInvocationOperation next && ReferenceEquals(next.Instance, last))
        {
            if (next.TargetMethod is { Name: "ToString", Parameters.IsEmpty: true })
                return true;
            last = next;
        }

        return false;
    }

    private static IOperation? LastText(ILocalSymbol local, IOperation creation) => Functions.ReferencesTo(local, creation).LastOrDefault();
}

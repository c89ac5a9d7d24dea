using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>The characters of a text that are copied into an array: <c>text.ToCharArray()</c>.</summary>
internal static class CharacterCopy
{
    /// <summary>What the array is made for; null where it is needed.</summary>
    public static TextCopy? Of(IInvocationOperation call)
    {
        const string remedy = "index the text itself, or take AsSpan()";
        switch (TextCopy.UseOf(call))
        {
            case IForEachLoopOperation or IArrayElementReferenceOperation:
                return new TextCopy("read its characters", remedy);
            case IInvocationOperation callee when HandedText.IsNeedless(callee, call):
                return new TextCopy("hand it on", "hand on the text itself, or a span of it");
            case IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" } }:
                return new TextCopy("read its characters", "enumerate the text itself");
            default:
                break;
        }

        if (TextCopy.LocalOf(call) is not { } local)
            return null;
        if (IsMadeTextAgain(local, call))
            return new TextCopy("change it and make text again", "change the characters in place with string.Create, or in a span on the stack");
        if (IsOnlyEncoded(local, call))
            return new TextCopy("encode it", "encode the text itself, or a span of it");
        var isRead = false;
        foreach (var reference in Functions.ReferencesTo(local, call))
        {
            if (reference.Parent is not (IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.Name: "Length" } or IForEachLoopOperation
                or IConversionOperation { Parent: IForEachLoopOperation })
                || reference.Parent is IArrayElementReferenceOperation { Parent: IAssignmentOperation { Target: IArrayElementReferenceOperation } or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } } element
                    && !IsRead(element))
            {
                return null;
            }

            isRead = true;
        }

        return isRead ? new TextCopy("read its characters", remedy) : null;
    }

    // encoding.GetBytes(chars, 0, chars.Length)
    private static bool IsOnlyEncoded(ILocalSymbol local, IOperation call)
    {
        var isEncoded = false;
        foreach (var reference in Functions.ReferencesTo(local, call))
        {
            switch (Uses.ParentOf(reference))
            {
                case IPropertyReferenceOperation { Property.Name: "Length" }:
                case ISimpleAssignmentOperation write when ReferenceEquals(write.Target, reference):
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "GetBytes" or "GetByteCount" } method } } when BufferMethods.IsOn(method, "System.Text.Encoding"):
                    isEncoded = true;
                    break;
                default:
                    return false;
            }
        }

        return isEncoded;
    }

    // var chars = text.ToCharArray(); chars[0] = …; return new string(chars);
    private static bool IsMadeTextAgain(ILocalSymbol local, IOperation call)
    {
        var isText = false;
        foreach (var reference in Functions.ReferencesTo(local, call))
        {
            switch (Uses.ParentOf(reference))
            {
                case IArgumentOperation { Parent: IObjectCreationOperation { Type.SpecialType: SpecialType.System_String } }:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } }:
                    isText = true;
                    break;
                case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.Name: "Length" } or IForEachLoopOperation:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_Array } }:
                    break;
                default:
                    return false;
            }
        }

        return isText;
    }

    private static bool IsRead(IOperation element) => element.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Value, element);
}

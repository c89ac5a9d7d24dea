using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>PI1019: text is made only to be appended to text.</summary>
public sealed class FormattedAppendAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.FormattedAppend,
        "Text is made only to be appended",
        "'{1}' is made only for '{2}' and {0}: {3}",
        "A StringBuilder or a writer takes the parts as they are; text that is put together for it is copied once more.");

    private protected override void Analyze(HotMember member)
    {
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var operation in member.Invocations())
        {
            if (operation is IInvocationOperation encode && EncodedText.Of(encode, member.Compilation) is { } encoded && !RareCode.IsError(encode) && !RarePaths.IsRare(encode))
            {
                member.Report(encoded.Text.Syntax, Proof.AllocatedType("System.String"), CodeText.Of(encoded.Text.Syntax), encode.TargetMethod.Name, encoded.Remedy);
                continue;
            }

            if (operation is not IInvocationOperation { TargetMethod: { Name: "Append" or "AppendLine" or "Write" or "WriteLine" } method, Arguments: [{ Value: { } value }] } call
                || method.Parameters[0].Type.SpecialType != SpecialType.System_String || !IsTextTaker(method.ContainingType))
            {
                continue;
            }

            // var line = a + b; line += c; builder.AppendLine(line);
            value = BuiltText.Of(value) ?? value;
            if (RemedyFor(value, method, member.Compilation) is not { } remedy || RareCode.IsError(call) || RarePaths.IsRare(call))
            {
                continue;
            }

            member.Report(value.Syntax, Proof.AllocatedType("System.String"), CodeText.Of(value.Syntax), method.Name, remedy);
        }
    }

    // Console is no place where bytes count.
    private static bool IsTextTaker(INamedTypeSymbol type) =>
        (type.Name is "StringBuilder" or "TextWriter" or "StreamWriter" or "StringWriter" && FrameworkCalls.IsFramework(type)) || IsOwnBuilder(type);

    // ValueStringBuilder and the like.
    private static bool IsOwnBuilder(INamedTypeSymbol type) => type.Name.EndsWith("StringBuilder", StringComparison.Ordinal) && !type.DeclaringSyntaxReferences.IsEmpty
        && type.GetMembers("Append").OfType<IMethodSymbol>().Any(method => method.Parameters is [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } }]);

    private static string? RemedyFor(IOperation value, IMethodSymbol method, Compilation compilation)
    {
        var isBuilder = method.ContainingType.Name == "StringBuilder";
        var formatsInPlace = isBuilder && compilation.GetTypeByMetadataName("System.Text.StringBuilder+AppendInterpolatedStringHandler") is not null;
        if (IsOwnBuilder(method.ContainingType))
        {
            return value is IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type: { } number } && IsFormattable(number) && !number.GetMembers("TryFormat").IsEmpty
                ? "format it into a buffer on the stack with TryFormat, and append the span"
                : null;
        }

        switch (value)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false }:
            case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String, Parameters: [{ Type.SpecialType: SpecialType.System_String }, ..] } }:
                return $"call {method.Name} for each part";
            case IInterpolatedStringOperation { ConstantValue.HasValue: false } text when text.Parts.Any(part => part is IInterpolationOperation):
                return isBuilder ? "append the parts" : "write the parts";
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } } when isBuilder && !method.ContainingType.GetMembers("AppendJoin").IsEmpty:
                return "use AppendJoin";
            case IInvocationOperation { TargetMethod: { Name: "Join", ContainingType.SpecialType: SpecialType.System_String } } when !isBuilder:
                return "write the parts one by one";
            case IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value.Type.SpecialType: SpecialType.System_Char }, _] } when isBuilder:
                return "append the character with its count: Append(c, count)";
            case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance.Type: { Name: "StringBuilder" } other } when isBuilder && FrameworkCalls.IsFramework(other):
                return "append the builder itself";
            case IInvocationOperation { TargetMethod: { Name: "Format", ContainingType.SpecialType: SpecialType.System_String } }:
                return formatsInPlace ? "append an interpolated string, or use AppendFormat" : isBuilder ? "use AppendFormat, or append the parts" : "write the parts";
            case IInvocationOperation { TargetMethod: { Name: "ToString", IsVirtual: false } or { Name: "ToString", IsOverride: true }, Instance.Type: { } type } call when IsFormattable(type):
                // There is an overload for numbers; other values would be boxed for the one that takes any object.
                return call.Arguments.IsEmpty && type.SpecialType is not (SpecialType.None or SpecialType.System_DateTime)
                    ? isBuilder ? "append the value itself" : "write the value itself"
                    : formatsInPlace ? "append an interpolated string: it formats into the builder"
                    : !isBuilder && WritesSpans(method.ContainingType) && !type.GetMembers("TryFormat").IsEmpty ? "format it into a buffer on the stack with TryFormat, and write the span" : null;
            case IObjectCreationOperation { Type.SpecialType: SpecialType.System_String, Arguments: [{ Value.Type.SpecialType: SpecialType.System_Char }, _] } when !isBuilder:
                return "write the character as often, or a part of a text that is kept";
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, ReturnType.SpecialType: SpecialType.System_String } rendered } when !isBuilder && WriterTwin(rendered) is { } twin:
                return $"let {twin} write to it";
            default:
                return null;
        }
    }

    private static bool WritesSpans(INamedTypeSymbol writer)
    {
        for (var type = writer; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("Write").OfType<IMethodSymbol>().Any(other => other.Parameters is [{ Type: INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Char }] } }]))
                return true;
        }

        return false;
    }

    // template.Render(model) beside template.Render(writer, model)
    private static string? WriterTwin(IMethodSymbol method) => method.ContainingType.SpecialType == SpecialType.None
        ? method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(other => other.IsStatic == method.IsStatic && other.DeclaredAccessibility != Accessibility.Private && other.Parameters.Any(parameter => parameter.Type.Name is "TextWriter")
            && (other.Name == method.Name || other.Name == method.Name + "To" || other.Name is "WriteTo" or "RenderTo"))?.Name
        : null;

    private static bool IsFormattable(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32
        or SpecialType.System_UInt64 or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte
        or SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_Char or SpecialType.System_DateTime
        || type is { Name: "Guid" or "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// <c>string.Format</c> and <c>StringBuilder.AppendFormat</c> as interpolated strings, which since .NET 6 and C# 10 box nothing and need
/// no array. They format each value before they evaluate the next, so values must be of types whose texts have no effect.
/// </summary>
internal static class InterpolatedText
{
    /// <summary>The fix for a call, null where the text could become another one.</summary>
    public static Fix? Of(IInvocationOperation call, FixContext place)
    {
        var name = CalleeName.Of(call.TargetMethod);
        if (name is not ("System.String.Format" or "System.Text.StringBuilder.AppendFormat")
            || place.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp10 }
            || place.Model.Compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler") is null
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: var arguments } syntax
            || arguments.Any(argument => argument.NameColon is not null) || Comments.IsIn(syntax))
        {
            return null;
        }

        var hasProvider = call.TargetMethod.Parameters[0].Type.Name == "IFormatProvider";
        if (hasProvider && !IsCulture(arguments[0].Expression, place))
            return null;
        var isBuilder = name.EndsWith("AppendFormat", StringComparison.Ordinal);
        var values = arguments.Skip(hasProvider ? 2 : 1).Select(argument => argument.Expression).ToList();
        if (values.Count == 0 || arguments[hasProvider ? 1 : 0].Expression is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } format
            || TextOf(format.Token.Text, values, place, isBuilder) is not { } text)
        {
            return null;
        }

        var provider = hasProvider ? arguments[0] + ", " : "";
        var replacement = isBuilder ? $"{access.Expression.WithoutTrivia()}.Append({provider}{text})"
            : hasProvider ? $"{access.Expression.WithoutTrivia()}.Create({provider}{text})" : text;
        var mark = new SyntaxAnnotation();
        var root = place.Root.ReplaceNode(syntax, SyntaxFactory.ParseExpression(replacement).WithTriviaFrom(syntax).WithAdditionalAnnotations(mark));
        if (CompiledAgain.ModelOf(place, root) is not { } model)
            return null;

        // Around it, an overload that takes a handler may be the better one now.
        var written = model.SyntaxTree.GetRoot(place.CancellationToken).GetAnnotatedNodes(mark).Single();
        var isText = written is not InterpolatedStringExpressionSyntax
            || model.GetTypeInfo(written, place.CancellationToken) is { ConvertedType.SpecialType: SpecialType.System_String } or { Type.SpecialType: SpecialType.System_String, ConvertedType.SpecialType: SpecialType.System_Object };
        return isText ? new Fix("Use an interpolated string", root) : null;
    }

    private static bool IsCulture(ExpressionSyntax provider, FixContext place) =>
        place.Model.GetOperation(provider, place.CancellationToken) is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "InvariantCulture" or "CurrentCulture", ContainingType: { Name: "CultureInfo", ContainingNamespace.Name: "Globalization" } } };

    // {0}, {0,5}, {0:N2} and doubled braces; anything else throws at run time, or is an escape that hides a brace.
    private static string? TextOf(string literal, List<ExpressionSyntax> values, FixContext place, bool isBuilder)
    {
        var used = new int[values.Count];
        var text = new System.Text.StringBuilder("$");
        for (var i = 0; i < literal.Length; i++)
        {
            var c = literal[i];
            if (c == '\\' && i + 1 < literal.Length && literal[0] == '"')
            {
                if (literal[i + 1] is 'u' or 'U' or 'x')
                    return null;
                text.Append(c).Append(literal[++i]);
            }
            else if (c is '{' or '}' && i + 1 < literal.Length && literal[i + 1] == c)
            {
                text.Append(c).Append(literal[++i]);
            }
            else if (c == '}')
            {
                return null;
            }
            else if (c != '{')
            {
                text.Append(c);
            }
            else
            {
                var end = literal.IndexOf('}', i);
                if (end < 0 || (literal.IndexOf(':', i, end - i) >= 0 && literal[end + 1] == '}') || Hole(literal.Substring(i + 1, end - i - 1), values, used, place, isBuilder) is not { } hole)
                    return null;
                text.Append('{').Append(hole).Append('}');
                i = end;
            }
        }

        return used.All(times => times == 1) ? text.ToString() : null;
    }

    private static string? Hole(string text, List<ExpressionSyntax> values, int[] used, FixContext place, bool isBuilder)
    {
        var colon = text.IndexOf(':');
        var (head, format) = colon < 0 ? (text, "") : (text.Substring(0, colon), text.Substring(colon));
        var comma = head.IndexOf(',');
        var (number, alignment) = comma < 0 ? (head, "") : (head.Substring(0, comma), head.Substring(comma));
        if (number.Length is 0 or > 2 || !number.All(c => c is >= '0' and <= '9') || format.IndexOfAny(['{', '"', '\\']) >= 0 || format == ":"
            || (alignment.Length > 0 && !int.TryParse(alignment.Substring(1), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _)))
        {
            return null;
        }

        var index = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        if (index >= values.Count || (used.Length > 0 && used.Skip(index).Any(times => times > 0)))
            return null;
        used[index]++;

        // A wrong format, or a builder that is null, throws before the values that come after it would.
        var value = values[index];
        var canThrow = !isBuilder && format.Length == 0;
        if (place.Model.GetOperation(value, place.CancellationToken) is not { } operation || Collections.WithoutConversions(operation) is not { Type: { } type } bare
            || !PureCalls.IsImmutable(type) || type.Name is "Uri" or "Regex" or "Match" or "Group" || !QuietCode.Is(bare, place, canThrow) || value.ToString().IndexOf('\n') >= 0)
        {
            return null;
        }

        var isSimple = value.ToString().IndexOfAny([':', '"']) < 0 && value is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax;
        return (isSimple ? value.WithoutTrivia().ToString() : $"({value.WithoutTrivia()})") + alignment + format;
    }
}

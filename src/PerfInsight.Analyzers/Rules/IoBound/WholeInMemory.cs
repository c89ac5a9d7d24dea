using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>A response or file that is put into memory whole although the code goes on with a stream.</summary>
internal static class WholeInMemory
{
    private static readonly HashSet<string> Streaming = new(StringComparer.Ordinal) { "ReadAsStreamAsync", "ReadAsStream", "CopyToAsync", "CopyTo" };

    /// <summary>What serves instead; null where a call does no such thing.</summary>
    public static string? RemedyOf(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "GetAsync" or "SendAsync", ContainingType.Name: "HttpClient" or "HttpMessageInvoker" } when IsReadAsStream(call) => "pass HttpCompletionOption.ResponseHeadersRead, and read its stream as it comes",
        { Name: "CopyTo" or "CopyToAsync" } when IsFileToMemory(call) => "hand out the stream of the file itself",
        _ => null,
    };

    // var response = await client.GetAsync(url); … await response.Content.ReadAsStreamAsync()
    private static bool IsReadAsStream(IInvocationOperation call)
    {
        if (call.Arguments.Any(argument => argument.Value.Type?.Name == "HttpCompletionOption") || ResultOf(call) is not { } response)
            return false;
        var reads = Functions.ReferencesTo(response, call).Select(ContentReadBy).OfType<IInvocationOperation>().ToList();
        return reads.Any(read => Streaming.Contains(read.TargetMethod.Name)) && reads.All(read => Streaming.Contains(read.TargetMethod.Name));
    }

    // response.Content.X()
    private static IInvocationOperation? ContentReadBy(IOperation reference) =>
        reference.Parent is IPropertyReferenceOperation { Property.Name: "Content" } content && content.Parent is IInvocationOperation read ? read : null;

    // using var file = File.OpenRead(path); var memory = new MemoryStream(); file.CopyTo(memory); memory.Position = 0; return memory;
    private static bool IsFileToMemory(IInvocationOperation call)
    {
        if (Collections.WithoutConversions(call.Instance) is not ILocalReferenceOperation { Local: { Type.Name: "FileStream" } } || call.Arguments is not [{ Value: var target }, ..]
            || Collections.WithoutConversions(target) is not ILocalReferenceOperation { Local: { Type.Name: "MemoryStream" } memory }
            || OwnedLocals.InitializerOf(memory, call) is not IObjectCreationOperation { Arguments.IsEmpty: true })
        {
            return false;
        }

        var isReturned = false;
        foreach (var reference in Functions.ReferencesTo(memory, call))
        {
            if (ReferenceEquals(reference, Collections.WithoutConversions(target)))
                continue;
            var use = reference.Parent is IConversionOperation conversion ? conversion.Parent : reference.Parent;
            switch (use)
            {
                case IReturnOperation:
                    isReturned = true;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Position" } or IInvocationOperation { TargetMethod.Name: "Seek" or "Flush" }:
                    break;
                default:
                    return false;
            }
        }

        return isReturned;
    }

    private static ILocalSymbol? ResultOf(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IAwaitOperation or IConversionOperation or IVariableInitializerOperation or IParenthesizedOperation || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } })
            parent = parent.Parent;
        return (parent as IVariableDeclaratorOperation)?.Symbol;
    }
}

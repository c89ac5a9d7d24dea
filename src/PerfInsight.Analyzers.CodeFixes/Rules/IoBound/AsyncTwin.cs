using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>The asynchronous method that does what a synchronous one does, once it is awaited.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Type">Its type, null where it is the same.</param>
internal sealed record AsyncTwin(string Method, INamedTypeSymbol? Type = null)
{
    // Not here: streams and commands that may be of any kind, and those whose timeouts hold for synchronous calls alone.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "System.IO.File.ReadAllText", "System.IO.File.ReadAllLines", "System.IO.File.ReadAllBytes", "System.IO.File.WriteAllText",
        "System.IO.File.WriteAllLines", "System.IO.File.WriteAllBytes", "System.IO.File.AppendAllText", "System.IO.File.AppendAllLines",
        "System.Net.Dns.GetHostAddresses", "System.Net.Dns.GetHostEntry",
    };

    /// <summary>The twin of a call, null where it has none that is known to do the same.</summary>
    public static AsyncTwin? Of(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var name = CalleeName.Of(method);
        if (Known.Contains(name))
            return new AsyncTwin(method.Name + "Async");
        if (name == "System.Threading.Thread.Sleep" && IsKnownTime(call.Arguments[0].Value))
            return new AsyncTwin("Delay", call.SemanticModel!.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task"));
        var isOfFile = method.Name switch
        {
            "Read" or "Write" or "Flush" or "CopyTo" => call.Instance?.Type is { Name: "FileStream", ContainingNamespace.Name: "IO" },
            "ReadToEnd" or "ReadLine" => Collections.WithoutConversions(call.Instance) is ILocalReferenceOperation { Local: var reader } && ReadsFile(reader, call),
            _ => false,
        };
        return isOfFile ? new AsyncTwin(method.Name + "Async") : null;
    }

    /// <summary>The call of the twin with the same arguments.</summary>
    public static ExpressionSyntax? Call(InvocationExpressionSyntax call, AsyncTwin twin)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access)
            return null;
        if (twin.Type is not { } type)
            return call.WithExpression(access.WithName(SyntaxFactory.IdentifierName(twin.Method).WithTriviaFrom(name)));
        return SyntaxFactory.ParseExpression(type.ToDisplayString()) is ExpressionSyntax owner
            ? call.WithExpression(access.WithExpression(owner.WithTriviaFrom(access.Expression).WithAdditionalAnnotations(
                    Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation, Microsoft.CodeAnalysis.Simplification.Simplifier.AddImportsAnnotation))
                .WithName(SyntaxFactory.IdentifierName(twin.Method).WithTriviaFrom(name)))
            : null;
    }

    /// <summary>True where a method takes what another takes, and at most a token more.</summary>
    public static bool Takes(IMethodSymbol twin, IMethodSymbol method) =>
        twin.Parameters.Length - method.Parameters.Length is 0 or 1
        && twin.Parameters.Skip(method.Parameters.Length).All(parameter => parameter is { IsOptional: true, Type.Name: "CancellationToken" })
        && method.Parameters.Zip(twin.Parameters, (one, other) => one.Type.ToDisplayString() == other.Type.ToDisplayString()).All(same => same)
        && Tasks.IsTask(twin.ReturnType);

    // Sleep and Delay refuse other times, with other words.
    private static bool IsKnownTime(IOperation time) => time switch
    {
        { ConstantValue: { HasValue: true, Value: int milliseconds } } => milliseconds >= 0,
        IInvocationOperation { TargetMethod: { Name: "FromMilliseconds" or "FromSeconds" or "FromMinutes", ContainingType.Name: "TimeSpan" }, Arguments: var arguments } =>
            arguments.All(argument => Collections.WithoutConversions(argument.Value)?.ConstantValue is { HasValue: true, Value: int and >= 0 and <= 10000 or long and >= 0 and <= 10000 or double and >= 0 and <= 10000 }),
        _ => false,
    };

    // new StreamReader(path), File.OpenText(path)
    private static bool ReadsFile(ILocalSymbol reader, IOperation code) =>
        !Functions.ReferencesTo(reader, code).Any(OwnedLocals.IsWritten) && OwnedLocals.InitializerOf(reader, code) switch
        {
            IObjectCreationOperation { Type.Name: "StreamReader", Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }, ..] } => true,
            IInvocationOperation { TargetMethod: { Name: "OpenText", ContainingType: { Name: "File", ContainingNamespace.Name: "IO" } } } => true,
            _ => false,
        };
}

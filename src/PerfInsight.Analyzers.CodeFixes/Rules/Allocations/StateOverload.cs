using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>A call of a framework method that has a twin which hands an argument on to its delegates.</summary>
/// <param name="Call">The call.</param>
/// <param name="Lambdas">The lambdas that it is given.</param>
/// <param name="IsLater">True where the delegate may run after the call has returned.</param>
/// <param name="IsObject">True where the twin takes the argument as an object, so that a value would be boxed.</param>
/// <param name="ReplacesParameter">True where the lambda's own parameter, always null, becomes the argument.</param>
/// <param name="Suffix">What else the twin wants after the argument.</param>
internal sealed record StateOverload(
    IInvocationOperation Call, IReadOnlyList<IAnonymousFunctionOperation> Lambdas, bool IsLater, bool IsObject, bool ReplacesParameter, string Suffix)
{
    /// <summary>The twin of a call's method, null where it has none that is known to do the same.</summary>
    public static StateOverload? Of(IInvocationOperation call)
    {
        // A list by hand: what a method does with its state is known of these.
        var parameters = call.TargetMethod.Parameters.Length;
        var (kind, suffix, lambdas) = (CalleeName.Of(call.TargetMethod), parameters) switch
        {
            ("System.Collections.Concurrent.ConcurrentDictionary`2.GetOrAdd", 2) => (Kind.Typed, "", 1),
            ("System.Collections.Concurrent.ConcurrentDictionary`2.AddOrUpdate", 3) => (Kind.Typed, "", 2),
            ("System.Collections.Immutable.ImmutableInterlocked.GetOrAdd", 3) => (Kind.Typed, "", 1),
            ("System.Collections.Immutable.ImmutableInterlocked.Update", 2) => (Kind.Typed, "", 1),
            ("System.Threading.ThreadPool.QueueUserWorkItem", 1) => (Kind.Queued, ", preferLocal: false", 1),
            ("System.Threading.CancellationToken.Register", 1) => (Kind.Object, "", 1),
            _ => (Kind.None, "", 0),
        };
        if (kind == Kind.None || call.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } || arguments.Any(argument => argument.NameColon is not null))
            return null;

        // They are the last arguments.
        var functions = new List<IAnonymousFunctionOperation>();
        foreach (var argument in arguments.Skip(arguments.Count - lambdas))
        {
            if (call.Arguments.FirstOrDefault(one => one.Syntax == argument)?.Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Syntax: LambdaExpressionSyntax } lambda })
                return null;
            functions.Add(lambda);
        }

        return new StateOverload(call, functions, kind != Kind.Typed, kind == Kind.Object, kind == Kind.Queued, suffix);
    }

    private enum Kind
    {
        None,
        Typed,
        Queued,
        Object,
    }
}

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>A static method of a compiled test program, and what a call of it does in words.</summary>
internal sealed class Run
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly MethodInfo _entry;
    private readonly List<string>? _log;

    public Run(Assembly program, string entry)
    {
        var dot = entry.LastIndexOf('.');
        _entry = program.GetType(entry[..dot], throwOnError: true)!.GetMethod(entry[(dot + 1)..], Statics)
            ?? throw new ArgumentException($"there is no static method '{entry}'", nameof(entry));
        _log = program.GetTypes().Select(type => type.GetField("Log", Statics)?.GetValue(null) as List<string>).FirstOrDefault(log => log is not null);
    }

    /// <summary>Result or exception, log and arguments after a call with a copy of <paramref name="input"/>.</summary>
    public string Describe(object? input)
    {
        _log?.Clear();
        var arguments = ArgumentsOf(input).Select(Copy).ToArray();
        string outcome;
        try
        {
            outcome = "returned " + DeepText.Of(Wait(_entry.Invoke(null, arguments)));
        }
        catch (Exception exception)
        {
            var thrown = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            outcome = $"threw {thrown.GetType().FullName}: {thrown.Message}";
        }

        return $"{outcome}; log {DeepText.Of(_log)}; arguments {DeepText.Of(arguments)}";
    }

    private object?[] ArgumentsOf(object? input)
    {
        if (_entry.GetParameters().Length == 1 && input is not object?[])
            return [input];
        return input switch
        {
            object?[] arguments => arguments,
            ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
            _ => throw new ArgumentException($"'{_entry.Name}' has {_entry.GetParameters().Length} parameters: give a tuple"),
        };
    }

    // Both programs start from equal arguments; one must not see what the other did to them.
    private static object? Copy(object? value)
    {
        switch (value)
        {
            case Array array:
                var copy = (Array)array.Clone();
                for (var i = 0; i < copy.Length && !array.GetType().GetElementType()!.IsPrimitive; i++)
                    copy.SetValue(Copy(copy.GetValue(i)), i);
                return copy;
            case IList list when list.GetType().GetConstructor(Type.EmptyTypes) is { } constructor:
                var items = (IList)constructor.Invoke(null);
                foreach (var item in list)
                    items.Add(Copy(item));
                return items;
            default:
                return value;
        }
    }

    private static object? Wait(object? result)
    {
        if (result?.GetType() is { IsValueType: true } type && type.GetMethod("AsTask") is { } asTask)
            result = asTask.Invoke(result, null);
        if (result is not Task task)
            return result;
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Work that is asked of each element of a list under its lock: <c>foreach (var store in _stores) if (store.Load(name) is { } found) return found;</c>.</summary>
internal static class AskedOfEach
{
    // Whoever asks so does not know what it takes; IsX, HasX and CanX are answered at once.
    private static readonly string[] Works =
        ["Get", "Find", "Load", "Open", "Read", "Resolve", "Create", "Build", "Handle", "Process", "Execute", "Render", "Parse", "Fetch", "Search", "Evaluate", "Compute", "Convert", "Transform", "Serialize", "Deserialize"];

    /// <summary>The name of the method that is called; null where a loop does no such thing.</summary>
    public static string? Of(ILoopOperation loop)
    {
        if (loop is not IForEachLoopOperation { IsAsynchronous: false, Locals: [var element] } each || CollectionPath.Of(Collections.WithoutConversions(each.Collection)) is not { Holder: IFieldSymbol or IPropertySymbol } path
            || Collections.IsChangedIn(path, loop.Body))
        {
            return null;
        }

        foreach (var operation in HeldLock.Now(loop.Body))
        {
            if (operation is IInvocationOperation { TargetMethod: { ReturnsVoid: false, MethodKind: MethodKind.Ordinary, Parameters.Length: > 0 } method, Instance: { } receiver } call
                && Collections.WithoutConversions(receiver) is ILocalReferenceOperation { Local: var asked } && SymbolEqualityComparer.Default.Equals(asked, element)
                && (method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface) && !FrameworkCalls.IsFramework(method.ContainingType)
                && !method.Name.StartsWith("GetHashCode", StringComparison.Ordinal) && Works.Any(start => Starts(method.Name, start)) && !RarePaths.IsRare(call))
            {
                return method.Name;
            }
        }

        return null;
    }

    private static bool Starts(string name, string start) => name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsLower(name[start.Length]));
}

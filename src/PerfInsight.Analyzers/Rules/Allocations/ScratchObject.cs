using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Allocations;

/// <summary>
/// An empty object that each iteration makes for a call to fill: <c>var term = new BytesRef(); values.LookupOrd(i, term);</c>. What
/// the call is handed tells it nothing, so it writes; one object serves all iterations.
/// </summary>
internal static class ScratchObject
{
    // Whoever is handed an object to keep says so.
    private static readonly string[] Keepers =
    [
        "Add", "Enqueue", "Push", "Insert", "Append", "Register", "Subscribe", "Attach", "Track", "Post", "Send", "Publish", "Set", "Put", "Store", "Save", "Queue", "Schedule", "Start", "Run",
        "Try", "Write", "Invoke", "Raise", "Emit", "Assign", "Link", "Connect", "Bind", "Use", "With", "Init", "Create", "Execute", "Process", "Handle", "Visit", "On", "Begin", "Await", "Configure",
    ];

    /// <summary>True for the creation of such an object.</summary>
    public static bool Is(IObjectCreationOperation creation)
    {
        if (creation is not { Arguments.IsEmpty: true, Initializer: null, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } type }
            || FrameworkCalls.IsFramework(type) || type.AllInterfaces.Any(face => face.Name is "IDisposable" or "IAsyncDisposable")
            || creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator }
            || !Loops.Around(creation).Any())
        {
            return false;
        }

        var isFilled = false;
        var isRead = false;
        foreach (var reference in Functions.ReferencesTo(local, creation).OrderBy(reference => reference.Syntax.SpanStart))
        {
            if (!ReferenceEquals(Functions.Around(reference), Functions.Around(declarator)))
                return false;
            switch (Uses.ParentOf(reference))
            {
                case IArgumentOperation { Parent: IInvocationOperation { Parent: IExpressionStatementOperation, TargetMethod: { ReturnsVoid: true } method } } when !isFilled && !isRead && IsFiller(method):
                    isFilled = true;
                    break;
                case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when isFilled && !OwnedLocals.IsWritten(member) && IsPlain(member):
                    isRead = true;
                    break;
                case IInvocationOperation { Arguments.IsEmpty: true, TargetMethod: { ReturnType.SpecialType: not SpecialType.None } } call when isFilled && ReferenceEquals(Collections.WithoutConversions(call.Instance), reference):
                    isRead = true;
                    break;
                default:
                    return false;
            }
        }

        return isFilled && isRead;
    }

    // dv.Get(doc, bytesRef): the object is the last argument, and the name is not one of keeping.
    private static bool IsFiller(IMethodSymbol method) => !method.IsAsync && !Keepers.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal));

    // What is read of it is no object that goes on living: numbers, text, an array that is gone through.
    private static bool IsPlain(IMemberReferenceOperation member) => member.Type is { } type
        && (type.IsValueType || type.SpecialType == SpecialType.System_String || (type is IArrayTypeSymbol && Uses.ParentOf(member) is IArrayElementReferenceOperation or IVariableInitializerOperation or IPropertyReferenceOperation));
}

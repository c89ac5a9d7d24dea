using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.Algorithmic;

/// <summary>Calls that ask reflection what a type or member has.</summary>
internal static class ReflectionCall
{
    private static readonly HashSet<string> LookUps = new(StringComparer.Ordinal)
    {
        "GetCustomAttributes", "GetCustomAttribute", "GetProperties", "GetProperty", "GetMethods", "GetMethod", "GetFields", "GetField", "GetMembers", "GetMember",
        "GetConstructors", "GetConstructor", "GetInterfaces", "GetEvents", "GetNestedTypes", "GetRuntimeProperties", "GetRuntimeMethods", "GetRuntimeFields", "GetRuntimeProperty",
        "GetRuntimeMethod", "GetRuntimeField", "IsDefined", "MakeGenericType", "MakeGenericMethod",
    };

    // What keeps an answer for each key, and what is asked before.
    private static readonly HashSet<string> Tables = new(StringComparer.Ordinal) { "GetOrAdd", "TryGetValue", "TryAdd", "GetOrCreate", "AddOrUpdate", "ContainsKey", "GetValueOrAdd", "GetValue", "GetOrAddAsync" };

    // Members that make a description, a plan or code once for a type: who calls them keeps what they return.
    private static readonly string[] Makers =
    [
        "Create", "Build", "Register", "Configure", "Init", "Compile", "Emit", "Generate", "Add", "Map", "Scan", "Discover", "Load", "Setup", "Make", "Validate", "Bind", "Install", "Start", "Define", "Populate", "Collect",
    ];

    /// <summary>True for a look-up of what a type or member has.</summary>
    public static bool IsLookUp(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!LookUps.Contains(method.Name) || !FrameworkCalls.IsFramework(method.ContainingType))
            return false;
        return method.ContainingType.Name is "Type" or "TypeInfo" or "Attribute" or "CustomAttributeExtensions" or "RuntimeReflectionExtensions" or "TypeExtensions"
            || method.ContainingType is { ContainingNamespace.Name: "Reflection", Name: not ("Assembly" or "Module") };
    }

    /// <summary>True where the member looks into a table or fills a field, or makes what others keep.</summary>
    public static bool IsKept(HotMember member) => Makers.Any(start => member.Symbol.Name.StartsWith(start, StringComparison.Ordinal))
        || IsOfCache(member.Symbol.Name) || IsOfCache(member.Symbol.ContainingType.Name)
        || member.Symbol.ReturnType.ContainingNamespace is { Name: "Expressions" } || member.Symbol.ReturnType.TypeKind == TypeKind.Delegate
        || member.Operations().Any(operation => operation switch
        {
            IInvocationOperation call => Tables.Contains(call.TargetMethod.Name) && (Sequences.IsDictionary(call.Instance?.Type) || call.Instance?.Type?.Name is "ConditionalWeakTable" || call.TargetMethod.Name.StartsWith("GetOr", StringComparison.Ordinal)),
            ICoalesceAssignmentOperation => true,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: false } } => true,
            IPropertyReferenceOperation { Arguments: [{ Value.Type.Name: "Type" or "MethodInfo" or "MemberInfo" or "PropertyInfo" or "FieldInfo" }], Instance.Type: var table } => Sequences.IsDictionary(table),
            _ => false,
        });

    /// <summary>
    /// What is asked about, in a word: the type of a value that the member is given, or a type or member that it is given; null for
    /// anything else, of which each call may ask another one.
    /// </summary>
    public static string? SubjectOf(IInvocationOperation call)
    {
        var asked = Sequences.SourceOf(call);
        for (var i = 0; i < 8; i++)
        {
            switch (Sequences.Received(asked))
            {
                case IInvocationOperation { TargetMethod.Name: "GetType", Arguments.IsEmpty: true, Instance: { } value }:
                    return IsGiven(value) ? "type" : null;
                case IInvocationOperation { TargetMethod.Name: "GetTypeInfo" or "GetGenericTypeDefinition" or "GetBaseDefinition" } step:
                    asked = Sequences.SourceOf(step);
                    break;
                case IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.LambdaMethod or MethodKind.LocalFunction) } } parameter }:
                    return WordFor(parameter.Type);
                case ITypeOfOperation { TypeOperand: ITypeParameterSymbol }:
                    return "type";

                // typeof(Texts).GetFields().FirstOrDefault(f => f.Name == name)
                case ITypeOfOperation when Uses.ParentOf(call) is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var query } search } && Sequences.IsLinq(query) && query.Name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Any" or "Where" && search.Arguments.Any(argument => argument.Value is IDelegateCreationOperation):
                    return "name";
                case ILocalReferenceOperation { Local: var local } when OwnedLocals.InitializerOf(local, call) is { } value && !Uses.IsReassigned(local, call):
                    asked = value;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsOfCache(string name) => name.IndexOf("Cache", StringComparison.Ordinal) >= 0;

    private static bool IsGiven(IOperation value) => Sequences.Received(value) is IParameterReferenceOperation or IInstanceReferenceOperation
        || (Sequences.Received(value) is ILocalReferenceOperation { Local: var local } && OwnedLocals.InitializerOf(local, value) is { } initial && Sequences.Received(initial) is IParameterReferenceOperation);

    private static string? WordFor(ITypeSymbol type) => type.Name switch
    {
        "Type" or "TypeInfo" => "type",
        "MemberInfo" or "PropertyInfo" or "FieldInfo" or "MethodInfo" or "MethodBase" or "ConstructorInfo" or "ParameterInfo" or "ICustomAttributeProvider" => "member",
        _ => null,
    };
}

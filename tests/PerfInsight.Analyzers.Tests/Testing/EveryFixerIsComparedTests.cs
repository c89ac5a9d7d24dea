using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis.CodeFixes;
using PerfInsight.Analyzers.Rules;

namespace PerfInsight.Analyzers.Tests.Testing;

/// <summary>No fixer is without a test that runs the original and the fixed code.</summary>
public class EveryFixerIsComparedTests
{
    [Fact]
    public void Every_code_fix_goes_through_the_differential_harness()
    {
        var compared = FixersGivenTo(nameof(Differential.SameResultsAsync));
        var fixers = typeof(HotMemberFixer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => type.FullName!)
            .ToList();
        Assert.True(fixers.Count > 20, "fixers are found by their base class");
        var missing = fixers.Where(fixer => !compared.Contains(fixer)).ToList();
        Assert.True(
            missing.Count == 0,
            $"no test calls {nameof(Differential)}.{nameof(Differential.SameResultsAsync)} with {string.Join(", ", missing)}: add one that compares original and fixed code on generated inputs");
    }

    // Calls of a generic method are rows of the table MethodSpec, with the type arguments that each is given.
    private static HashSet<string> FixersGivenTo(string method)
    {
        using var file = new PEReader(File.OpenRead(typeof(EveryFixerIsComparedTests).Assembly.Location));
        var reader = file.GetMetadataReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.MethodSpec); row++)
        {
            var call = reader.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row));
            if (call.Method.Kind == HandleKind.MethodDefinition && reader.GetString(reader.GetMethodDefinition((MethodDefinitionHandle)call.Method).Name) == method)
                names.UnionWith(call.DecodeSignature(new TypeNames(), null));
        }

        return names;
    }

    // Only the names of plain classes are asked for.
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => "";

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => "";

        public string GetArrayType(string elementType, ArrayShape shape) => "";

        public string GetByReferenceType(string elementType) => "";

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => "";

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => "";

        public string GetPinnedType(string elementType) => "";

        public string GetPointerType(string elementType) => "";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "";

        public string GetSZArrayType(string elementType) => "";
    }
}

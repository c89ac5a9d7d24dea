using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Evidence;

/// <summary>A set of kinds of operations: those that there are in a member, or those that a rule looks at.</summary>
internal readonly struct OperationKinds
{
    /// <summary>
    /// The kinds that may cost: no literals, no reads of locals and parameters, no statements that only hold others. Two operations in three do not.
    /// </summary>
    public static readonly OperationKinds Work = new OperationKinds(
        OperationKind.Literal, OperationKind.LocalReference, OperationKind.ParameterReference, OperationKind.InstanceReference,
        OperationKind.Block, OperationKind.ExpressionStatement, OperationKind.VariableDeclarationGroup, OperationKind.VariableDeclaration, OperationKind.VariableInitializer,
        OperationKind.VariableDeclarator, OperationKind.Argument, OperationKind.MethodBody, OperationKind.ConstructorBody).Others();

    // One bit for each kind. There are 128 so far; a later one shares its bit with another, which only makes a rule look at more.
    private readonly ulong _low;
    private readonly ulong _high;

    /// <summary>A set of these kinds.</summary>
    public OperationKinds(params OperationKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            if (((int)kind & 64) == 0)
                _low |= Bit(kind);
            else
                _high |= Bit(kind);
        }
    }

    private OperationKinds(ulong low, ulong high) => (_low, _high) = (low, high);

    /// <summary>True where the set has the kind.</summary>
    public bool Has(OperationKind kind) => ((((int)kind & 64) == 0 ? _low : _high) & Bit(kind)) != 0;

    /// <summary>This set and a kind.</summary>
    public OperationKinds And(OperationKind kind) => ((int)kind & 64) == 0 ? new(_low | Bit(kind), _high) : new(_low, _high | Bit(kind));

    /// <summary>True where both have a kind.</summary>
    public bool Overlaps(OperationKinds other) => (_low & other._low) != 0 || (_high & other._high) != 0;

    private OperationKinds Others() => new(~_low, ~_high);

    private static ulong Bit(OperationKind kind) => 1UL << ((int)kind & 63);
}

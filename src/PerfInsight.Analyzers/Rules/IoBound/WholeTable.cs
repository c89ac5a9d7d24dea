using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>A table that is loaded with all its rows, of which the code then picks some, or goes through them in batches.</summary>
internal static class WholeTable
{
    // What picks some of the rows, or asks one thing of all.
    private static readonly HashSet<string> Picks = new(StringComparer.Ordinal)
    {
        "Where", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Any", "Count", "LongCount", "Skip", "Take", "Max", "Min", "Sum", "Average",
    };

    private static readonly HashSet<string> Batches = new(StringComparer.Ordinal) { "Batch", "Chunk", "Buffer", "InBatchesOf" };

    /// <summary>What serves instead of <c>db.Users.ToList()</c>; null where all rows are used, or handed on.</summary>
    public static string? RemedyOf(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("ToList" or "ToArray" or "ToListAsync" or "ToArrayAsync") || !IsTable(Sequences.SourceOf(call)))
            return null;
        switch (UseOf(call))
        {
            case IVariableDeclaratorOperation { Symbol: { } rows } declared:
                return OfRows(rows, declared);
            case { } use:
                return OfUse(use) ?? OfLoop(use);
            default:
                return null;
        }
    }

    // The rows are looked at in several places only where these are loops: who looks up each of many things in them wanted one query.
    private static string? OfRows(ILocalSymbol rows, IOperation declared)
    {
        var references = Functions.ReferencesTo(rows, declared).ToList();
        if (references.Count == 0 || references.Any(OwnedLocals.IsWritten))
            return null;
        if (references is [var only] && !Loops.Around(only).Any() && Functions.Around(only) is not (IAnonymousFunctionOperation or ILocalFunctionOperation) && OfUse(UseOf(only)) is { } picked)
            return picked;
        string? remedy = null;
        foreach (var reference in references)
        {
            if (UseOf(reference) is IForEachLoopOperation or IInvocationOperation && OfLoop(UseOf(reference)) is { } found)
                remedy ??= found;
            else if (UseOf(reference) is not IForEachLoopOperation)
                return null;
        }

        return remedy;
    }

    private static string? OfUse(IOperation? use) => use switch
    {
        IInvocationOperation { TargetMethod: { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" }, Name: var name } } when Picks.Contains(name) => "put the " + name + " into the query",
        IPropertyReferenceOperation { Property.Name: "Count" or "Length" } => "let the database count",
        _ => null,
    };

    private static string? OfLoop(IOperation? use) => use switch
    {
        IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: var name } } batch when Batches.Contains(name) && UseOf(batch) is IForEachLoopOperation => "load it in pages",
        IForEachLoopOperation loop when PassesOver(loop) => "put the condition into the query, or load it in pages",
        _ => null,
    };

    // foreach (var row in rows) { if (row.Done) continue; … }, foreach (var row in rows) if (…) { … }
    private static bool PassesOver(IForEachLoopOperation loop)
    {
        if (loop.Body is not IBlockOperation { Operations: var statements })
            return loop.Body is IConditionalOperation { WhenFalse: null } only && IsOfRow(only.Condition, loop);
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case IVariableDeclarationGroupOperation:
                    continue;
                case IConditionalOperation { WhenFalse: null, WhenTrue: var then } choice when IsOfRow(choice.Condition, loop):
                    return statements.Length == 1 || then is IBranchOperation { BranchKind: BranchKind.Continue } || then is IBlockOperation { Operations: [.., IBranchOperation { BranchKind: BranchKind.Continue }] } || ReferenceEquals(statement, statements[statements.Length - 1]);
                default:
                    return false;
            }
        }

        return false;
    }

    // The database knows it: what the row holds, compared with what is at hand. What code makes of a row, it cannot ask.
    private static bool IsOfRow(IOperation condition, IForEachLoopOperation loop) => condition.Descendants().Any(operation => operation is ILocalReferenceOperation { Local: var row } && loop.Locals.Contains(row))
        && condition.DescendantsAndSelf().All(operation => operation is not IInvocationOperation { TargetMethod.ContainingType.SpecialType: not SpecialType.System_String }
            && (operation is not ILocalReferenceOperation { Local: var made } || loop.Locals.Contains(made) || !Collections.IsDeclaredIn(made, loop)));

    // The table itself, with what is loaded along, or not tracked; no condition, order or selection.
    private static bool IsTable(IOperation? source)
    {
        source = Collections.WithoutConversions(source);
        while (source is IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Name: "AsNoTracking" or "Include" or "ThenInclude" or "AsQueryable" or "AsTracking" } } step)
            source = Collections.WithoutConversions(Sequences.SourceOf(step));
        return source?.Type is { Name: "DbSet" or "IDbSet" };
    }

    private static IOperation? UseOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IAwaitOperation or IConversionOperation or IArgumentOperation or IVariableInitializerOperation or IParenthesizedOperation || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            parent = parent.Parent;
        return parent;
    }
}

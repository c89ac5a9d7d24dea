using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Editing;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.LockContention;

/// <summary>Moves a read that opens a lock, and depends on nothing that the lock guards, before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BlockingCallInLockFixer() : HotMemberFixer(RuleIds.BlockingCallInLock)
{
    private protected override Fix? Prepare(FixContext place)
    {
        if (place.Node.FirstAncestorOrSelf<LockStatementSyntax>() is not { Statement: BlockSyntax { Statements: [LocalDeclarationStatementSyntax first, _, ..] } body } statement
            || !Statements.IsInList(statement)
            || place.Model.GetOperation(statement, place.CancellationToken) is not ILockOperation locked
            || first is not { Declaration.Variables: [{ Initializer.Value: { } value } variable] }
            || Collections.WithoutConversions(place.Model.GetOperation(value, place.CancellationToken)) is not IInvocationOperation call
            || !IsRead(call)
            || !call.Arguments.All(argument => IsLocal(argument.Value))
            || IsWrittenUnderSameGate(locked, place)
            || IsDeclaredTwice(variable, statement))
        {
            return null;
        }

        var narrowed = statement.WithStatement(body.WithStatements(body.Statements.RemoveAt(0))).WithoutLeadingTrivia();
        return new Fix($"Call {BlockingCalls.NameOf(call)} before the lock", Statements.Replace(place.Root, statement, first, narrowed));
    }

    // A whole-file read opens, reads and closes: it leaves nothing that the lock could guard.
    private static bool IsRead(IInvocationOperation call) =>
        CalleeName.Of(call.TargetMethod) is "System.IO.File.ReadAllText" or "System.IO.File.ReadAllLines" or "System.IO.File.ReadAllBytes"
            or "System.IO.File.Exists" or "System.Net.Dns.GetHostAddresses" or "System.Net.Dns.GetHostEntry";

    private static bool IsLocal(IOperation value) => Collections.WithoutConversions(value) switch
    {
        { ConstantValue.HasValue: true } => true,
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation { Field.IsReadOnly: true } => true,
        IPropertyReferenceOperation { Instance: null, Property.SetMethod: null } => true,
        IInvocationOperation call => CalleeName.Of(call.TargetMethod) == "System.IO.Path.Combine" && call.Arguments.All(argument => IsLocal(argument.Value)),
        _ => false,
    };

    // Where the lock also keeps readers and writers of files apart, a read outside it could see half a file.
    private static bool IsWrittenUnderSameGate(ILockOperation locked, FixContext place)
    {
        var gate = Locks.GateOf(locked);
        var type = locked.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (gate is null || type is null || gate.DeclaredAccessibility != Accessibility.Private)
            return true;
        return type.DescendantNodes().OfType<LockStatementSyntax>()
            .Select(other => place.Model.GetOperation(other, place.CancellationToken))
            .OfType<ILockOperation>()
            .Where(other => SymbolEqualityComparer.Default.Equals(Locks.GateOf(other), gate))
            .SelectMany(other => other.Descendants())
            .Any(operation => operation is IObjectCreationOperation { Type.ContainingNamespace.Name: "IO" }
                || (operation is IInvocationOperation call && BlockingCalls.NameOf(call) is not null && !IsRead(call)));
    }

    private static bool IsDeclaredTwice(VariableDeclaratorSyntax variable, LockStatementSyntax statement) =>
        statement.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes()
            .Any(node => node != variable && node is VariableDeclaratorSyntax other && other.Identifier.ValueText == variable.Identifier.ValueText);
}

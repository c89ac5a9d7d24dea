using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.GcPressure;

/// <summary>PI5003: objects with a finalizer are made again and again.</summary>
public sealed class FinalizablePerCallAnalyzer() : HotMemberAnalyzer(Descriptor, SampleKind.AllocSpace, SampleKind.AllocObjects)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.FinalizablePerCall,
        "Objects with a finalizer are made again and again",
        "Each '{1}' made {2} has a finalizer and {0}: {3}",
        "The runtime registers such an object when it is made, keeps it through the collection that finds it, and runs its finalizer on the one "
        + "thread for that: it lives for two collections and moves up a generation.");

    private static readonly Proof Finalizers = Proof.Callee(SampleKind.Cpu, "*.Finalize");

    private protected override void Analyze(HotMember member)
    {
        if (member.Symbol.MethodKind == MethodKind.Destructor)
            AnalyzeFinalizer(member);
        if (RareCode.IsRareMember(member.Symbol))
            return;
        foreach (var creation in member.Operations<IObjectCreationOperation>())
        {
            if (creation is not { Type: INamedTypeSymbol type } || FinalizerOf(type) is not { } finalizer
                || RareCode.IsRare(creation) || RareCode.IsError(creation) || RepeatedCode.IsKept(creation))
            {
                continue;
            }

            var suppresses = Suppresses(type, finalizer.ContainingType, member.CancellationToken);
            if (suppresses && (IsDisposedHere(creation) || IsHandedOn(creation)))
                continue;
            member.Report(
                creation.Syntax,
                Proof.AllocatedType(CalleeName.OfType(type.OriginalDefinition)).Or(Finalizers),
                type.Name,
                Loops.Around(creation).Any() ? "in this loop" : "in each call",
                suppresses
                    ? "dispose of it, hold the handle in a SafeHandle, or use it again"
                    : type.AllInterfaces.Any(face => face.Name == "IDisposable") && IsDisposedHere(creation)
                        ? "call GC.SuppressFinalize in its Dispose"
                        : "hold the handle in a SafeHandle, drop the finalizer, or use the object again");
        }
    }

    // A finalizer that is hot itself: many objects get that far.
    private static void AnalyzeFinalizer(HotMember member)
    {
        var type = member.Symbol.ContainingType;
        var isDisposable = type is { BaseType.SpecialType: SpecialType.System_Object } && type.AllInterfaces.Any(face => face.Name == "IDisposable");
        var remedy = NeedlessFinalizer.RemedyOf(type, member.CancellationToken)
            ?? (isDisposable && !Suppresses(type, type, member.CancellationToken) && DoesWhatDisposeDoes(type, member.CancellationToken) ? "call GC.SuppressFinalize in its Dispose" : null);
        if (remedy is null || member.Declaration is not DestructorDeclarationSyntax { Identifier: var place } || member.Assess(member.Declaration, Finalizers) is not { } assessment)
            return;
        member.Report(place.GetLocation(), assessment, type.Name, "anywhere", remedy);
    }

    // ~Buffer() { Free(); } public void Dispose() { Free(); }: after the one there is nothing left for the other.
    private static bool DoesWhatDisposeDoes(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var declarations = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).SelectMany(declaration => declaration.ChildNodes()).ToList();
        var final = declarations.OfType<DestructorDeclarationSyntax>().SelectMany(CalledIn).ToList();
        return final.Contains("Dispose") || declarations.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == "Dispose").SelectMany(CalledIn).Intersect(final).Any();
    }

    private static IEnumerable<string> CalledIn(SyntaxNode method) => method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Select(call => call.Expression is SimpleNameSyntax name ? name.Identifier.ValueText : null).OfType<string>();

    // Only the program's own types: what a framework's finalizer costs is its own affair.
    private static IMethodSymbol? FinalizerOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null && !FrameworkCalls.IsFramework(current); current = current.BaseType)
        {
            if (current.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(one => one.MethodKind == MethodKind.Destructor) is { } finalizer)
                return finalizer;
        }

        return null;
    }

    // GC.SuppressFinalize(this), anywhere in the types from the object's to the one with the finalizer; a type without source is taken to do so.
    private static bool Suppresses(INamedTypeSymbol type, INamedTypeSymbol last, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? current = type.OriginalDefinition; current is not null; current = current.BaseType?.OriginalDefinition)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty)
                return true;
            if (current.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
                .Any(name => name.Identifier.ValueText == "SuppressFinalize"))
            {
                return true;
            }

            if (SymbolEqualityComparer.Default.Equals(current, last.OriginalDefinition))
                break;
        }

        return false;
    }

    // Whoever gets the object disposes of it: the caller, another object, a method that it is given to.
    private static bool IsHandedOn(IOperation creation) => Uses.ParentOf(creation) switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => Functions.ReferencesTo(local, creation).Any(IsGiven),
        _ => IsGiven(creation),
    };

    private static bool IsGiven(IOperation value) => Uses.ParentOf(value) switch
    {
        IReturnOperation or IArgumentOperation or IArrayInitializerOperation or IConditionalOperation or ICoalesceOperation or ITupleOperation or IObjectOrCollectionInitializerOperation or ISwitchExpressionArmOperation => true,
        IAssignmentOperation assignment => !ReferenceEquals(assignment.Target, value),
        _ => false,
    };

    private static bool IsDisposedHere(IOperation creation)
    {
        switch (Uses.ParentOf(creation))
        {
            case IUsingOperation:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }:
                for (IOperation? parent = declarator.Parent; parent is not null; parent = parent.Parent)
                {
                    if (parent is IUsingDeclarationOperation or IUsingOperation)
                        return true;
                    if (parent is IBlockOperation)
                        break;
                }

                return Functions.ReferencesTo(local, creation).Any(reference => Uses.ParentOf(reference) is IUsingOperation or IInvocationOperation { TargetMethod.Name: "Dispose" or "DisposeAsync" or "Close" or "Return" });
            default:
                return false;
        }
    }
}

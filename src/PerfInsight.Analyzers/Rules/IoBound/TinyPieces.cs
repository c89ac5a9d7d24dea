using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Patterns;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>Reads and writes of a few bytes, and flushes that come too often.</summary>
internal static class TinyPieces
{
    // Fewer single bytes than this are a mark or a version at the start of something longer.
    private const int Few = 3;

    // Smaller buffers than this save no call worth having.
    private const int Tiny = 128;

    private static readonly HashSet<string> Unbuffered = new(StringComparer.Ordinal) { "NetworkStream", "SslStream", "DeflateStream", "GZipStream", "BrotliStream", "ZLibStream", "CryptoStream", "PipeStream", "NamedPipeClientStream", "NamedPipeServerStream" };

    private static readonly string[] Ends = ["Flush", "Close", "Dispose", "Commit", "Save", "Complete", "End", "Finish", "Stop", "Send", "Reply", "Respond", "Rotate", "Roll", "Checkpoint", "Sync"];

    /// <summary>The first of many reads or writes of a single byte; null where there are few, or the stream has a buffer.</summary>
    public static IInvocationOperation? OfBytes(HotMember member)
    {
        // A stream that passes bytes on is no user of them.
        if (member.Symbol.Name is "ReadByte" or "WriteByte" or "Read" or "Write")
            return null;
        IInvocationOperation? first = null;
        var count = 0;
        IReadOnlyList<IOperation>? operations = null;
        foreach (var call in member.Invocations())
        {
            if (call.Instance is not { } stream || !IsOfOneByte(call) || !MayBeUnbuffered(stream, operations ??= member.Operations()) || RarePaths.IsRare(call))
                continue;
            if (Loops.Around(call).Any() || ByteCalls.IsOfHelper(call, operations))
                return call;
            if (count < Few && ByteCalls.IsOfMark(call, operations))
                continue;
            first ??= call;
            count++;
        }

        return count >= Few ? first : null;
    }

    /// <summary>True for streams each call of which goes to the device or runs the decompressor.</summary>
    public static bool IsUnbuffered(IOperation stream)
    {
        var type = Collections.WithoutConversions(stream)?.Type;
        return type is not null && Unbuffered.Contains(type.Name);
    }

    /// <summary>True where a file stream is made without a buffer.</summary>
    public static bool HasNoBuffer(IObjectCreationOperation creation) => creation.Arguments.Any(argument =>
        argument.Parameter is { Name: "bufferSize" } && !argument.IsImplicit && argument.Value.ConstantValue is { HasValue: true, Value: >= 0 and < Tiny });

    /// <summary>True where what reads or writes field by field gets the new stream, or the stream itself is read by the byte.</summary>
    public static bool FeedsFields(IObjectCreationOperation creation)
    {
        var parent = creation.Parent is IConversionOperation conversion ? conversion.Parent : creation.Parent;
        if (parent is IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "BinaryReader" or "BinaryWriter" } })
            return true;
        if (parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
            return false;
        return Functions.ReferencesTo(local, creation).Any(reference =>
        {
            var use = reference.Parent is IConversionOperation converted ? converted.Parent : reference.Parent;
            return use is IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "BinaryReader" or "BinaryWriter" } }
                || use is IInvocationOperation call && IsOfOneByte(call);
        });
    }

    /// <summary>True where a writer is flushed right after an item was written to it: in a loop, or in a member that writes one item.</summary>
    public static bool IsPerItem(IInvocationOperation flush, HotMember member)
    {
        if (flush.Instance is not { } instance || Collections.SymbolOf(instance) is not { } writer || !IsWriter(instance.Type) || flush.Arguments.Any(argument => argument.Value.Type?.SpecialType == SpecialType.System_Boolean))
            return false;
        var loop = Loops.Around(flush).FirstOrDefault();
        if (loop is IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation || IsCounted(loop))
            return !HasReads(loop) && IsUnconditional(flush, loop) && Writes(loop.Body.Descendants(), writer);
        return loop is null && writer is IFieldSymbol or IPropertySymbol && Functions.Around(flush) is not (IAnonymousFunctionOperation or ILocalFunctionOperation)
            && instance.Type?.Name is "StreamWriter" or "TextWriter"
            && !Ends.Any(end => member.Symbol.Name.StartsWith(end, StringComparison.Ordinal))
            && IsUnconditional(flush, null) && Writes(member.Operations(), writer) && !member.Operations().Any(operation => operation is ILoopOperation);
    }

    /// <summary>True where the writer whose property is set is written in a loop that reads nothing.</summary>
    public static bool IsWrittenInLoop(IPropertyReferenceOperation property, IReadOnlyList<IOperation> operations)
    {
        var writer = property.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } ? LocalOf(property) : Collections.SymbolOf(property.Instance);
        if (writer is not ILocalSymbol { Type.Name: "StreamWriter" })
            return false;
        return operations.Any(operation => operation is IForEachLoopOperation { IsAsynchronous: false } or IForLoopOperation && operation is ILoopOperation loop && !HasReads(loop) && Writes(loop.Body.Descendants(), writer));
    }

    /// <summary>True where a stream says no more than that it is one, or is of a type that has no buffer; one that the code shows to be in memory or to have a buffer is none.</summary>
    public static bool MayBeUnbuffered(IOperation stream, IReadOnlyList<IOperation> operations)
    {
        if (IsUnbuffered(stream))
            return true;
        if (stream.Type?.Name != "Stream" || Collections.SymbolOf(stream) is not { } symbol)
            return false;
        if (symbol is ILocalSymbol or IParameterSymbol)
        {
            return !operations.Any(operation => operation switch
            {
                IVariableDeclaratorOperation declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, symbol) && HasBuffer(declared.GetVariableInitializer()?.Value),
                ISimpleAssignmentOperation assigned => SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(assigned.Target), symbol) && HasBuffer(assigned.Value),
                _ => false,
            });
        }

        return !symbol.ContainingType.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left.ToString() is var target && (target == symbol.Name || target == "this." + symbol.Name) && HasBuffer(assignment.Right),
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText == symbol.Name && variable.Initializer is { } initializer && HasBuffer(initializer.Value),
            _ => false,
        }));
    }

    private static bool IsOfOneByte(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "ReadByte" or "WriteByte" => IsStream(call.TargetMethod.ContainingType),
        "Read" or "Write" or "ReadAsync" or "WriteAsync" => IsStream(call.TargetMethod.ContainingType) && call.Arguments.Any(argument => argument.Parameter?.Name == "count" && argument.Value.ConstantValue is { HasValue: true, Value: 1 }),
        _ => false,
    };

    private static bool IsStream(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Stream", ContainingNamespace.Name: "IO" })
                return true;
        }

        return false;
    }

    private static bool HasBuffer(IOperation? value) => value is not null && value.DescendantsAndSelf().Any(operation =>
        operation.Type?.Name is "MemoryStream" or "BufferedStream" or "FileStream" or "UnmanagedMemoryStream"
        || operation is IInvocationOperation { TargetMethod: { Name: "OpenRead" or "OpenWrite" or "Open" or "Create", ContainingType.Name: "File" or "FileInfo" } });

    private static bool HasBuffer(SyntaxNode value) => value.ToString() is var text
        && (text.Contains("BufferedStream") || text.Contains("MemoryStream") || text.Contains("FileStream") || text.Contains("File."));

    private static bool IsWriter(ITypeSymbol? type) => type?.Name is "StreamWriter" or "TextWriter" or "FileStream" or "BinaryWriter" or "Stream" or "NetworkStream" or "GZipStream" or "DeflateStream";

    private static bool Writes(IEnumerable<IOperation> operations, ISymbol writer) => operations.Any(operation =>
        operation is IInvocationOperation { Instance: { } receiver } call && call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(Collections.SymbolOf(receiver), writer));

    // A talk: what is written must be seen before there is an answer. Or a pause, in which others look.
    private static bool HasReads(ILoopOperation loop) => loop.Descendants().Any(operation => operation is IInvocationOperation call
        && (call.TargetMethod.Name.StartsWith("Read", StringComparison.Ordinal) || call.TargetMethod.Name.StartsWith("Receive", StringComparison.Ordinal) || call.TargetMethod.Name is "Sleep" or "Delay" or "WaitOne"));

    // while (done < length): all is there already. A queue that is asked for more, or a stream, is not counted.
    private static bool IsCounted(ILoopOperation? loop) => loop is IWhileLoopOperation { Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual } test }
        && Collections.SymbolOf(Collections.WithoutConversions(test.LeftOperand)) is ILocalSymbol or IParameterSymbol
        && test.Descendants().All(operation => operation is not (IInvocationOperation or IAwaitOperation or IAssignmentOperation))
        && loop.Body.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation { Target: var target } => IsTested(target, test),
            IIncrementOrDecrementOperation { Target: var target } => IsTested(target, test),
            _ => false,
        });

    private static bool IsTested(IOperation target, IBinaryOperation test) => Collections.SymbolOf(target) is { } counted && SymbolEqualityComparer.Default.Equals(counted, Collections.SymbolOf(Collections.WithoutConversions(test.LeftOperand)));

    private static bool IsUnconditional(IOperation operation, ILoopOperation? loop)
    {
        for (var parent = operation.Parent; parent is not null && !ReferenceEquals(parent, loop); parent = parent.Parent)
        {
            if (parent is IConditionalOperation or ISwitchOperation or ICatchClauseOperation)
                return false;
        }

        return true;
    }

    // new StreamWriter(s) { AutoFlush = true } in a declaration.
    private static ISymbol? LocalOf(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IVariableDeclaratorOperation declared)
                return declared.Symbol;
            if (parent is IBlockOperation or IArgumentOperation)
                return null;
        }

        return null;
    }
}

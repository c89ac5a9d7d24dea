using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PerfInsight.Analyzers.Evidence;
using PerfInsight.Analyzers.Patterns;
using PerfInsight.Summaries;

namespace PerfInsight.Analyzers.Rules.IoBound;

/// <summary>PI4007: a client that holds connections is made for each call.</summary>
public sealed class ClientPerCallAnalyzer() : IoAnalyzer(Descriptor)
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptor.Create(
        RuleIds.ClientPerCall,
        "Client is made per call",
        "'{1}' opens its own connections at each call and {0}: {2}",
        "A client keeps connections open for the next call. One per call pays for name resolution, connect and TLS each time, and leaves sockets waiting.");

    private static readonly Proof Waits = Proof.Callee(SampleKind.Blocked, "System.Net.Http.HttpConnectionPool*", "System.Net.Sockets.*", "System.Net.Security.*", "System.Net.NameResolution*", "System.Net.Dns.*");

    private static readonly OperationKinds LookedAt = new(OperationKind.ObjectCreation, OperationKind.Invocation);

    private protected override void AnalyzeWaits(HotMember member)
    {
        if (member.Symbol.MethodKind == MethodKind.Constructor || RarePaths.IsOnce(member.Symbol))
            return;
        foreach (var operation in member.Operations(LookedAt))
        {
            if (NameOf(operation) is { } name && !IsKept(operation) && !IsForGivenPeer(operation))
                Report(member, operation, Waits, name, name.EndsWith("HttpClient", StringComparison.Ordinal) ? "keep one HttpClient, or use IHttpClientFactory" : "keep one and share it");
        }
    }

    private static string? NameOf(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type: { Name: "HttpClient" } } client => client.Arguments.Length == 0 || IsNew(client.Arguments[0].Value) ? "new HttpClient" : null,
        IObjectCreationOperation
        {
            Type:
            {
                Name: "WebClient" or "TcpClient" or "SmtpClient" or "MongoClient" or "CosmosClient" or "BlobServiceClient" or "ServiceBusClient" or "AmazonS3Client" or "SshClient" or "LdapConnection"
            or "RestClient" or "FlurlClient" or "DocumentClient" or "ElasticClient" or "ElasticsearchClient" or "QueueClient" or "EventHubProducerClient" or "AmazonSQSClient" or "AmazonDynamoDBClient" or "TableServiceClient" or "SecretClient"
            } type
        } => "new " + type.Name,
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Connect" or "ConnectAsync", ContainingType.Name: "ConnectionMultiplexer" } } => "ConnectionMultiplexer.Connect",
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "ForAddress", ContainingType.Name: "GrpcChannel" } } => "GrpcChannel.ForAddress",
        _ => null,
    };

    // A handler that comes from elsewhere has the connections.
    private static bool IsNew(IOperation handler)
    {
        handler = Collections.WithoutConversions(handler)!;
        return handler is IObjectCreationOperation || handler is ILocalReferenceOperation { Local: var local } && OwnedLocals.InitializerOf(local, handler) is IObjectCreationOperation && !Functions.ReferencesTo(local, handler).Any(OwnedLocals.IsWritten);
    }

    // using var client = new TcpClient(); client.Connect(host, port): a connection to whom the caller says, for one talk.
    private static bool IsForGivenPeer(IOperation operation) => operation is IObjectCreationOperation { Type.Name: "TcpClient" } made
        && (made.Arguments.Any(argument => IsGiven(argument.Value)) || (Uses.ParentOf(made) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
            && Functions.ReferencesTo(local, made).Any(reference => reference.Parent is IInvocationOperation { TargetMethod.Name: "Connect" or "ConnectAsync" } connect && connect.Arguments.Any(argument => IsGiven(argument.Value)))));

    private static bool IsGiven(IOperation value) => value.Type?.Name is not "CancellationToken" && value.DescendantsAndSelf().Any(operation => operation is IParameterReferenceOperation);

    // Returned, or stored where it outlives the call.
    private static bool IsKept(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IAwaitOperation or IObjectOrCollectionInitializerOperation or IConditionalOperation or ICoalesceOperation:
                    continue;
                case IReturnOperation or IArgumentOperation or IFieldInitializerOperation or IPropertyInitializerOperation or IAnonymousFunctionOperation:
                    return true;
                case IAssignmentOperation assignment:
                    return assignment.Target is not ILocalReferenceOperation local || IsHandedOn(local.Local, operation);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }:
                    return IsHandedOn(declared.Symbol, operation);
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsHandedOn(ILocalSymbol local, IOperation operation) => Functions.ReferencesTo(local, operation).Any(reference =>
    {
        var parent = reference.Parent is IConversionOperation conversion ? conversion.Parent : reference.Parent;
        return parent is IReturnOperation || parent is ISimpleAssignmentOperation assignment && !ReferenceEquals(assignment.Target, reference);
    });
}

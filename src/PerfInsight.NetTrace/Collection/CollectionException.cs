namespace PerfInsight.NetTrace.Collection;

/// <summary>A collection could not be started or went wrong; the message says why and what to do.</summary>
public sealed class CollectionException(string message, Exception? innerException = null) : Exception(message, innerException);

namespace PerfInsight.Analyzers;

/// <summary>Ids of all rules. The first digit is the family, see docs/architecture.md.</summary>
internal static class RuleIds
{
    // PI0: profile health and hotspots
    public const string UnreadableSummary = "PI0001";
    public const string UnsupportedSummaryVersion = "PI0002";
    public const string NothingMatched = "PI0003";
    public const string ChangedSinceProfile = "PI0004";
    public const string ConflictingSummaries = "PI0005";
    public const string Hotspot = "PI0010";

    // PI1: excess allocations
    public const string StringConcatInLoop = "PI1001";
    public const string TemporaryBuffer = "PI1002";

    // PI2: algorithmic
    public const string ListScanInLoop = "PI2001";
    public const string NestedLoopJoin = "PI2002";

    // PI3: lock contention
    public const string WideLockScope = "PI3001";
    public const string BlockingCallInLock = "PI3002";
    public const string LockedCounter = "PI3003";
    public const string LockedDictionary = "PI3004";
    public const string ConcurrentDictionarySnapshot = "PI3005";
    public const string LockOnReadPath = "PI3006";
    public const string WorkUnderLock = "PI3012";

    // PI4: I/O bound
    public const string BlockingOnAsync = "PI4001";
    public const string SequentialAwaits = "PI4002";
    public const string SyncIoInAsync = "PI4003";
    public const string WholeFileRead = "PI4005";
    public const string QueryPerItem = "PI4006";
    public const string ClientPerCall = "PI4007";
    public const string AppendPerItem = "PI4008";
}

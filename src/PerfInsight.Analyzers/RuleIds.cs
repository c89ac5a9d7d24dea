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
    public const string CapturingLambda = "PI1003";
    public const string LinqInHotCode = "PI1004";
    public const string BoxedValue = "PI1005";
    public const string ParamsArray = "PI1006";
    public const string MissingCapacity = "PI1007";
    public const string SubstringCopy = "PI1008";
    public const string ObjectPerCall = "PI1009";
    public const string NeedlessCopy = "PI1010";
    public const string BoxedEnumerator = "PI1011";
    public const string EnumText = "PI1012";
    public const string ImmutableGrowth = "PI1013";
    public const string ArrayResize = "PI1014";
    public const string CompletedTask = "PI1015";
    public const string ExceptionAsControlFlow = "PI1016";
    public const string LargeStructCopy = "PI1017";
    public const string IteratorOrAsyncMachinery = "PI1018";
    public const string FormattedAppend = "PI1019";
    public const string EarlyObject = "PI1020";
    public const string CollectionPerCall = "PI1021";

    // PI2: algorithmic
    public const string ListScanInLoop = "PI2001";
    public const string NestedLoopJoin = "PI2002";
    public const string RemoveFromFront = "PI2004";
    public const string IndexedLazySequence = "PI2005";
    public const string RepeatedEnumeration = "PI2006";
    public const string SortInLoop = "PI2007";
    public const string ConcatChain = "PI2008";
    public const string ShrinkingString = "PI2009";
    public const string InvariantCallInLoop = "PI2010";
    public const string DictionarySearchedByValue = "PI2011";
    public const string TextInsertedAtFront = "PI2012";
    public const string RecomputingRecursion = "PI2013";
    public const string MeasuredGrowth = "PI2014";
    public const string CopyPerCall = "PI2015";
    public const string ReflectionPerCall = "PI2016";

    // PI3: lock contention
    public const string WideLockScope = "PI3001";
    public const string BlockingCallInLock = "PI3002";
    public const string LockedCounter = "PI3003";
    public const string LockedDictionary = "PI3004";
    public const string ConcurrentDictionarySnapshot = "PI3005";
    public const string LockOnReadPath = "PI3006";
    public const string StaticLockForKeyedWork = "PI3007";
    public const string LockInLoop = "PI3008";
    public const string LazyInitByLock = "PI3009";
    public const string LockObjectType = "PI3010";
    public const string SemaphoreHeldAcrossAwaits = "PI3011";
    public const string WorkUnderLock = "PI3012";
    public const string SleepPolling = "PI3013";

    // PI4: I/O bound
    public const string BlockingOnAsync = "PI4001";
    public const string SequentialAwaits = "PI4002";
    public const string SyncIoInAsync = "PI4003";
    public const string TinyReads = "PI4004";
    public const string WholeFileRead = "PI4005";
    public const string QueryPerItem = "PI4006";
    public const string ClientPerCall = "PI4007";
    public const string AppendPerItem = "PI4008";
    public const string BufferedBeforeSend = "PI4009";

    // PI5: GC pressure
    public const string InstanceBuffer = "PI5001";
    public const string GcCollect = "PI5002";
    public const string FinalizablePerCall = "PI5003";
    public const string MemoryStreamGrowth = "PI5004";
    public const string NeverReleased = "PI5005";
    public const string LargeArrayPerCall = "PI5006";
    public const string SmallClassPerCall = "PI5007";
    public const string GcSettings = "PI5008";
}

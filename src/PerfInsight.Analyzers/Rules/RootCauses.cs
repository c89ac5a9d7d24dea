using System.Collections.Immutable;
using PerfInsight.Analyzers.Rules.Algorithmic;
using PerfInsight.Analyzers.Rules.Allocations;
using PerfInsight.Analyzers.Rules.GcPressure;
using PerfInsight.Analyzers.Rules.IoBound;
using PerfInsight.Analyzers.Rules.LockContention;

namespace PerfInsight.Analyzers.Rules;

/// <summary>The rules that look for a root cause, one of each, by id.</summary>
internal static class RootCauses
{
    /// <summary>PI1: excess allocations.</summary>
    public static ImmutableArray<HotMemberAnalyzer> Allocations { get; } = ImmutableArray.Create<HotMemberAnalyzer>(
        new StringConcatInLoopAnalyzer(),
        new TemporaryBufferAnalyzer(),
        new CapturingLambdaAnalyzer(),
        new LinqInHotCodeAnalyzer(),
        new BoxedValueAnalyzer(),
        new ParamsArrayAnalyzer(),
        new MissingCapacityAnalyzer(),
        new SubstringCopyAnalyzer(),
        new ObjectPerCallAnalyzer(),
        new NeedlessCopyAnalyzer(),
        new BoxedEnumeratorAnalyzer(),
        new EnumTextAnalyzer(),
        new ImmutableGrowthAnalyzer(),
        new ArrayResizeAnalyzer(),
        new CompletedTaskAnalyzer(),
        new ExceptionAsControlFlowAnalyzer(),
        new LargeStructCopyAnalyzer(),
        new IteratorOrAsyncMachineryAnalyzer(),
        new FormattedAppendAnalyzer(),
        new EarlyObjectAnalyzer(),
        new CollectionPerCallAnalyzer());

    /// <summary>PI2: algorithmic.</summary>
    public static ImmutableArray<HotMemberAnalyzer> Algorithmic { get; } = ImmutableArray.Create<HotMemberAnalyzer>(
        new ListScanInLoopAnalyzer(),
        new NestedLoopJoinAnalyzer(),
        new RemoveFromFrontAnalyzer(),
        new IndexedLazySequenceAnalyzer(),
        new RepeatedEnumerationAnalyzer(),
        new SortInLoopAnalyzer(),
        new ConcatChainAnalyzer(),
        new ShrinkingStringAnalyzer(),
        new InvariantCallInLoopAnalyzer(),
        new DictionarySearchedByValueAnalyzer(),
        new TextInsertedAtFrontAnalyzer(),
        new RecomputingRecursionAnalyzer(),
        new MeasuredGrowthAnalyzer(),
        new CopyPerCallAnalyzer(),
        new ReflectionPerCallAnalyzer());

    /// <summary>PI3: lock contention.</summary>
    public static ImmutableArray<HotMemberAnalyzer> LockContention { get; } = ImmutableArray.Create<HotMemberAnalyzer>(
        new WideLockScopeAnalyzer(),
        new BlockingCallInLockAnalyzer(),
        new LockedCounterAnalyzer(),
        new LockedDictionaryAnalyzer(),
        new ConcurrentDictionarySnapshotAnalyzer(),
        new LockOnReadPathAnalyzer(),
        new StaticLockForKeyedWorkAnalyzer(),
        new LockInLoopAnalyzer(),
        new LazyInitByLockAnalyzer(),
        new LockObjectTypeAnalyzer(),
        new SemaphoreHeldAcrossAwaitsAnalyzer(),
        new WorkUnderLockAnalyzer(),
        new SleepPollingAnalyzer());

    /// <summary>PI4: I/O bound.</summary>
    public static ImmutableArray<HotMemberAnalyzer> IoBound { get; } = ImmutableArray.Create<HotMemberAnalyzer>(
        new BlockingOnAsyncAnalyzer(),
        new SequentialAwaitsAnalyzer(),
        new SyncIoInAsyncAnalyzer(),
        new TinyReadsAnalyzer(),
        new WholeFileReadAnalyzer(),
        new QueryPerItemAnalyzer(),
        new ClientPerCallAnalyzer(),
        new AppendPerItemAnalyzer(),
        new BufferedBeforeSendAnalyzer());

    /// <summary>PI5: GC pressure.</summary>
    public static ImmutableArray<HotMemberAnalyzer> GcPressure { get; } = ImmutableArray.Create<HotMemberAnalyzer>(
        new InstanceBufferAnalyzer(),
        new GcCollectAnalyzer(),
        new FinalizablePerCallAnalyzer(),
        new MemoryStreamGrowthAnalyzer(),
        new NeverReleasedAnalyzer(),
        new LargeArrayPerCallAnalyzer(),
        new SmallClassPerCallAnalyzer());

    /// <summary>All of them.</summary>
    public static ImmutableArray<HotMemberAnalyzer> All { get; } =
        ImmutableArray.CreateRange(Allocations.Concat(Algorithmic).Concat(LockContention).Concat(IoBound).Concat(GcPressure));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PerfInsight.Profiles;

namespace PerfInsight.Views;

/// <summary>
/// Second pass of a view: what the calls between the rows cost that are kept. A row that is not kept is as if it were not on the stack:
/// the one above it calls the one below.
/// </summary>
internal sealed class CallCosts(KeptNodes kept, SampleFilter filter, int sampleType) : IPartVisitor<CallCosts>
{
    // Of so many rows each with each makes a table of 4 MB; more rows call few of the others.
    private const int MostInTable = 512;

    private readonly int[] _numbers = kept.OfLocation;
    private readonly bool[] _isInlined = kept.IsInlined;
    private readonly Call[]? _table = kept.Count <= MostInTable ? new Call[kept.Count * kept.Count] : null;
    private readonly Dictionary<long, Call> _calls = [];
    private int _sample;

    /// <summary>The calls: caller, callee, cost, and whether all were inlined.</summary>
    public IEnumerable<(int Caller, int Callee, long Value, bool IsInlined)> Calls =>
        Places.Select(place => (kept.NodeOf((int)(place.Key / kept.Count)), kept.NodeOf((int)(place.Key % kept.Count)), place.Call.Value, !place.Call.IsCalled));

    // Calls that were met, each with the place that it has in the table.
    private IEnumerable<(long Key, Call Call)> Places => _table is null
        ? _calls.Select(static call => (call.Key, call.Value))
        : _table.Select(static (call, place) => ((long)place, call)).Where(static place => place.call.LastSample != 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
    {
        var value = values[sampleType];
        if (value == 0 || !filter.Accepts(ref stack, labels))
            return;
        _sample++;
        var caller = NodeTable.Hidden;
        for (var i = stack.Length - 1; i >= 0; i--)
        {
            var number = _numbers[stack[i]];
            if (number < 0)
                continue;
            if (caller >= 0 && caller != number)
            {
                ref var call = ref At(((long)caller * kept.Count) + number);
                if (call.LastSample != _sample)
                {
                    call.LastSample = _sample;
                    call.Value += value;
                    call.IsCalled |= !_isInlined[stack[i]];
                }
            }

            caller = number;
        }
    }

    public void Add(CallCosts next)
    {
        foreach (var (key, other) in next.Places)
        {
            ref var call = ref At(key);
            call.Value += other.Value;
            call.IsCalled |= other.IsCalled;
            call.LastSample = Math.Max(call.LastSample, other.LastSample);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Call At(long place)
    {
        if (_table is not null)
            return ref _table[place];
        return ref CollectionsMarshal.GetValueRefOrAddDefault(_calls, place, out _);
    }

    private struct Call
    {
        public long Value;

        // Recursion: a call that comes again in one stack is counted already. 0 where the call was never met.
        public int LastSample;

        // True where a call was not inlined.
        public bool IsCalled;
    }
}

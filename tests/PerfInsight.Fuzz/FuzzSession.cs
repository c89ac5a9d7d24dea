using System.Diagnostics;
using PerfInsight.Fuzz.Mutations;

namespace PerfInsight.Fuzz;

/// <summary>Feeds one target: an input that goes a new way is kept, and mutated further. The same seed gives the same inputs.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">Seed of the random numbers.</param>
/// <param name="coverage">Counts branches; null where the readers are not instrumented, and only outcomes tell what is new.</param>
internal sealed class FuzzSession(FuzzTarget target, int seed, Coverage? coverage)
{
    /// <summary>Bytes of an input at most.</summary>
    public const int MaxInput = 300 * 1024;

    // Small inputs are read faster and say more: of some that are drawn the smallest is taken.
    private const int Drawn = 3;
    private const int MostStacked = 6;

    // Bytes that are kept at most, and outcomes by which inputs are kept: then branches alone decide.
    private const long MostKept = 64 << 20;
    private const int MostOutcomes = 5_000;

    // One in so many inputs is packed.
    private const int PackedShare = 16;

    private readonly Random _random = new(seed);
    private readonly List<byte[]> _kept = [];
    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _findings = new(StringComparer.Ordinal);
    private long _executions;
    private long _keptBytes;

    /// <summary>Reads one input and judges what came of it.</summary>
    public Func<FuzzTarget, byte[], Execution> Execute { get; init; } = Execution.Of;

    /// <summary>Called before an input is read, with its number.</summary>
    public Action<byte[], long> BeforeInput { get; init; } = static (_, _) => { };

    /// <summary>Called for the first input that shows a fault, with its number.</summary>
    public Action<Finding, byte[], long> OnFinding { get; init; } = static (_, _, _) => { };

    /// <summary>Runs to an end.</summary>
    public FuzzResult Run(FuzzEnd end)
    {
        var start = Stopwatch.GetTimestamp();
        var mutators = Mutator.For(target.Seeds, _random);
        foreach (var file in target.Seeds)
            Try(file, mustKeep: true);

        while (_executions < end.Executions && Stopwatch.GetElapsedTime(start) < end.Time)
        {
            var input = Draw();
            for (var steps = _random.Next(1, MostStacked); steps > 0; steps--)
                input = mutators[_random.Next(mutators.Count)].Mutate(input, Draw());
            if (target.MayBePacked && _random.Next(PackedShare) == 0)
                input = Packing.Pack(input, _random);
            if (input.Length > MaxInput)
                input = input[..MaxInput];
            Try(input, mustKeep: false);
        }

        return new FuzzResult(
            target.Name, seed, _executions, Stopwatch.GetElapsedTime(start), _kept.Count, _outcomes.Count, coverage?.Taken ?? 0, _findings.Count);
    }

    private void Try(byte[] input, bool mustKeep)
    {
        BeforeInput(input, ++_executions);
        coverage?.Clear();
        var execution = Execute(target, input);
        var isNew = (coverage?.IsNew() ?? false) | (_outcomes.Count < MostOutcomes && _outcomes.Add(execution.Outcome));
        if (execution.Finding is { } finding)
        {
            if (_findings.Add(finding.Key))
                OnFinding(finding, input, _executions);
        }
        else if (isNew || mustKeep)
        {
            Keep(input);
        }
    }

    // Beyond the limit a new input takes the place of others, but of no seed.
    private void Keep(byte[] input)
    {
        _kept.Add(input);
        _keptBytes += input.Length;
        while (_keptBytes > MostKept && _kept.Count > target.Seeds.Count + 1)
        {
            var dropped = _random.Next(target.Seeds.Count, _kept.Count - 1);
            _keptBytes -= _kept[dropped].Length;
            _kept.RemoveAt(dropped);
        }
    }

    private byte[] Draw()
    {
        var drawn = _kept[_random.Next(_kept.Count)];
        for (var more = _random.Next(Drawn); more > 0; more--)
        {
            var other = _kept[_random.Next(_kept.Count)];
            drawn = other.Length < drawn.Length ? other : drawn;
        }

        return drawn;
    }
}

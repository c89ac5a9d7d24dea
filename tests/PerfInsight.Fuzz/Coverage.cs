using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace PerfInsight.Fuzz;

/// <summary>Which branches an input took, and how often, as AFL counts them: https://lcamtuf.coredump.cx/afl/technical_details.txt.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Pairs of branches that any input took so far.</summary>
    public int Taken { get; private set; }

    /// <summary>Instrumented code counts from here on, and must not run before. It may run to the process's end: the counters are never freed.</summary>
    public static void Attach() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>Begins an input.</summary>
    public void Clear()
    {
        new Span<byte>(Trace.SharedMem, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>True where the input took a branch that none took before, or took one more often by an order.</summary>
    public bool IsNew()
    {
        var isNew = false;
        var words = (ulong*)Trace.SharedMem;
        for (var word = 0; word < Size / sizeof(ulong); word++)
        {
            if (words[word] == 0)
                continue;
            for (var i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                var bit = Order(Trace.SharedMem[i]);
                if ((bit & ~_seen[i]) == 0)
                    continue;
                Taken += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= bit;
                isNew = true;
            }
        }

        return isNew;
    }

    // A bit for each of 1, 2, 3, 4…7, 8…15, 16…31, 32…127, 128…255 times.
    private static byte Order(byte count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}

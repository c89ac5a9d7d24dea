using System.Runtime.CompilerServices;

namespace Grow;

internal static class Cleaning
{
    private const int Rounds = 2000;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Clean(double[] readings)
    {
        var sum = 0.0;
        foreach (var reading in readings)
        {
            for (var round = 1; round <= Rounds; round++)
                sum += Math.Sqrt(reading + round);
        }

        return sum;
    }
}

using System.Runtime.CompilerServices;

namespace Grow;

internal static class Pairing
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Close(double[] readings)
    {
        var close = 0;
        for (var i = 0; i < readings.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Math.Abs(Math.Sin(readings[i]) - Math.Sin(readings[j])) < 0.0001)
                    close++;
            }
        }

        return close;
    }
}

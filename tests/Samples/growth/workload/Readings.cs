namespace Grow;

internal static class Readings
{
    /// <summary>Readings without an order, the same for the same number.</summary>
    public static double[] Make(int count)
    {
        var readings = new double[count];
        var state = 12345u;
        for (var i = 0; i < count; i++)
        {
            state = state * 1664525 + 1013904223;
            readings[i] = state / (double)uint.MaxValue;
        }

        return readings;
    }
}

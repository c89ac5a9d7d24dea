// Arguments: how many milliseconds to be busy ('-' for ever), and the exit code.
var limit = args is ["-", ..] ? long.MaxValue : long.Parse(args[0]);
Console.WriteLine("ready");
var watch = System.Diagnostics.Stopwatch.StartNew();
var sum = 0.0;
while (watch.ElapsedMilliseconds < limit)
    sum += Busy.Work.Sum(10_000);
Console.WriteLine(sum > 0 ? "done" : "nothing to do");
return args.Length > 1 ? int.Parse(args[1]) : 0;

namespace Busy
{
    internal static class Work
    {
        public static double Sum(int count)
        {
            var sum = 0.0;
            for (var i = 1; i <= count; i++)
                sum += Math.Sqrt(i);
            return sum;
        }
    }
}

using PerfInsight.Diagnoses;

namespace PerfInsight.Tests.Diagnoses;

public sealed class FigureCheckTests
{
    private static readonly FigureCheck Check = new(
    [
        "Pairing.Close(double[]): 97 % of cpu (6.6 s of 6.8 s)", "cpu grows as n^1.93", "1,234 calls at Readings.cs:8", "Dictionary`2.Resize +3.1 s (2.09×), p < 0.001", "1.20 MB",
    ]);

    [Theory]
    [InlineData("It takes 97 % of the CPU time.")]
    [InlineData("It takes 97% of it, 97 percent in all.")]
    [InlineData("6.6 seconds of 6.8 s are its own.")]
    [InlineData("6.60 s is the same figure.")]
    [InlineData("See line 8 of Readings.cs, with its 1234 calls.")]
    [InlineData("The cost grows as n^1.93.")]
    [InlineData("It is 2.09x as slow, which is 2.09 times.")]
    [InlineData("Dictionary`2 grows.")]
    [InlineData("1.2 MB are allocated.")]
    [InlineData("Use one HashSet, built once, and look up in O(n).")]
    [InlineData("The double array is scanned.")]
    [InlineData("No figure at all.")]
    public void Figures_of_the_evidence_hold(string sentence) => Assert.True(Check.Holds(sentence));

    [Theory]
    [InlineData("It takes 98 % of the CPU time.")]
    [InlineData("It takes 97 ms.")]
    [InlineData("It is called 1234 times.")] // A count and a factor read alike.
    [InlineData("6.6 ms are its own.")]
    [InlineData("About 7 s in all.")]
    [InlineData("That is 13.4 s together.")]
    [InlineData("The cost is O(n²).")]
    [InlineData("The cost is O(n^2).")]
    [InlineData("It takes ½ of the time.")]
    [InlineData("It takes ٩٧ % of the time.")]
    [InlineData("It is twice as slow.")]
    [InlineData("A tenfold gain is likely.")]
    [InlineData("The cost doubles.")]
    [InlineData("Half of it is waste.")]
    [InlineData("Growth is quadratic.")]
    [InlineData("Use Vector256 here.")]
    [InlineData("Called 12,345 times.")]
    [InlineData("Called 1,2345 times.")]
    [InlineData("Version 1.2.3 mends it.")]
    [InlineData("It is .5 s faster.")]
    [InlineData("It costs 1e9 s.")]
    [InlineData("2-3 times faster.")]
    [InlineData("1.2 GB are allocated.")]
    [InlineData("１５ s are lost.")]
    public void Figures_from_elsewhere_do_not(string sentence) => Assert.False(Check.Holds(sentence));
}

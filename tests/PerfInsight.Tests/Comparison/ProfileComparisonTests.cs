using PerfInsight.Comparison;

namespace PerfInsight.Tests.Comparison;

/// <summary>What a comparison says of programs whose truth is known.</summary>
public sealed class ProfileComparisonTests
{
    [Theory]
    [InlineData(1, 1.2, 0.01)]
    [InlineData(1, 2.0, 0.02)]
    [InlineData(1, 4.0, 0.03)]
    [InlineData(3, 2.0, 0.05)]
    [InlineData(5, 2.0, 0.05)]
    public void Runs_of_one_program_show_no_regression_in_ninety_five_of_a_hundred_tries(int runs, double burst, double variation)
    {
        var program = new SimulatedProgram(150) { Burst = burst, Variation = variation };
        var random = new Random(5);
        var alarms = 0;
        for (var i = 0; i < 100; i++)
        {
            var comparison = Compare(program, program, random, runs);
            alarms += comparison.Members.Any(member => member.Verdict == Verdict.Regression) ? 1 : 0;
        }

        Assert.InRange(alarms, 0, 5);
    }

    [Theory]
    [InlineData(1, 2.2)]
    [InlineData(5, 1.6)]
    public void A_member_that_grew_is_found_and_its_interval_holds_the_truth(int runs, double factor)
    {
        var before = new SimulatedProgram(150);
        var after = new SimulatedProgram(150) { Factors = { [2] = factor } };
        var random = new Random(6);
        var (found, held) = (0, 0);
        for (var i = 0; i < 50; i++)
        {
            var grown = Compare(before, after, random, runs).Members.Single(member => member.Member.Name.StartsWith("App.Part2.Work2(", StringComparison.Ordinal));
            found += grown.Verdict == Verdict.Regression ? 1 : 0;
            held += grown.Test.RatioInterval.Lower <= factor && factor <= grown.Test.RatioInterval.Upper ? 1 : 0;
        }

        Assert.InRange(found, 45, 50);
        Assert.InRange(held, 45, 50);
    }

    [Fact]
    public void What_became_faster_is_an_improvement_and_the_largest_change_comes_first()
    {
        var after = new SimulatedProgram(150) { Factors = { [0] = 0.3, [5] = 2 } };
        var members = Compare(new SimulatedProgram(150), after, new Random(7)).Members;

        Assert.Equal([(Verdict.Improvement, "App.Part0.Work0()"), (Verdict.Regression, "App.Part5.Work5()")], members.Take(2).Select(row => (row.Verdict, row.Member.Name)));
    }

    [Fact]
    public void A_hotspot_that_is_gone_is_said_to_have_vanished()
    {
        var after = new SimulatedProgram(150) { Factors = { [0] = 0.1 } };
        var members = Compare(new SimulatedProgram(150), after, new Random(7)).Members;

        Assert.Equal("App.Part0.Work0()", Assert.Single(members, row => row.IsVanishedHotspot).Member.Name);
        Assert.DoesNotContain(members, row => row.IsNewHotspot);
    }

    // On a busy machine everything varies: what is assumed of quiet ones would call dozens of members changed.
    [Theory]
    [InlineData(0.15)]
    [InlineData(0.25)]
    public void On_a_noisy_machine_the_members_tell_how_much_runs_differ(double variation)
    {
        var program = new SimulatedProgram(150) { Burst = 2, Variation = variation };
        var random = new Random(9);
        var comparisons = Enumerable.Range(0, 40).Select(_ => Compare(program, program, random)).ToList();

        Assert.InRange(comparisons.Count(comparison => comparison.Members.Any(row => row.Verdict == Verdict.Regression)), 0, 8);
        Assert.Contains(comparisons, comparison => comparison.Variation > ProfileComparison.AssumedVariation);
    }

    [Fact]
    public void On_a_noisy_machine_a_member_that_grew_tenfold_is_mostly_found()
    {
        var before = new SimulatedProgram(150) { Variation = 0.15 };
        var after = new SimulatedProgram(150) { Variation = 0.15, Factors = { [4] = 10 } };
        var random = new Random(10);

        Assert.InRange(
            Enumerable.Range(0, 20).Count(_ => Compare(before, after, random).Members.Any(row => row.Verdict == Verdict.Regression && row.Member.Name == "App.Part4.Work4()")), 14, 20);
    }

    [Fact]
    public void A_change_that_all_members_share_is_said_of_the_whole()
    {
        var slower = new SimulatedProgram(150) { Factors = Enumerable.Range(0, 150).ToDictionary(member => member, _ => 1.5) };
        var comparison = Compare(new SimulatedProgram(150), slower, new Random(8));

        Assert.Equal(Verdict.Regression, comparison.Verdict);
        Assert.InRange(comparison.All.Ratio, 1.4, 1.6);
    }

    [Fact]
    public void As_shares_a_longer_profile_of_the_same_program_is_the_same()
    {
        var longer = new SimulatedProgram(150) { Samples = 18_000 };
        var options = new ComparisonOptions { Mode = ComparisonMode.Share };
        var random = new Random(9);
        var comparison = ProfileComparison.Compare([new SimulatedProgram(150).Run(random)], [longer.Run(random)], options);

        Assert.DoesNotContain(comparison.Members, member => member.Verdict == Verdict.Regression);
        Assert.Equal(ComparisonMode.Share, comparison.Mode);
    }

    [Fact]
    public void A_new_hotspot_is_a_regression_without_a_ratio()
    {
        var before = new SimulatedProgram(150) { Factors = { [1] = 0 } };
        var row = Compare(before, new SimulatedProgram(150), new Random(10)).Members[0];

        Assert.Equal("App.Part1.Work1()", row.Member.Name);
        Assert.True(row.IsNew && row.IsNewHotspot);
        Assert.Equal(Verdict.Regression, row.Verdict);
        Assert.Equal(double.PositiveInfinity, row.Test.Ratio);
    }

    [Fact]
    public void A_renamed_method_is_one_row_and_no_regression()
    {
        var after = new SimulatedProgram(150) { Names = { [1] = "App.Part1.Work1Fast", [3] = "App.Moved.Work3" } };
        var members = Compare(new SimulatedProgram(150), after, new Random(12)).Members;

        Assert.Equal(
            [("App.Moved.Work3()", "App.Part3.Work3()"), ("App.Part1.Work1Fast()", "App.Part1.Work1()")],
            members.Where(row => row.RenamedFrom is not null).Select(row => (row.Member.Name, row.RenamedFrom!.Name)).Order());
        Assert.DoesNotContain(members, row => row.Verdict != Verdict.Indistinguishable);
    }

    [Fact]
    public void What_replaced_another_method_elsewhere_is_no_rename()
    {
        var before = new SimulatedProgram(150) { Factors = { [1] = 0 } };
        var after = new SimulatedProgram(150) { Factors = { [2] = 0 } };
        var members = Compare(before, after, new Random(13)).Members;

        Assert.DoesNotContain(members, row => row.RenamedFrom is not null);
        Assert.Equal(["App.Part1.Work1()", "App.Part2.Work2()"], members.Where(row => row.IsNew || row.IsGone).Take(2).Select(row => row.Member.Name).Order());
    }

    [Fact]
    public void Sides_without_the_sample_type_say_what_they_have()
    {
        var run = new SimulatedProgram(5).Run(new Random(1));
        var error = Assert.Throws<ComparisonException>(() => ProfileComparison.Compare([run], [run], new ComparisonOptions { SampleType = "alloc_space" }));
        Assert.Equal("the baseline has no sample type 'alloc_space'; it has cpu", error.Message);
    }

    [Fact]
    public void Per_operation_needs_operations()
    {
        var run = new SimulatedProgram(5).Run(new Random(1));
        Assert.Throws<ComparisonException>(() => ProfileComparison.Compare([run], [run], new ComparisonOptions { Mode = ComparisonMode.PerOperation }));

        var twice = ProfileComparison.Compare(
            [run], [run], new ComparisonOptions { Mode = ComparisonMode.PerOperation, BaselineOperations = 1000, CandidateOperations = 2000 });
        Assert.Equal(0.5, twice.All.Ratio, 6);
    }

    private static ProfileComparison Compare(SimulatedProgram before, SimulatedProgram after, Random random, int runs = 1) => ProfileComparison.Compare(
        [.. Enumerable.Range(0, runs).Select(_ => before.Run(random))], [.. Enumerable.Range(0, runs).Select(_ => after.Run(random))], new ComparisonOptions());
}

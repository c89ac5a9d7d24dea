using PerfInsight.Gating;
using PerfInsight.Gating.Policies;
using PerfInsight.Gating.Reports;
using PerfInsight.Profiles;
using PerfInsight.Tests.Comparison;

namespace PerfInsight.Tests.Gating;

/// <summary>How often the gates of profiles err, over simulated programs of 120 members whose runs differ by 2 %.</summary>
public sealed class GateErrorRateTests
{
    private const int Tries = 50;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 0)]
    public void Profiles_of_a_program_that_did_not_change_pass(int profiles, int most) => Assert.InRange(Failures(profiles, []), 0, most);

    // The tenth member has 2 % of all: of 6,000 samples too few to be sure of, of 30,000 enough.
    [Theory]
    [InlineData(1, 30)] // with one profile a side the difference between runs is assumed, and larger than it is here
    [InlineData(3, 48)]
    public void A_member_that_costs_sixty_percent_more_fails(int profiles, int least) => Assert.InRange(Failures(profiles, new() { [9] = 1.6 }, samples: 30_000), least, Tries);

    private static int Failures(int profiles, Dictionary<int, double> factors, int samples = 6_000)
    {
        var failures = 0;
        for (var seed = 0; seed < Tries; seed++)
        {
            var random = new Random(seed);
            var report = Gate.Decide(new GateRequest
            {
                Policy = new GatePolicy(),
                Today = new DateOnly(2026, 11, 23),
                BaselineProfiles = Runs(new SimulatedProgram(120) { Samples = samples }),
                CandidateProfiles = Runs(new SimulatedProgram(120) { Samples = samples, Factors = factors }),
            });
            failures += report.Verdict == GateVerdict.Fail ? 1 : 0;

            ProfileData[] Runs(SimulatedProgram program) => [.. Enumerable.Range(0, profiles).Select(_ => program.Run(random))];
        }

        return failures;
    }
}

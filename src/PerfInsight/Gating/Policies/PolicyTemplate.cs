namespace PerfInsight.Gating.Policies;

/// <summary>A policy to start from: the playbook's thresholds, each with what it means.</summary>
public static class PolicyTemplate
{
    /// <summary>The text of <c>perfinsight.yml</c>. It says the defaults: a file without any of it decides the same.</summary>
    public const string Text =
        """
        # What 'perfinsight ci' lets pass. All of these are the defaults: leave away what you do not change.
        # Levels: fail (the pull request fails), warn (it is told), off. Percentages are written with %.
        version: 1

        # Where nothing failed but something cannot be decided: pass, report (exit code 4), fail.
        inconclusive: pass

        # Where the team looks after a change; empty: there is none.
        dashboard: ""

        profiles:
          # What costs are compared per: auto (second where the profiles say how long they are, else run), second, operation, share, run.
          per: auto
          # Chance that unchanged profiles fail, over all comparisons together.
          alpha: 0.05
          # Profiles a side that are needed. Three measure how much runs differ; with one that is assumed.
          least: 1

        benchmarks:
          # Chance that unchanged benchmarks fail, over all of them together.
          alpha: 0.005
          # Which members benchmarks are about, where neither a profile of them nor their names (CacheBenchmarks: Cache) tell.
          reach: []
          # - benchmarks: "*.OrderBenchmarks.*"
          #   members: ["Shop.Orders.*", "Shop.Basket.Add"]

        gates:
          # Members that take more than this of all, flat, and took less than half of it before.
          new-hotspot:
            level: fail
            flat: 5%
            sample-types: [cpu, alloc_space]
            # Hotspots that are meant:
            justified: []
            # - member: Shop.Import.Parse
            #   reason: the import moved here from another service

          # Members that cost more than before: by more than both limits, and surely. The last rule that fits a member holds.
          # absolute: a share of all that the baseline measured (0.5%), or an amount (5ms, 64KB, 100) per what costs are per.
          member:
            level: fail
            rules:
              - {metric: cpu.self, members: "*", relative: 15%, absolute: 0.5%}
              - {metric: alloc_space.self, members: "*", relative: 15%, absolute: 0.5%}
              - {metric: alloc_objects.self, members: "*", relative: 15%, absolute: 0.5%}
              - {metric: contention.self, members: "*", relative: 15%, absolute: 0.5%}
              - {metric: blocked.self, members: "*", relative: 15%, absolute: 0.5%}
              # - {metric: cpu.total, members: "Shop.Checkout.*", tag: endpoint=/checkout, relative: 5%, absolute: 2ms}

          # Share of time that collections pause the program: growth relative, and in points of the time.
          gc-pause:
            level: fail
            relative: 20%
            absolute: 1%

          # Benchmarks: what fails, what is told. For some of them rules say other limits; the last that fits holds.
          benchmark:
            level: fail
            relative: 6%
            warn: 3%
            rules:
              - {filter: ".unit:B/op", relative: 1%, absolute: 8B}
              - {filter: ".unit:allocs/op", relative: 0%}

          # Benchmarks that reach no member of the change.
          unrelated-benchmark:
            level: fail
            relative: 2%

          # Critical members that benchmarks reach: those of more than this flat share of CPU, and those named.
          coverage:
            level: warn
            least: 80%
            critical: 1%
            members: []

          # Waivers that are expired or not used.
          waiver:
            level: warn

        """;
}

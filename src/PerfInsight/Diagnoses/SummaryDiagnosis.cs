using PerfInsight.Comparison;
using PerfInsight.Gating.Findings;
using PerfInsight.Summaries;
using PerfInsight.Units;

namespace PerfInsight.Diagnoses;

/// <summary>Reads the root-cause patterns of the playbook (section 4) off a scenario of a summary.</summary>
public static class SummaryDiagnosis
{
    // A member of less is no hotspot (the gate's limit of a new one).
    private const double HotShare = 0.05;

    // A part of a member's cost that is smaller does not explain the member (as in RootCauses).
    private const double TellingPart = 0.3;

    // Waits and pauses of less than a twentieth of the wall time cannot be what makes a program slow.
    private const double WaitShare = 0.05;

    private const double LeastBytesPerSecond = 1e6;

    /// <summary>The diagnosis.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="file">Name of the summary's file, for the evidence and the commands.</param>
    /// <param name="nameOf">A member's name as people read it.</param>
    public static Diagnosis Of(Scenario scenario, string file, Func<HotMethod, string> nameOf)
    {
        var found = new List<(double Weight, DiagnosisStatement Statement)>();
        foreach (var method in scenario.Methods.Where(static method => method.Kind == FunctionKind.Method))
        {
            var reader = new HotMethodReading(scenario, method, nameOf(method), file);
            if (Cpu(reader) is { } cpu)
                found.Add((reader.Share(SampleKind.Cpu), cpu));
            if (reader.Share(SampleKind.AllocSpace) >= HotShare && AllocatesMuch(scenario))
                found.Add((reader.Share(SampleKind.AllocSpace) / 2, Allocations(reader)));
            if (Waits(reader) is { } waits)
                found.Add((reader.OfWall(SampleKind.Blocked) / (waits.Confidence == Confidence.High ? 1 : 2), waits));
        }

        if (Collections(scenario, file) is { } collections)
            found.Add((scenario.Gc!.Pause / (double)scenario.Duration, collections));
        return new Diagnosis(
            $"{scenario.Name} ({file})",
            [.. found.OrderByDescending(static entry => entry.Weight).ThenBy(static entry => entry.Statement.Subject, StringComparer.Ordinal).Select(static entry => entry.Statement)],
            Limits(scenario));
    }

    private static DiagnosisStatement? Cpu(HotMethodReading reader)
    {
        if (reader.Share(SampleKind.Cpu) < HotShare)
            return null;
        var own = reader.Method[SampleKind.Cpu].Own;
        var search = reader.Method.Callees.Where(callee => RootCauses.IsSearch(callee.Name) && callee.Values[SampleKind.Cpu] >= TellingPart * own)
            .OrderByDescending(static callee => callee.Values[SampleKind.Cpu]).FirstOrDefault();
        List<EvidenceFigure> evidence = [reader.Figure(SampleKind.Cpu)];
        if (search is not null)
            evidence.Add(reader.Callee(search, SampleKind.Cpu));
        var growth = reader.Method.Growth is >= 1.3 and var exponent ? exponent : (double?)null; // n log n looks like up to n^1.3
        if (growth is { } power)
            evidence.Add(reader.Of($"cpu grows as n^{NumberText.Shortest(Math.Round(power, 2))}", "growth"));
        if (search is null && growth is null)
        {
            return reader.Statement(
                null, "read the member's hottest lines; no pattern shows in its callees", Confidence.Low,
                "the cost is measured, no cause is", evidence, reader.HottestLine(SampleKind.Cpu), $"perfinsight hotspots {reader.File}");
        }

        var isProved = search is not null && growth is not null;
        return reader.Statement(
            RootCausePattern.Algorithmic,
            search is not null ? "look up in a HashSet or Dictionary where elements are searched again and again" : FindingText.Strategy(RootCausePattern.Algorithmic),
            isProved ? Confidence.High : Confidence.Medium,
            isProved ? "the search's cost and its growth were both measured"
                : search is not null ? "the search's cost was measured; that it grows with the input was not" : "the growth was measured; no search was seen in it",
            evidence, null, growth is not null ? $"perfinsight hotspots {reader.File}" : "perfinsight scale 1000=small.nettrace 2000=medium.nettrace 4000=large.nettrace");
    }

    // A collection follows when generation 0 is full, after 256 KB at the least (GCgen0size in the runtime's docs), and then takes well
    // under a millisecond: what allocates less is not slow by it.
    private static bool AllocatesMuch(Scenario scenario) =>
        scenario.Duration <= 0 || scenario.Totals[SampleKind.AllocSpace] / (scenario.Duration / 1e9) >= LeastBytesPerSecond;

    private static DiagnosisStatement Allocations(HotMethodReading reader)
    {
        var space = reader.Method[SampleKind.AllocSpace].Own;
        var type = reader.Method.Types.OrderByDescending(static type => type.Values[SampleKind.AllocSpace]).FirstOrDefault();
        List<EvidenceFigure> evidence = [reader.Figure(SampleKind.AllocSpace)];
        var isNamed = type is not null && type.Values[SampleKind.AllocSpace] >= TellingPart * space;
        if (isNamed)
            evidence.Add(reader.Type(type!));
        if (reader.Share(SampleKind.Cpu) > 0)
            evidence.Add(reader.Figure(SampleKind.Cpu));
        return reader.Statement(
            RootCausePattern.ExcessAllocations, FindingText.Strategy(RootCausePattern.ExcessAllocations), isNamed ? Confidence.High : Confidence.Medium,
            isNamed ? "the bytes of the type were measured in this member" : "the bytes were measured, no type takes most of them",
            evidence, null, $"perfinsight explain PROJECT --member {reader.PlainName} --summary {reader.File}");
    }

    private static DiagnosisStatement? Waits(HotMethodReading reader)
    {
        if (reader.OfWall(SampleKind.Blocked) < WaitShare)
            return null;
        List<EvidenceFigure> evidence = [reader.Wall(SampleKind.Blocked)];
        var (blocked, locks) = (reader.Method[SampleKind.Blocked].Own, reader.Method[SampleKind.Contention].Own);
        if (locks >= TellingPart * blocked)
        {
            evidence.Add(reader.Wall(SampleKind.Contention));
            return reader.Statement(
                RootCausePattern.LockContention, FindingText.Strategy(RootCausePattern.LockContention), Confidence.High, "the waits for locks were measured in this member",
                evidence, reader.HottestLine(SampleKind.Contention), $"perfinsight hotspots {reader.File} --sort waits");
        }

        // "Low CPU, high wall latency."
        if (reader.Method[SampleKind.Cpu].Own >= blocked)
            return null;
        return reader.Statement(
            RootCausePattern.IoBound, "if it waits for I/O: " + FindingText.Strategy(RootCausePattern.IoBound), Confidence.Low,
            "the wait was measured, not what it is for: a file, the network, a timer or another thread", evidence, reader.HottestLine(SampleKind.Blocked),
            $"perfinsight hotspots {reader.File} --sort waits");
    }

    private static DiagnosisStatement? Collections(Scenario scenario, string file)
    {
        if (scenario.Gc is not { } gc || scenario.Duration <= 0 || gc.Pause < WaitShare * scenario.Duration)
            return null;
        var count = gc.Gen0 + gc.Gen1 + gc.Gen2;
        return new DiagnosisStatement
        {
            Subject = "garbage collections",
            What = $"pauses take {QuantityText.Percent(gc.Pause / (double)scenario.Duration)} of the time",
            Why = FindingText.Pattern(RootCausePattern.GcPressure),
            Do = FindingText.Strategy(RootCausePattern.GcPressure),
            Confidence = Confidence.High,
            Reason = "collections and their pauses are events of the runtime, not samples",
            Evidence =
            [
                new EvidenceFigure(
                    $"{QuantityText.Duration(gc.Pause)} of {QuantityText.Duration(scenario.Duration)} paused, {QuantityText.Count(count)} collections, longest {QuantityText.Duration(gc.LongestPause)}",
                    $"{file}: {scenario.Name}, gc"),
            ],
            Next = $"perfinsight hotspots {file} --sort bytes",
        };
    }

    private static List<string> Limits(Scenario scenario)
    {
        List<string> limits = ["One measurement shows what costs, not what changed: perfinsight analyze BASELINE CANDIDATE compares two profiles."];
        if (scenario.Traces == 1)
            limits.Add("It is from one trace; how much runs differ is not known.");
        if (scenario.Totals[SampleKind.AllocSpace] > 0 && !AllocatesMuch(scenario))
        {
            limits.Add($"Nothing is said of alloc_space: {QuantityText.Bytes(scenario.Totals[SampleKind.AllocSpace])} in {QuantityText.Duration(scenario.Duration)} "
                + "(under 1 MB a second) cost next to nothing.");
        }

        foreach (var kind in new[] { SampleKind.Cpu, SampleKind.AllocSpace, SampleKind.Blocked })
        {
            if (scenario.Totals[kind] == 0)
                limits.Add($"Nothing is said of {SampleKinds.Key(kind)}: the summary has none.");
        }

        return limits;
    }
}

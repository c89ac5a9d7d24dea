using CsCheck;
using PerfInsight.Summaries;

namespace PerfInsight.Tests.Testing;

/// <summary>Any summary that the format can hold.</summary>
internal static class SummaryGen
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ09 .,`#{}()[]~@+<>\"\\/\n\r\t\u0001\u007fäé名"], 1, 12],
        Gen.Const("M:App.Matcher.Match(System.Collections.Generic.List{System.Int32},``0[])"),
        Gen.Const("pair \ud83d\ude00"));

    private static readonly Gen<string?> Optional = Text.Null();

    private static readonly Gen<long> Value = Gen.OneOf(Gen.Long[0, 9], Gen.Long[0, 1_000_000_000_000], Gen.Long[0, long.MaxValue / 2], Gen.Const(0L));

    private static readonly Gen<SampleValues> Values = Value.Array[SampleKinds.Count].Select(values => new SampleValues(values));

    private static readonly Gen<LineRange> Line = Gen.Select(Gen.Int[1, 5000], Gen.Int[0, 40]).Select((first, more) => new LineRange(first, first + more));

    private static readonly Gen<Cost> OneCost = Gen.Select(Value, Value, Value)
        .Select((x, y, z) => (Sorted: new[] { x, y, z }.Order().ToArray(), 0))
        .Select(values => new Cost(values.Sorted[0], values.Sorted[1], values.Sorted[2]));

    private static readonly Gen<Cost[]> Costs = OneCost.Array[SampleKinds.Count];

    public static readonly Gen<Summary> Any = Gen.Select(
            Gen.Select(Text, OneOf("SHA256", "SHA1", null), Optional).Select((path, algorithm, checksum) => new ProfiledFile(path, algorithm, checksum))
                .Array[0, 4].Select(files => files.Distinct().ToArray()),
            Gen.Int[0, 3])
        .SelectMany((files, scenarios) => Scenario(files).Array[scenarios].Select(list => new Summary { Files = files, Scenarios = list }));

    private static Gen<Scenario> Scenario(ProfiledFile[] files) => Gen.Select(
        Gen.Select(Text, Optional, Optional, Optional, Optional),
        Gen.Select(Gen.Long[0, 253_402_300_799].Select(seconds => (DateTimeOffset?)DateTimeOffset.FromUnixTimeSeconds(seconds)), Value, Gen.Int[1, 99], Gen.Int[0, 999]),
        Gen.Select(Values, Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Value, Value).Select((a, b, c, d, e) => new GcSummary(a, b, c, d, e)).Null()),
        Text.Array[0, 3],
        Method(files).Array[0, 4],
        (texts, numbers, measured, modules, methods) => new Scenario
        {
            Name = texts.Item1,
            Commit = texts.Item2,
            Runtime = texts.Item3,
            Os = texts.Item4,
            Source = texts.Item5,
            Captured = numbers.Item1,
            Duration = numbers.Item2,
            Traces = numbers.Item3,
            Omitted = numbers.Item4,
            Totals = measured.Item1,
            Gc = measured.Item2,
            Modules = modules,
            Methods = methods,
        });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<HotMethod> Method(ProfiledFile[] files) => Gen.Select(
        Gen.Select(Text, Gen.Bool, OneOf(FunctionKind.Method, FunctionKind.Lambda, FunctionKind.LocalFunction)),
        Gen.Select(Gen.Int[-1, files.Length - 1], Gen.Nullable(Gen.Select(Line, Line)), Gen.Select(Gen.ULong, Gen.Int[1, 9999]).Select((hash, length) => new CodeFingerprint(hash, length))),
        Gen.Select(Costs, Costs.Null(), Gen.Nullable(Gen.Double[0, 9])),
        Gen.Select(Text, Gen.Nullable(Line), Values).Select((name, line, values) => new CalleeCost { Name = name, Line = line, Values = values }).Array[0, 3],
        Gen.Select(Text, Gen.Nullable(Line), Values).Select((type, line, values) => new TypeCost { Type = type, Line = line, Values = values }).Array[0, 3],
        Gen.Select(Line, Values).Select((line, values) => new LineCost { Line = line, Values = values }).Array[0, 3],
        (names, place, costs, callees, types, lines) => new HotMethod
        {
            Id = names.Item2 ? names.Item1 : null,
            Name = names.Item2 ? null : names.Item1,
            Kind = names.Item3,
            File = place.Item1 < 0 ? null : files[place.Item1],
            Span = place.Item2 is var (first, last) ? new SourceRange(first.First, last.First, first.Last, last.Last) : null,
            Fingerprint = place.Item2 is null ? null : place.Item3,
            Costs = costs.Item1,
            Baseline = costs.Item2,
            Growth = costs.Item3,
            Callees = callees,
            Types = types,
            Lines = lines,
        });
}

using CsCheck;
using PerfInsight.Profiles;

namespace PerfInsight.Tests.Testing;

/// <summary>Any profile that pprof's format can hold.</summary>
internal static class ProfileGen
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ09 .,:`#{}()[]~@+<>\"\\/\n\r\t\u0001\u007fäé名"], 1, 12],
        Gen.Const("example.com/svc.(*Type).Method"),
        Gen.Const("pair \ud83d\ude00"));

    private static readonly Gen<string> Optional = Gen.OneOf(Gen.Const(""), Text);

    private static readonly Gen<long> Number = Gen.OneOf(Gen.Long[-9, 9], Gen.Long, Gen.Const(0L), Gen.Const(long.MinValue), Gen.Const(long.MaxValue));

    private static readonly Gen<Module> AnyModule = Gen.Select(
        Gen.OneOf(Gen.Const("/usr/bin/app"), Gen.Const("/lib/libc.so.6"), Gen.Const("C:\\x\\Shop.dll"), Gen.Const("")), Optional, Gen.ULong, Gen.ULong, Gen.ULong, Gen.Int[0, 15],
        (path, build, start, limit, offset, symbols) => new Module(Name(path), path, Guid.Empty)
        {
            BuildId = build,
            MemoryStart = start,
            MemoryLimit = limit,
            FileOffset = offset,
            Symbols = (ModuleSymbols)symbols,
        });

    private static readonly Gen<Function> AnyFunction = Gen.Select(Optional, Optional, Optional, Number)
        .Select((name, system, file, start) => new Function(-1, 0, "", name, "") { SystemName = system, File = file, StartLine = start });

    // A location of pprof's: lines of functions, of which all but the last are inlined.
    private static readonly Gen<(int Module, ulong Address, bool IsFolded, (int Function, long Line, long Column)[] Lines)> Place = Gen.Select(
        Gen.Int[-1, 2], Gen.OneOf(Gen.Const(0UL), Gen.ULong), Gen.Bool, Gen.Select(Gen.Int[0, 5], Number, Number).Array[1, 3]);

    private static readonly Gen<Label> AnyLabel = Gen.OneOf(
        Gen.Select(Text, Text).Select((key, text) => Label.Of(key, text)),
        Gen.Select(Text, Number, Text).Select((key, number, unit) => Label.Of(key, number, unit)),
        Gen.Select(Text, Gen.Long[1, 99]).Select((key, number) => Label.Of(key, number)));

    private static readonly Gen<SampleType> AnyType = Gen.Select(Text, Optional).Select((kind, unit) => new SampleType(kind, unit));

    private static readonly Gen<ProfileInfo> AnyInfo = Gen.Select(
        Gen.Select(Number, Number, Number), AnyType.Null(), Gen.Select(Optional, Optional, Optional, Optional), Text.Array[0, 3],
        (numbers, period, texts, comments) => new ProfileInfo
        {
            SourceFormat = "pprof",
            CapturedNanoseconds = numbers.Item1,
            Duration = numbers.Item2,
            Period = numbers.Item3,
            PeriodType = period,
            DefaultSampleType = texts.Item1,
            DropFrames = texts.Item2,
            KeepFrames = texts.Item3,
            DocUrl = texts.Item4,
            Comments = comments,
        });

    public static readonly Gen<Profile> Any = Gen.Select(
            Gen.Select(AnyInfo, AnyType.Array[1, 3]),
            Gen.Select(AnyModule.Array[3], AnyFunction.Array[6]),
            Place.Array[1, 6])
        .SelectMany((head, tables, places) => Gen.Select(Gen.Int[0, places.Length - 1].Array[0, 6], Number.Array[head.Item2.Length], AnyLabel.Array[0, 3])
            .Array[0, 8]
            .Select(samples => Build(head.Item1, head.Item2, tables.Item1, tables.Item2, places, samples)));

    private static Profile Build(
        ProfileInfo info,
        SampleType[] types,
        Module[] modules,
        Function[] functions,
        (int Module, ulong Address, bool IsFolded, (int Function, long Line, long Column)[] Lines)[] places,
        (int[] Stack, long[] Values, Label[] Labels)[] samples)
    {
        var builder = new ProfileBuilder(types);
        int[] moduleNumbers = [.. modules.Select(builder.Add)];
        foreach (var (stack, values, labels) in samples)
        {
            var frames = stack.SelectMany(place => places[place].Lines.Select((line, i) => builder.Add(new Location(
                builder.Add(functions[line.Function]),
                Module: places[place].Module < 0 ? -1 : moduleNumbers[places[place].Module],
                Address: places[place].Address,
                Line: line.Line,
                Column: line.Column,
                IsInlined: i < places[place].Lines.Length - 1,
                IsFolded: places[place].IsFolded))));
            builder.AddSample(builder.AddStack([.. frames]), values, labels);
        }

        return builder.Build(info);
    }

    private static string Name(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".dll", StringComparison.Ordinal) ? name[..^4] : name;
    }
}

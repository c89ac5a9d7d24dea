using PerfInsight.Formats.Wire;

namespace PerfInsight.Formats.Otlp;

/// <summary>
/// Numbers of the fields of opentelemetry/proto/profiles/v1development/profiles.proto, a class for each message; nothing else here knows
/// them. They are those of opentelemetry-proto at commit 7c63f7b (2026-06-26). v1.8.0 and v1.9.0 differ in samples alone
/// (<see cref="SampleLayout"/>); v1.7.0 and earlier have no table of stacks and are refused.
/// </summary>
internal static class OtlpFields
{
    /// <summary>The versions that are understood, for messages.</summary>
    public const string Versions = "opentelemetry-proto v1.8.0 to 7c63f7b (June 2026)";

    public static class OfProfilesData
    {
        public const int ResourceProfiles = 1;
        public const int Dictionary = 2;
    }

    public static class OfDictionary
    {
        public const int Mapping = 1;
        public const int Location = 2;
        public const int Function = 3;
        public const int Link = 4;
        public const int String = 5;
        public const int Attribute = 6;
        public const int Stack = 7;
    }

    public static class OfResourceProfiles
    {
        public const int Resource = 1;
        public const int ScopeProfiles = 2;
        public const int SchemaUrl = 3;
    }

    public static class OfResource
    {
        public const int Attribute = 1;
    }

    public static class OfScopeProfiles
    {
        public const int Scope = 1;
        public const int Profile = 2;
        public const int SchemaUrl = 3;
    }

    public static class OfProfile
    {
        public const int SampleType = 1;
        public const int Sample = 2;
        public const int TimeUnixNano = 3;
        public const int DurationNano = 4;
        public const int PeriodType = 5;
        public const int Period = 6;
    }

    public static class OfValueType
    {
        public const int Type = 1;
        public const int Unit = 2;
    }

    public static class OfSample
    {
        public const int Stack = 1;
        public const int Timestamps = 5;
    }

    public static class OfMapping
    {
        public const int MemoryStart = 1;
        public const int MemoryLimit = 2;
        public const int FileOffset = 3;
        public const int Filename = 4;
    }

    public static class OfStack
    {
        public const int Location = 1;
    }

    public static class OfLocation
    {
        public const int Mapping = 1;
        public const int Address = 2;
        public const int Line = 3;
    }

    public static class OfLine
    {
        public const int Function = 1;
        public const int Line = 2;
        public const int Column = 3;
    }

    public static class OfFunction
    {
        public const int Name = 1;
        public const int SystemName = 2;
        public const int Filename = 3;
        public const int StartLine = 4;
    }

    /// <summary>An attribute of a sample, KeyValueAndUnit.</summary>
    public static class OfAttribute
    {
        public const int Key = 1;
        public const int Value = 2;
        public const int Unit = 3;
    }

    /// <summary>An attribute of a resource, KeyValue of common.proto.</summary>
    public static class OfKeyValue
    {
        public const int Key = 1;
        public const int Value = 2;
        public const int KeyIndex = 3;
    }

    /// <summary>AnyValue of common.proto.</summary>
    public static class OfAnyValue
    {
        public const int Text = 1;
        public const int Flag = 2;
        public const int Whole = 3;
        public const int Fraction = 4;
        public const int TextIndex = 8;
    }
}

/// <summary>Where a sample has its values, attributes and link: it changed after v1.9.0, without a mark that tells.</summary>
internal sealed record SampleLayout(int Attributes, int Link, int Values)
{
    /// <summary>v1.8.0 and v1.9.0.</summary>
    public static SampleLayout Released { get; } = new(Attributes: 3, Link: 4, Values: 2);

    /// <summary>After v1.9.0.</summary>
    public static SampleLayout Present { get; } = new(Attributes: 2, Link: 3, Values: 4);

    /// <summary>The layout in which a field has a wire type, null where it may be either: a link is one number, values and attributes are packed.</summary>
    public static SampleLayout? ShownBy(int field, WireType type) => type switch
    {
        WireType.Length when field == Released.Attributes => Released,
        WireType.Length when field == Present.Values => Present,
        WireType.Varint when field == Released.Link => Released,
        WireType.Varint when field == Present.Link => Present,
        _ => null,
    };
}

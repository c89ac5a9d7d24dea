namespace PerfInsight.Formats.Pprof;

/// <summary>
/// Numbers of the fields of profile.proto (https://github.com/google/pprof/blob/main/proto/profile.proto), a class for each message.
/// </summary>
internal static class PprofFields
{
    public const int SampleType = 1;
    public const int Sample = 2;
    public const int Mapping = 3;
    public const int Location = 4;
    public const int Function = 5;
    public const int StringTable = 6;
    public const int DropFrames = 7;
    public const int KeepFrames = 8;
    public const int TimeNanos = 9;
    public const int DurationNanos = 10;
    public const int PeriodType = 11;
    public const int Period = 12;
    public const int Comment = 13;
    public const int DefaultSampleType = 14;
    public const int DocUrl = 15;

    public static class OfValueType
    {
        public const int Type = 1;
        public const int Unit = 2;
    }

    public static class OfSample
    {
        public const int LocationId = 1;
        public const int Value = 2;
        public const int Label = 3;
    }

    public static class OfLabel
    {
        public const int Key = 1;
        public const int Text = 2;
        public const int Number = 3;
        public const int NumberUnit = 4;
    }

    public static class OfMapping
    {
        public const int Id = 1;
        public const int MemoryStart = 2;
        public const int MemoryLimit = 3;
        public const int FileOffset = 4;
        public const int Filename = 5;
        public const int BuildId = 6;
        public const int HasFunctions = 7;
        public const int HasFilenames = 8;
        public const int HasLineNumbers = 9;
        public const int HasInlineFrames = 10;
    }

    public static class OfLocation
    {
        public const int Id = 1;
        public const int MappingId = 2;
        public const int Address = 3;
        public const int Line = 4;
        public const int IsFolded = 5;
    }

    public static class OfLine
    {
        public const int FunctionId = 1;
        public const int Line = 2;
        public const int Column = 3;
    }

    public static class OfFunction
    {
        public const int Id = 1;
        public const int Name = 2;
        public const int SystemName = 3;
        public const int Filename = 4;
        public const int StartLine = 5;
    }
}

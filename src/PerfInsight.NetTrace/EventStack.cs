using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Tracing;

namespace PerfInsight.NetTrace;

/// <summary>
/// The call stack of an event, straight from the record. TraceEvent's public way to a stack is TraceLog, which first writes
/// the whole trace to an .etlx file; the record that the parser hands out has the addresses already, in the layout of
/// ETW's EVENT_RECORD (evntcons.h).
/// </summary>
internal static unsafe class EventStack
{
    // EVENT_HEADER_EXT_TYPE_STACK_TRACE32 and _STACK_TRACE64; both begin with a 64-bit match id.
    private const ushort Stack32 = 5;
    private const ushort Stack64 = 6;
    private const int MatchIdSize = sizeof(ulong);

    private static readonly Func<TraceEvent, IntPtr> Record = CreateAccessor();

    /// <summary>
    /// The addresses, leaf first, as the trace has them; empty where the event has no stack. The span is valid during the
    /// event's callback only.
    /// </summary>
    public static ReadOnlySpan<ulong> Of(TraceEvent data, Span<ulong> buffer32)
    {
        var record = (EventRecord*)Record(data);
        for (var i = 0; i < record->ExtendedDataCount; i++)
        {
            ref var item = ref record->ExtendedData[i];
            var size = item.DataSize - MatchIdSize;
            if (size <= 0)
                continue;
            var addresses = (byte*)item.Data + MatchIdSize;
            if (item.Type == Stack64)
                return new ReadOnlySpan<ulong>(addresses, size / sizeof(ulong));
            if (item.Type != Stack32)
                continue;
            var count = Math.Min(size / sizeof(uint), buffer32.Length);
            for (var frame = 0; frame < count; frame++)
                buffer32[frame] = ((uint*)addresses)[frame];
            return buffer32[..count];
        }

        return default;
    }

    private static Func<TraceEvent, IntPtr> CreateAccessor()
    {
        var field = typeof(TraceEvent).GetField("eventRecord", BindingFlags.NonPublic | BindingFlags.Instance)
            ?? throw new MissingFieldException(nameof(TraceEvent), "eventRecord");
        var method = new DynamicMethod("GetEventRecord", typeof(IntPtr), [typeof(TraceEvent)], typeof(TraceEvent), skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<TraceEvent, IntPtr>>();
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct EventRecord
    {
        [FieldOffset(84)]
        public ushort ExtendedDataCount;

        [FieldOffset(88)]
        public ExtendedDataItem* ExtendedData;
    }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    private struct ExtendedDataItem
    {
        [FieldOffset(2)]
        public ushort Type;

        [FieldOffset(6)]
        public ushort DataSize;

        [FieldOffset(8)]
        public ulong Data;
    }
}

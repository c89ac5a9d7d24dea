using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PerfInsight.Symbols;

/// <summary>An instruction with a metadata token.</summary>
/// <param name="Offset">IL offset.</param>
/// <param name="Code">Value of its <see cref="OpCode"/>.</param>
/// <param name="Token">What it refers to: method, field or type.</param>
internal readonly record struct IlToken(int Offset, int Code, EntityHandle Token)
{
    public bool IsCall => Code == (ushort)OpCodes.Call.Value;

    public bool IsFieldStore => Code == (ushort)OpCodes.Stfld.Value;
}

/// <summary>Walks through IL (ECMA-335, partition III) for the tokens in it.</summary>
internal static class IlTokens
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>The instructions with a token, in order. Ends early where the code is damaged.</summary>
    public static List<IlToken> Read(MethodBodyBlock body)
    {
        var tokens = new List<IlToken>();
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            var offset = il.Offset;
            int code = il.ReadByte();
            if (code == 0xFE && il.RemainingBytes > 0)
                code = 0xFE00 | il.ReadByte();
            if (!Operands.TryGetValue(code, out var operand))
                break;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok && il.RemainingBytes >= 4)
            {
                tokens.Add(new IlToken(offset, code, ReadToken(ref il)));
                continue;
            }

            long size = operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch when il.RemainingBytes >= 4 => 4L * il.ReadUInt32(),
                _ => 4,
            };
            if (size > il.RemainingBytes)
                break;
            il.Offset += (int)size;
        }

        return tokens;
    }

    // The reader's own "virtual" tokens have the highest bit; in IL it is damage, and their handles cannot be cast.
    private static EntityHandle ReadToken(ref BlobReader il)
    {
        var token = il.ReadInt32();
        if (token >= 0 && MetadataTokens.Handle(token) is { Kind: not HandleKind.UserString } handle)
            return (EntityHandle)handle;
        throw new BadImageFormatException("expected a metadata token");
    }
}

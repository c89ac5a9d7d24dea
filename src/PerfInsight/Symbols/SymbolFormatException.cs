namespace PerfInsight.Symbols;

/// <summary>A dll or PDB cannot be used: it is damaged, or it is not the one that belongs to the other.</summary>
public sealed class SymbolFormatException(string message, Exception? innerException = null) : Exception(message, innerException);

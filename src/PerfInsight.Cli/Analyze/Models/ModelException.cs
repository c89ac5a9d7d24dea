namespace PerfInsight.Cli.Analyze.Models;

/// <summary>A model gave no answer that can be used.</summary>
internal sealed class ModelException(string message) : Exception(message);

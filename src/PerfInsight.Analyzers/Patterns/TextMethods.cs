using Microsoft.CodeAnalysis;

namespace PerfInsight.Analyzers.Patterns;

/// <summary>Methods that take values to make text of them.</summary>
internal static class TextMethods
{
    /// <summary>True for methods of the framework that format text or write it.</summary>
    public static bool IsFormatting(IMethodSymbol method) => method.ContainingType switch
    {
        { SpecialType: SpecialType.System_String } => true,
        { Name: "StringBuilder" or "TextWriter" or "StreamWriter" or "StringWriter" or "Console" } type => FrameworkCalls.IsFramework(type),
        _ => false,
    };

    /// <summary>True for the methods of loggers, those for errors apart.</summary>
    public static bool IsLogging(IMethodSymbol method) =>
        method.Name is "Log" or "Debug" or "Info" or "Information" or "Warn" or "Warning" or "Trace" or "Verbose" or "LogTrace" or "LogDebug"
            or "LogInformation" or "LogInfo" or "LogWarning" or "LogWarn" or "LogVerbose" or "DebugFormat" or "InfoFormat" or "WarnFormat" or "TraceFormat";

    /// <summary>True for methods that report errors.</summary>
    public static bool IsError(IMethodSymbol method) =>
        method.Name.EndsWith("Error", StringComparison.Ordinal) || method.Name.EndsWith("Fatal", StringComparison.Ordinal)
        || method.Name.EndsWith("Critical", StringComparison.Ordinal) || method.Name is "ErrorFormat" or "FatalFormat" or "Fail" or "Assert"
        || method.ContainingType?.Name is "Debug" or "Assert" or "Contract" or "Guard" or "Requires";
}

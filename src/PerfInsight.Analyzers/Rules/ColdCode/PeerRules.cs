using System.Collections.Immutable;

namespace PerfInsight.Analyzers.Rules.ColdCode;

/// <summary>
/// Rules of other packages that are about speed alone and stand inside members: what they say of cold code can wait. Rules
/// that also keep code correct (CA1806, CA1856, CA1857, S4462, VSTHRD002…) or shape an API (CA1815, CA1819) are not here.
/// </summary>
internal static class PeerRules
{
    /// <summary>Microsoft.CodeAnalysis.NetAnalyzers 10, category Performance.</summary>
    public static readonly ImmutableArray<string> NetAnalyzers = ImmutableArray.Create(
        "CA1820", "CA1825", "CA1826", "CA1827", "CA1828", "CA1829", "CA1830", "CA1831", "CA1832", "CA1833", "CA1834", "CA1835",
        "CA1836", "CA1837", "CA1839", "CA1840", "CA1841", "CA1842", "CA1843", "CA1845", "CA1846", "CA1847", "CA1848", "CA1849",
        "CA1850", "CA1851", "CA1853", "CA1854", "CA1855", "CA1858", "CA1859", "CA1860", "CA1861", "CA1862", "CA1863", "CA1864",
        "CA1865", "CA1866", "CA1867", "CA1868", "CA1869", "CA1870", "CA1871", "CA1872", "CA1873", "CA1874", "CA1875");

    /// <summary>Meziantou.Analyzer 3, category Performance.</summary>
    public static readonly ImmutableArray<string> Meziantou = ImmutableArray.Create(
        "MA0005", "MA0020", "MA0028", "MA0029", "MA0030", "MA0031", "MA0044", "MA0052", "MA0063", "MA0078", "MA0089", "MA0098",
        "MA0105", "MA0106", "MA0110", "MA0111", "MA0112", "MA0152", "MA0159", "MA0160", "MA0176", "MA0179", "MA0185", "MA0215",
        "MA0227", "MA0239", "MA0242");

    /// <summary>Roslynator.Analyzers 5.</summary>
    public static readonly ImmutableArray<string> Roslynator = ImmutableArray.Create("RCS1077", "RCS1197", "RCS1198", "RCS1235");

    /// <summary>SonarAnalyzer.CSharp 10, its rules tagged performance.</summary>
    public static readonly ImmutableArray<string> Sonar = ImmutableArray.Create(
        "S1215", "S1643", "S2971", "S3267", "S6602", "S6603", "S6605", "S6607", "S6608", "S6609", "S6610", "S6612", "S6613", "S6617", "S6618");

    /// <summary>HeapAllocationAnalyzer 3.</summary>
    public static readonly ImmutableArray<string> HeapAllocations = ImmutableArray.Create(
        "HAA0101", "HAA0102", "HAA0201", "HAA0202", "HAA0301", "HAA0302", "HAA0303", "HAA0401", "HAA0501", "HAA0502", "HAA0503",
        "HAA0505", "HAA0506", "HAA0601", "HAA0602", "HAA0603");

    /// <summary>Microsoft.VisualStudio.Threading.Analyzers 17 and 18: synchronous calls in async methods.</summary>
    public static readonly ImmutableArray<string> Threading = ImmutableArray.Create("VSTHRD103");

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => [.. NetAnalyzers, .. Meziantou, .. Roslynator, .. Sonar, .. HeapAllocations, .. Threading];
}

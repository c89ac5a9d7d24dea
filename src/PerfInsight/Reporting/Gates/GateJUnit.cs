using System.Globalization;
using System.Text;
using System.Xml;
using PerfInsight.Gating.Reports;

namespace PerfInsight.Reporting.Gates;

/// <summary>
/// The report as JUnit XML, which the test pages of most build servers read: a suite for each gate, a case for each finding, and one for
/// all that a gate looked at and let pass.
/// </summary>
public static class GateJUnit
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = true };

    /// <summary>Writes a report.</summary>
    public static void Write(GateReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var xml = XmlWriter.Create(stream, Settings);
        var failures = report.Findings.Count(static finding => finding.Verdict == FindingVerdict.Fail);
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "PerfInsight");
        xml.WriteAttributeString("failures", Number(failures));
        foreach (var gate in report.Gates)
            WriteSuite(gate, [.. report.Findings.Where(finding => finding.Gate == gate.Id && finding.Verdict != FindingVerdict.Note)], xml);
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void WriteSuite(GateResult gate, IReadOnlyList<GateFinding> findings, XmlWriter xml)
    {
        var skipped = findings.Count(static finding => finding.Verdict is FindingVerdict.Waived or FindingVerdict.Inconclusive) + (gate.Verdict == GateVerdict.NotRun ? 1 : 0);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", gate.Id);
        xml.WriteAttributeString("tests", Number(findings.Count + 1));
        xml.WriteAttributeString("failures", Number(findings.Count(static finding => finding.Verdict == FindingVerdict.Fail)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Number(skipped));
        foreach (var finding in findings)
            WriteCase(finding, xml);

        StartCase(gate.Id, gate.Title, xml);
        if (gate.Verdict == GateVerdict.NotRun)
            WriteMessage("skipped", gate.Reason, "", xml);
        else
            WriteElement("system-out", FormattableString.Invariant($"{gate.Checked} looked at, {gate.Failed} failed{(gate.Reason.Length > 0 ? $"; {gate.Reason}" : "")}"), xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(GateFinding finding, XmlWriter xml)
    {
        StartCase(finding.Subject.Name, finding.Metric.Length > 0 ? finding.Metric : finding.Title, xml);
        if (finding.Place is { } place)
        {
            xml.WriteAttributeString("file", Clean(place.File));
            xml.WriteAttributeString("line", Number(place.Line));
        }

        switch (finding.Verdict)
        {
            case FindingVerdict.Fail:
                WriteMessage("failure", finding.Message, Details(finding), xml);
                break;
            case FindingVerdict.Waived or FindingVerdict.Inconclusive:
                WriteMessage("skipped", finding.Verdict == FindingVerdict.Waived ? finding.Waiver.Text : finding.Message, "", xml);
                break;
            default:
                WriteElement("system-out", finding.Message, xml);
                break;
        }

        xml.WriteEndElement();
    }

    private static string Details(GateFinding finding)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{finding.Measured}, limit {finding.Limit}; {finding.Certainty}\n");
        if (finding.Cause is { } cause)
            text.Append(CultureInfo.InvariantCulture, $"cause: {cause.Text}: {cause.Strategy}\n");
        foreach (var line in finding.Evidence)
            text.Append(line).Append('\n');
        if (finding.NextCommand.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"next: {finding.NextCommand}\n");
        return text.ToString();
    }

    private static void StartCase(string className, string name, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(className));
        xml.WriteAttributeString("name", Clean(name));
    }

    private static void WriteMessage(string element, string message, string text, XmlWriter xml)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", Clean(message));
        if (text.Length > 0)
            xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    private static void WriteElement(string element, string text, XmlWriter xml) => xml.WriteElementString(element, Clean(text));

    // Names come from profiles: XML 1.0 has no place for most control characters.
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(static one => XmlConvert.IsXmlChar(one) ? one : '\uFFFD'));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using PerfInsight.Profiles;

namespace PerfInsight.Formats.Collapsed;

/// <summary>
/// Writes collapsed stacks of the profile's default sample type, a line for each sample that has a value. Units, labels, lines, modules and
/// all other sample types are lost.
/// </summary>
public sealed class CollapsedWriter : IProfileWriter
{
    /// <inheritdoc/>
    public string Format => CollapsedReader.FormatName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".collapsed", ".folded"];

    /// <inheritdoc/>
    public void Write(ProfileData profile, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        profile.VisitSamples(new LineWriter(profile, writer));
    }

    private sealed class LineWriter(ProfileData profile, StreamWriter writer) : ISampleVisitor
    {
        private readonly int _column = profile.DefaultSampleTypeIndex;
        private readonly Dictionary<int, string> _names = [];

        public void Visit(ReadOnlySpan<int> stack, ReadOnlySpan<long> values, ReadOnlySpan<Label> labels)
        {
            // A difference has values below zero, which the format does not know.
            if (stack.IsEmpty || values[_column] <= 0)
                return;
            for (var i = stack.Length - 1; i >= 0; i--)
            {
                writer.Write(NameOf(profile.Locations[stack[i]].Function));
                writer.Write(i > 0 ? ';' : ' ');
            }

            writer.WriteLine(values[_column].ToString(CultureInfo.InvariantCulture));
        }

        private string NameOf(int function)
        {
            if (_names.TryGetValue(function, out var name))
                return name;
            name = profile.Functions[function].FullName;

            // What separates frames and stacks cannot be part of a name.
            name = name.Replace(';', ':').Replace('\n', ' ').Replace('\r', ' ').Trim();
            if (name.Length == 0)
                name = "[unknown]";
            _names.Add(function, name);
            return name;
        }
    }
}

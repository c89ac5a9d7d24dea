using System.Globalization;
using PerfInsight.Comparison;

namespace PerfInsight.Cli.History;

/// <summary>Writes which commits changed the members.</summary>
internal static class HistoryText
{
    /// <summary>Writes a paragraph a member.</summary>
    /// <param name="members">The members in the order of the table.</param>
    /// <param name="history">Their commits.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(IEnumerable<MemberDelta> members, RangeHistory history, TextWriter writer)
    {
        writer.WriteLine($"Commits of {history.Range} that touched them, newest first:{(history.Note is null ? "" : $" ({history.Note})")}");
        foreach (var name in members.Select(row => row.Member.Name).Where(history.Members.ContainsKey))
        {
            var (place, commits, note) = history.Members[name];
            var where = place is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({place.Path}:{place.First}-{place.Last})");
            writer.WriteLine($"  {MemberName.Short(name)}{where}{(note is not null ? $": {note}" : commits.Count == 0 ? ": none" : "")}");
            foreach (var commit in commits)
            {
                var renamed = commit.Path == place?.Path ? "" : $" (the file was {commit.Path})";
                writer.WriteLine($"    {CommitRange.Short(commit.Id)} {commit.When.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {commit.Author}: {commit.Subject}{renamed}");
            }
        }

        writer.WriteLine();
    }
}

/// <summary>The commits of a range that changed members.</summary>
/// <param name="Range">The range as git writes it.</param>
/// <param name="Note">What there is to know of it; null for nothing.</param>
/// <param name="Members">By name of member.</param>
internal sealed record RangeHistory(string Range, string? Note, IReadOnlyDictionary<string, MemberCommits> Members);

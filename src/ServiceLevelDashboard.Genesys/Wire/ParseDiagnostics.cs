using System.Collections.Immutable;
using System.Text;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// Counts what was passed over in an answer, each thing once with how often. Does not allocate for what it has seen before;
/// the number of different things is bounded, because they come from outside.
/// </summary>
internal sealed class ParseDiagnostics
{
    private const int MaximumDifferent = 20;

    private const int MaximumNameLength = 60;

    private readonly List<ParseDiagnostic> _seen = [];

    public void UnknownMetric(ReadOnlySpan<byte> name) => Count("Unknown metric", name);

    public void UnknownMember(ReadOnlySpan<byte> name) => Count("Unknown member", name);

    public void UnknownDimension(ReadOnlySpan<byte> name) => Count("Rows are split by a dimension that was not asked for and were added up", name);

    public void UnknownView(ReadOnlySpan<byte> name) => Count("View that was not asked for", name);

    public void RowNotAskedFor() => Count("Rows that were not asked for were skipped", []);

    public void RowWithoutQueue() => Count("Rows without a queue were skipped", []);

    /// <summary>Adds what another answer held.</summary>
    public void Add(ParseDiagnostics other)
    {
        foreach (var oddity in other._seen)
        {
            Count(oddity.Kind, oddity.Name, oddity.Times);
        }
    }

    /// <summary>One line for each.</summary>
    public ImmutableArray<string> ToNotices() => [.. _seen.Select(static oddity => oddity.ToNotice())];

    private void Count(string kind, ReadOnlySpan<byte> name, long times = 1)
    {
        foreach (var oddity in _seen)
        {
            if (ReferenceEquals(oddity.Kind, kind) && name.SequenceEqual(oddity.Name))
            {
                oddity.Times += times;
                return;
            }
        }

        if (_seen.Count < MaximumDifferent)
        {
            _seen.Add(new ParseDiagnostic(kind, name.ToArray()) { Times = times });
        }
    }

    private sealed class ParseDiagnostic(string kind, byte[] name)
    {
        public string Kind => kind;

        public byte[] Name => name;

        public long Times { get; set; }

        public string ToNotice()
        {
            var text = new string([.. Encoding.UTF8.GetString(name).Where(static c => !char.IsControl(c)).Take(MaximumNameLength)]);
            var times = FormattableString.Invariant($"{Times} {(Times == 1 ? "time" : "times")}");
            return name.Length == 0 ? $"{kind} ({times})." : $"{kind}: '{text}' ({times}).";
        }
    }
}

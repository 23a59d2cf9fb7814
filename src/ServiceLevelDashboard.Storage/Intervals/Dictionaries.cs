using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// The numbers under which lines and edge sets are stored. Read at the start of each unit of work, so that a number made by a
/// transaction that was rolled back, or by another process, is never mistaken.
/// </summary>
internal sealed class Dictionaries
{
    private readonly Dictionary<QueueMedia, int> _lineNumbers = [];
    private readonly Dictionary<int, QueueMedia> _lines = [];
    private readonly Lazy<Dictionary<int, int>> _places;
    private readonly Dictionary<string, int> _edgeNumbers = [];
    private readonly Dictionary<int, EdgeSet> _edges = [];

    private Dictionaries() => _places = new(() => _lines
        .OrderBy(static l => l.Value.Queue.Value, StringComparer.Ordinal).ThenBy(static l => l.Value.Media.Name, StringComparer.Ordinal)
        .Select(static (l, place) => (l.Key, place)).ToDictionary());

    public static async Task<Dictionaries> ReadAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        var dictionaries = new Dictionaries();
        foreach (var line in await context.Lines.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            dictionaries.Add(line);
        }
        foreach (var set in await context.EdgeSets.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            dictionaries.Add(set);
        }
        return dictionaries;
    }

    /// <exception cref="InvalidDataException">No line has this number: the archive is damaged.</exception>
    public QueueMedia Line(int number) => _lines.TryGetValue(number, out var line) ? line : throw new InvalidDataException($"There is no line {number}.");

    /// <summary>The place of a line among all, by queue and media type; of one that is not known the last.</summary>
    public int PlaceOf(int number) => _places.Value.GetValueOrDefault(number, int.MaxValue);

    /// <exception cref="InvalidDataException">No edge set has this number: the archive is damaged.</exception>
    public EdgeSet Edges(int number) => _edges.TryGetValue(number, out var edges) ? edges : throw new InvalidDataException($"There is no edge set {number}.");

    public int Number(QueueMedia line) => _lineNumbers[line];

    public int Number(EdgeSet edges) => _edgeNumbers[edges.Id];

    /// <summary>The numbers of the lines of some queues; null for no queues, which means all.</summary>
    public ImmutableArray<int>? LinesOf(ImmutableArray<QueueId> queues)
    {
        if (queues.IsDefaultOrEmpty)
        {
            return null;
        }
        var asked = queues.ToHashSet();
        return [.. _lines.Where(l => asked.Contains(l.Value.Queue)).Select(l => l.Key)];
    }

    /// <summary>Numbers what has none yet.</summary>
    public async Task AddMissingAsync(ArchiveContext context, IEnumerable<QueueMedia> lines, IEnumerable<EdgeSet> edgeSets, CancellationToken cancellationToken)
    {
        // Numbered as readers of many queues ask for them, a few at a time: neighbours lie on one page of the table of intervals.
        var newLines = lines.Where(l => !_lineNumbers.ContainsKey(l)).Distinct()
            .OrderBy(static l => l.Queue.Value, StringComparer.Ordinal).ThenBy(static l => l.Media.Name, StringComparer.Ordinal)
            .Select(l => new StoredLine { QueueId = l.Queue.Value, Media = l.Media.Name }).ToImmutableArray();
        var newSets = edgeSets.Where(s => !_edgeNumbers.ContainsKey(s.Id)).DistinctBy(s => s.Id)
            .Select(s => new StoredEdgeSet { Edges = s.Id }).ToImmutableArray();
        if (newLines.IsEmpty && newSets.IsEmpty)
        {
            return;
        }
        context.Lines.AddRange(newLines);
        context.EdgeSets.AddRange(newSets);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var line in newLines)
        {
            Add(line);
        }
        foreach (var set in newSets)
        {
            Add(set);
        }
    }

    private void Add(StoredLine line)
    {
        var key = new QueueMedia(new QueueId(line.QueueId), new MediaType(line.Media));
        _lineNumbers[key] = line.No;
        _lines[line.No] = key;
    }

    private void Add(StoredEdgeSet set)
    {
        _edgeNumbers[set.Edges] = set.No;
        _edges[set.No] = EdgeSet.Parse(set.Edges);
    }
}

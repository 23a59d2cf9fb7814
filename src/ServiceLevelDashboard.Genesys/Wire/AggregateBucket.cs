using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// One bucket of an aggregate answer. Mutable and used again for the next one: whoever wants to keep something copies it.
/// Statistics that are absent are zero.
/// </summary>
internal sealed class AggregateBucket(int views)
{
    /// <summary>More parts of figures are no split that anybody could have asked for.</summary>
    private const int MaximumParts = 200;

    private readonly HashSet<(int Metric, string Qualifier)> _parts = [];
    private uint _whole;
    private uint _split;
    private ulong _views;

    public Interval Interval { get; set; }

    public int Offered { get; set; }

    public DurationStatistics Answered { get; set; }

    public DurationStatistics Abandoned { get; set; }

    public DurationStatistics FlowOut { get; set; }

    public DurationStatistics Wait { get; set; }

    public DurationStatistics Talk { get; set; }

    public DurationStatistics Handle { get; set; }

    public int ShortAbandoned { get; set; }

    public int OverSla { get; set; }

    public int Connected { get; set; }

    public int Bridged { get; set; }

    public int BridgedAnswered { get; set; }

    public int BridgedAbandoned { get; set; }

    /// <summary>The service's own level of callbacks that call the customer first.</summary>
    public GenesysServiceLevel? CallbackLevel { get; set; }

    /// <summary>Whether the service gave its own service level.</summary>
    public bool HasServiceLevel { get; set; }

    public long Numerator { get; set; }

    public long Denominator { get; set; }

    public decimal? TargetRatio { get; set; }

    /// <summary>One count for each view of the question, in its order.</summary>
    public int[] ViewCounts { get; } = new int[views];

    /// <summary>Notes that a metric has come: whole, or as the part of a qualifier, and each of these once. Nothing is counted twice.</summary>
    /// <exception cref="JsonException">It has come before.</exception>
    public void Note(int metric, ReadOnlySpan<byte> qualifier)
    {
        var bit = 1u << metric;
        var isAgain = qualifier.IsEmpty
            ? ((_whole | _split) & bit) != 0
            : (_whole & bit) != 0 || _parts.Count >= MaximumParts || !_parts.Add((metric, Encoding.UTF8.GetString(qualifier)));
        if (isAgain)
        {
            throw new JsonException("The answer holds a figure twice.");
        }

        _whole |= qualifier.IsEmpty ? bit : 0;
        _split |= qualifier.IsEmpty ? 0 : bit;
    }

    /// <summary>Notes that a view has come, of those that were asked for.</summary>
    /// <exception cref="JsonException">It has come before.</exception>
    public void NoteView(int index)
    {
        if ((_views & (1ul << index)) != 0)
        {
            throw new JsonException("The answer holds a view twice.");
        }

        _views |= 1ul << index;
    }

    public void Clear()
    {
        if (_split != 0)
        {
            _parts.Clear();
        }

        _whole = _split = 0;
        _views = 0;
        Interval = default;
        Offered = ShortAbandoned = OverSla = 0;
        Answered = Abandoned = FlowOut = Wait = Talk = Handle = default;
        Connected = Bridged = BridgedAnswered = BridgedAbandoned = 0;
        CallbackLevel = null;
        HasServiceLevel = false;
        Numerator = Denominator = 0;
        TargetRatio = null;
        Array.Clear(ViewCounts);
    }
}

/// <summary>Takes what the reader reads. The group of a result may follow its buckets, so a queue is named when its result closes.</summary>
internal interface IBucketSink
{
    /// <summary>A bucket of the result that is being read. It is overwritten afterwards.</summary>
    void OnBucket(AggregateBucket bucket);

    /// <summary>The result has closed: all buckets since the last call belong to this queue and media type.</summary>
    /// <param name="queueId">The queue's id in UTF-8; empty when the row names none.</param>
    /// <param name="mediaType">The media type in UTF-8; empty when the row names none.</param>
    /// <param name="otherDimensions">Names and values of dimensions that nobody asked for, one after the other; empty when there are none.</param>
    void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType, ReadOnlySpan<byte> otherDimensions);
}

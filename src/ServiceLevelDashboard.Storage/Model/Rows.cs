namespace ServiceLevelDashboard.Storage.Model;

/// <summary>A queue and media type under a small number, so that an interval row need not repeat the ids.</summary>
internal sealed class Line
{
    public int No { get; set; }
    public required string QueueId { get; set; }
    public required string Media { get; set; }
}

/// <summary>A set of edges under a small number.</summary>
internal sealed class StoredEdgeSet
{
    public int No { get; set; }
    public required string Edges { get; set; }
}

/// <summary>One row per line, granularity and interval. The table is made by hand in the migrations and written by <c>IntervalTable</c>.</summary>
internal sealed class StoredInterval
{
    public int Minutes { get; set; }
    public long Start { get; set; }
    public int LineNo { get; set; }
    public int EdgeSetNo { get; set; }
    public required byte[] Figures { get; set; }
}

/// <summary>A range that has been fetched: absence of a row inside it means that nothing happened.</summary>
internal sealed class StoredCoverage
{
    public int No { get; set; }

    /// <summary>The queues that were asked for, joined by commas; <c>*</c> for all.</summary>
    public required string Scope { get; set; }
    public int Minutes { get; set; }
    public int EdgeSetNo { get; set; }
    public long From { get; set; }
    public long To { get; set; }
    public long FetchedAt { get; set; }

    /// <summary>Whether the range was fetched so long after its end that it should not move any more.</summary>
    public bool Settled { get; set; }
}

/// <summary>A change of a settled interval: what stood there, what stands there now. No figures means that there was no row.</summary>
internal sealed class StoredRevision
{
    public long No { get; set; }
    public int LineNo { get; set; }
    public int Minutes { get; set; }
    public long Start { get; set; }
    public long SeenAt { get; set; }
    public int OldEdgeSetNo { get; set; }
    public byte[]? OldFigures { get; set; }
    public int NewEdgeSetNo { get; set; }
    public byte[]? NewFigures { get; set; }
}

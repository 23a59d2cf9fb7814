using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>A queue and media type under a small number, so that an interval row need not repeat the ids.</summary>
internal sealed class StoredLine
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

/// <summary>One row per line, granularity and interval. The table is made by hand in the migrations and written by <c>IntervalBulkTable</c>.</summary>
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

/// <summary>A queue as it was from one moment to another.</summary>
internal sealed class StoredQueueVersion
{
    public long No { get; set; }
    public required string QueueId { get; set; }
    public long From { get; set; }

    /// <summary>Null while it still is like this.</summary>
    public long? To { get; set; }
    public required string Name { get; set; }
    public string? DivisionId { get; set; }
    public string? DivisionName { get; set; }

    /// <summary>Media type, ratio and threshold of each target as JSON, by media type.</summary>
    public required string Targets { get; set; }
}

/// <summary>Samples of one interval: of a media type, or of the agents of a status (<c>#Idle</c>).</summary>
internal sealed class StoredObservation
{
    public int Minutes { get; set; }
    public long Start { get; set; }
    public required string QueueId { get; set; }
    public required string Media { get; set; }
    public int Samples { get; set; }
    public long WaitingLeast { get; set; }
    public long WaitingSum { get; set; }
    public long WaitingMost { get; set; }
    public long LongestLeast { get; set; }
    public long LongestSum { get; set; }
    public long LongestMost { get; set; }
}

/// <summary>A document of <c>IDocumentStore</c>.</summary>
internal sealed class StoredConfiguration
{
    public required string Kind { get; set; }
    public required string Key { get; set; }
    public required string Json { get; set; }
    public int Version { get; set; }
    public long ChangedAt { get; set; }
}

/// <summary>A lease.</summary>
internal sealed class StoredLease
{
    public required string Name { get; set; }
    public required string Holder { get; set; }
    public long UntilMs { get; set; }

    /// <summary>Counts the times that it went to another holder.</summary>
    public long Epoch { get; set; }
}

/// <summary>
/// The epoch of a lease once more, in a row that a renewal does not touch: writers lock it until they have written, so that nobody takes over in between.
/// </summary>
internal sealed class StoredEpoch
{
    public required string Lease { get; set; }
    public long Epoch { get; set; }
}

/// <summary>A part of what the leading instance knows of the present.</summary>
internal sealed class StoredLivePart
{
    public required string Name { get; set; }
    public long Version { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>An order to a screen, for whichever instance it is connected to; gone after minutes.</summary>
internal sealed class StoredScreenOrder
{
    public required string Id { get; set; }
    public long AtMs { get; set; }
    public required string Screen { get; set; }
    public required string Kind { get; set; }
    public required string Argument { get; set; }
}

/// <summary>An instance that serves this archive, and what it knows of the screens that are connected to it.</summary>
internal sealed class StoredInstance
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public required string Build { get; set; }
    public long StartedMs { get; set; }
    public long SeenMs { get; set; }

    /// <summary>Compressed JSON.</summary>
    public required byte[] Screens { get; set; }
}

/// <summary>A key of cookies, encrypted.</summary>
internal sealed class StoredKey
{
    public required string Id { get; set; }
    public required string Xml { get; set; }
}

/// <summary>The oldest change of the tables that a program has to know to use them. One row.</summary>
internal sealed class StoredCompatibility
{
    public int Id { get; set; }
    public required string LeastMigration { get; set; }
}

/// <summary>A day that has been summed.</summary>
internal sealed class StoredDay
{
    public int No { get; set; }
    public required string Zone { get; set; }
    public int Minutes { get; set; }
    public long From { get; set; }
    public long To { get; set; }
    public int EdgeSetNo { get; set; }
    public long FetchedAt { get; set; }
}

/// <summary>The sum of one line over a summed day.</summary>
internal sealed class StoredDaySum
{
    public int DayNo { get; set; }
    public int LineNo { get; set; }
    public required byte[] Figures { get; set; }
}

/// <summary>Somebody signed in.</summary>
internal sealed class StoredSession
{
    public required string Id { get; set; }
    public required string Person { get; set; }
    public required string Name { get; set; }

    /// <summary>The names of the roles as JSON.</summary>
    public required string Roles { get; set; }
    public long SinceMs { get; set; }
    public long SeenMs { get; set; }
}

/// <summary>What somebody changed: what stood there, what stands there since.</summary>
internal sealed class StoredChange
{
    public long No { get; set; }
    public long AtMs { get; set; }

    /// <summary>The name of whoever it was, as it was then.</summary>
    public required string Who { get; set; }

    /// <summary>The kind of actor by its name; null in a row that is older than kinds.</summary>
    public string? WhoKind { get; set; }

    /// <summary>Which one of its kind; null likewise.</summary>
    public string? WhoId { get; set; }
    public required string Kind { get; set; }
    public required string Key { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }

    /// <summary>A change as a row.</summary>
    public static StoredChange Of(Change change, string kind, string key, string? before, string? after) => new()
    {
        AtMs = change.At.ToUnixTimeMilliseconds(),
        Who = change.Who.Name,
        WhoKind = change.Who.Kind.ToString(),
        WhoId = change.Who.Id,
        Kind = kind,
        Key = key,
        Before = before,
        After = after,
    };

    /// <summary>A row as a change; who made it is known by name alone where the row is older than kinds of actors.</summary>
    public LoggedChange Read()
    {
        var who = new Actor(EnumName.Find<ActorKind>(WhoKind) ?? ActorKind.Unknown, WhoId ?? "", Who);
        return new LoggedChange(No, DateTimeOffset.FromUnixTimeMilliseconds(AtMs), who, Kind, Key, Before, After);
    }
}

/// <summary>An alert of <c>IAlertStore</c>.</summary>
internal sealed class AlertRow
{
    public required string Id { get; set; }
    public required string Rule { get; set; }
    public required string Subject { get; set; }

    /// <summary>The state by its name.</summary>
    public required string State { get; set; }
    public long SinceMs { get; set; }

    /// <summary>Null while pending.</summary>
    public long? FiredMs { get; set; }

    /// <summary>Null while it is open.</summary>
    public long? ResolvedMs { get; set; }
    public required string Json { get; set; }
    public int Version { get; set; }
}

/// <summary>A message of <c>IOutbox</c>.</summary>
internal sealed class OutboxRow
{
    public required string Id { get; set; }

    /// <summary>What it is about, by its name.</summary>
    public required string Kind { get; set; }
    public required string Route { get; set; }
    public required string Json { get; set; }
    public long CreatedMs { get; set; }
    public long DueMs { get; set; }

    /// <summary>The state by its name.</summary>
    public required string State { get; set; }
    public int Attempts { get; set; }
    public string? LastAnswer { get; set; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public long? FinishedMs { get; set; }

    /// <summary>Who is sending it; null when nobody is.</summary>
    public string? Holder { get; set; }

    /// <summary>Up to when it is the holder's; 0 when it is nobody's.</summary>
    public long HeldUntilMs { get; set; }
}

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>Why a queue's page has no figures.</summary>
public enum QueueAbsence
{
    /// <summary>The contact centre has not answered yet.</summary>
    NotLoaded,

    /// <summary>No queue has this id.</summary>
    NoSuchQueue,

    /// <summary>The queue exists and has nothing in this media type.</summary>
    NoSuchMedia,

    /// <summary>The last figures are so old that they are no longer shown.</summary>
    Withdrawn,
}

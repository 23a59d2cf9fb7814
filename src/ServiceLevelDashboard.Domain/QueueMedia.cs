namespace ServiceLevelDashboard.Domain;

/// <summary>One queue and one media type: what a tile shows and what a target belongs to. Media types are never pooled unless asked.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Media">The media type.</param>
public readonly record struct QueueMedia(QueueId Queue, MediaType Media);

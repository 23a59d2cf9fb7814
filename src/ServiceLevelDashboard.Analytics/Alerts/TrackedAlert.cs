using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What the store keeps of an alert beside its columns.</summary>
internal sealed record AlertRecord
{
    /// <summary>How it is written.</summary>
    public static readonly JsonTypeInfo<AlertRecord> Json = DocumentJson.Of<AlertRecord>();

    /// <summary>What is said of it.</summary>
    public required AlertFacts Facts { get; init; }

    /// <summary>As in <see cref="AlertProgress"/>.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>As in <see cref="AlertProgress"/>.</summary>
    public DateTimeOffset? HeldFrom { get; init; }

    /// <summary>As in <see cref="AlertProgress"/>.</summary>
    public DateTimeOffset? ClearFrom { get; init; }

    /// <summary>As in <see cref="AlertProgress"/>.</summary>
    public DateTimeOffset? UnknownFrom { get; init; }

    /// <summary>When its state was seen to change last, by our clock: from then on it is to be told.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who has taken note of it.</summary>
    public AlertAcknowledgement? Acknowledgement { get; init; }

    /// <summary>What each route was told.</summary>
    public ImmutableArray<AlertTold> Told { get; init; } = [];

    /// <summary>Whether walls chime.</summary>
    public bool Chime { get; init; }
}

/// <summary>What a route was told of an alert.</summary>
/// <param name="Route">The route.</param>
/// <param name="Begun">That it rings.</param>
/// <param name="Ended">That it is over, or that there is no more to tell.</param>
/// <param name="Acknowledged">That somebody has taken note.</param>
/// <param name="LastAt">When it was last told anything.</param>
/// <param name="Times">How often it was told.</param>
internal sealed record AlertTold(string Route, bool Begun, bool Ended, bool Acknowledged, DateTimeOffset LastAt, int Times)
{
    public static AlertTold Nothing(string route) => new(route, false, false, false, default, 0);
}

/// <summary>An alert in the hands of the service that leads it.</summary>
internal sealed class TrackedAlert
{
    public required string Id { get; init; }

    public required string Rule { get; init; }

    public required string Subject { get; init; }

    /// <summary>How it stands.</summary>
    public required AlertProgress Progress { get; set; }

    /// <summary>All else of it.</summary>
    public required AlertRecord Record { get; set; }

    /// <summary>The version in the store; 0 before it is there.</summary>
    public int Version { get; set; }

    /// <summary>Whether it differs from the store.</summary>
    public bool IsDirty { get; set; }

    /// <summary>The turn in which somebody looked at its subject.</summary>
    public long SeenIn { get; set; }

    /// <summary>What was told to a route.</summary>
    public AlertTold ToldTo(string route) => Record.Told.FirstOrDefault(t => t.Route == route) ?? AlertTold.Nothing(route);

    /// <summary>Notes what was told to a route.</summary>
    public void Tell(AlertTold told)
    {
        Record = Record with { Told = [.. Record.Told.Where(t => t.Route != told.Route), told] };
        IsDirty = true;
    }

    /// <summary>As it is read from the store; null when somebody broke it by hand.</summary>
    public static TrackedAlert? Read(StoredAlert stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Json, AlertRecord.Json) is { } record
                ? new TrackedAlert
                {
                    Id = stored.Id,
                    Rule = stored.Rule,
                    Subject = stored.Subject,
                    Record = record,
                    Progress = new AlertProgress(
                        stored.State, stored.Since, stored.FiredAt, stored.ResolvedAt, record.Held, record.HeldFrom, record.ClearFrom, record.UnknownFrom),
                    Version = stored.Version,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As the store keeps it.</summary>
    public StoredAlert ToStored()
    {
        var record = Record with
        {
            Facts = Facts(),
            Held = Progress.Held,
            HeldFrom = Progress.HeldFrom,
            ClearFrom = Progress.ClearFrom,
            UnknownFrom = Progress.UnknownFrom,
        };
        return new StoredAlert(
            Id, Rule, Subject, Progress.State, Progress.Since, Progress.FiredAt, Progress.ResolvedAt, JsonSerializer.Serialize(record, AlertRecord.Json),
            Version);
    }

    /// <summary>What is said of it now.</summary>
    public AlertFacts Facts() => Record.Facts with
    {
        State = Progress.State,
        Since = Progress.Since,
        FiredAt = Progress.FiredAt,
        ResolvedAt = Progress.ResolvedAt,
        AcknowledgedBy = Record.Acknowledgement?.By,
    };

    /// <summary>As people see it, without what they have done about it since.</summary>
    public AlertView ToView() => new()
    {
        Facts = Facts(),
        Subject = Subject,
        Acknowledgement = Record.Acknowledgement,
        UnknownSince = Progress.State == AlertState.Resolved ? null : Progress.UnknownFrom,
        Chime = Record.Chime,
    };

    /// <summary>The id of a notice: the same whoever makes it of the same event.</summary>
    internal static string NoticeId(AlertNoticeKind kind, string route, IEnumerable<string> events)
    {
        const int Length = 32;
        var text = $"{kind}\n{route}\n{string.Join('\n', events.Order(StringComparer.Ordinal))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
    }
}

using System.Diagnostics;
using System.Reflection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Administration;

/// <summary>What is in force, as names and values for people. Never a secret: of credentials only whether they are set, and by what.</summary>
internal static class SettingsFacts
{
    /// <summary>What calls are made and how near the limit they come.</summary>
    public static IReadOnlyList<(string Name, string Value)> Quota(SnapshotState state)
    {
        var quota = state.Quota;
        var perMinute = decimal.Round(state.Pace.CallsPerMinute, 1);
        var share = quota.LimitPerMinute == 0 ? (decimal?)null : state.Pace.CallsPerMinute / quota.LimitPerMinute;
        return
        [
            (AdministrationText.CallsLastMinute, Format.Count(quota.CallsLastMinute)),
            (AdministrationText.Governor, Format.Text(AdministrationText.PerMinute, Format.Count(quota.GovernorPerMinute))),
            (AdministrationText.Limit, Format.Text(AdministrationText.PerMinute, Format.Count(quota.LimitPerMinute))),
            (AdministrationText.ShareNow, Format.Share(quota.Share)),
            (Format.Text(AdministrationText.ShareAtPace, Format.Count(state.Snapshot?.Listed.Count ?? 0)),
                Format.Text(AdministrationText.PaceAndShare, perMinute, share is { } known ? Format.Share(known) : Format.NoValue)),
            (AdministrationText.CallsTotal, Format.Count(quota.CallsTotal)),
            (AdministrationText.Throttled, Format.Count(quota.ThrottledTotal)),
        ];
    }

    /// <summary>How figures are cut, counted and refreshed.</summary>
    public static IReadOnlyList<(string Name, string Value)> Measuring(DashboardSettings settings, Snapshot? snapshot)
    {
        var granularity = snapshot?.Granularity ?? settings.Granularity;
        return
        [
            (AdministrationText.Zone, settings.Zone.Id),
            (AdministrationText.DayStart, settings.DayStart.ToString("HH:mm", System.Globalization.CultureInfo.CurrentCulture)),
            (AdministrationText.Granularity, granularity == settings.Granularity
                ? Format.ExactSpan(granularity.Length)
                : Format.Text(AdministrationText.GranularityRefused, Format.ExactSpan(granularity.Length), Format.ExactSpan(settings.Granularity.Length))),
            (AdministrationText.IntervalsEvery, Format.ExactSpan(settings.IntervalsPeriod)),
            (AdministrationText.ObservationsEvery, Format.ExactSpan(settings.ObservationsPeriod)),
            (AdministrationText.QueuesEvery, Format.ExactSpan(settings.QueuesPeriod)),
            (AdministrationText.Trailing, Format.ExactSpan(settings.Trailing)),
            (
                AdministrationText.Definition,
                $"{DefinitionWords.Name(settings.Definition.Formula)}: {DefinitionWords.Formula(snapshot?.Definition ?? settings.Definition)}"),
            (AdministrationText.ShortLimit, settings.Definition.ShortAbandonLimit is { } limit ? Format.ExactSpan(limit) : AdministrationText.ShortLimitOwn),
            (AdministrationText.AnsweredEdges, Edges((snapshot?.Edges ?? settings.Edges).AnsweredMs)),
            (AdministrationText.AbandonedEdges, Edges((snapshot?.Edges ?? settings.Edges).AbandonedMs)),
        ];
    }

    /// <summary>Where the figures come from.</summary>
    public static IReadOnlyList<(string Name, string Value)> Connection(
        GenesysOptions options, GenesysEndpoint endpoint, DataOrigin origin, string secretSource) =>
    [
        (AdministrationText.Origin, origin.IsSimulated ? AdministrationText.OriginSimulated : AdministrationText.OriginReal),
        (AdministrationText.Region, endpoint.Region is { } region
            ? Format.Text(endpoint.RegionWasAssumed ? AdministrationText.RegionAssumed : AdministrationText.RegionGiven, region.Key)
            : AdministrationText.RegionOverridden),
        (AdministrationText.ApiHost, endpoint.Api.Authority),
        (AdministrationText.LoginHost, endpoint.Login.Authority),
        (AdministrationText.ClientId, Masked(options.ClientId)),
        (AdministrationText.ClientSecret, secretSource),
        (AdministrationText.AttemptTimeout, Format.ExactSpan(options.AttemptTimeout)),
        (AdministrationText.TotalTimeout, Format.ExactSpan(options.TotalTimeout)),
        (AdministrationText.Retries, Format.Count(options.Retries)),
    ];

    /// <summary>Where the figures are kept, and for how long.</summary>
    public static IReadOnlyList<(string Name, string Value)> Archive(ArchiveState archive, BackfillState past, StorageOptions options, TimeZoneInfo zone) =>
    [
        (AdministrationText.ArchivePlace, archive.Description),
        (AdministrationText.ArchiveWritten, archive.WrittenAt is { } at ? Format.TimeWithSeconds(at, zone) : Format.NoValue),
        (AdministrationText.ArchiveState, archive.IsFailing ? AdministrationText.ArchiveFailing : AdministrationText.ArchiveWorking),
        (AdministrationText.Past, PastInWords(past, zone)),
        (AdministrationText.PastCalls, Format.Count(past.Calls)),
        (AdministrationText.ArchiveRetention,
            options.RetentionMonths == 1 ? AdministrationText.MonthsOne : Format.Text(AdministrationText.MonthsMany, options.RetentionMonths)),
        (AdministrationText.ArchiveSettled, Format.Text(AdministrationText.HoursAfterEnd, Format.ExactSpan(TimeSpan.FromHours(options.SettleHours)))),
    ];

    /// <summary>Which of several instances leads; empty where there are no others.</summary>
    public static IReadOnlyList<(string Name, string Value)> Leader(ILeadership leadership, ISignals signals) => !signals.HasOthers ? [] :
    [
        (AdministrationText.Leader, leadership.Current is not null ? AdministrationText.LeaderThis
            : leadership.Holder is { } holder ? Format.Text(AdministrationText.LeaderOther, holder)
            : AdministrationText.LeaderNobody),
    ];

    /// <summary>The program's version; null when the build gave none.</summary>
    public static string? Version => typeof(SettingsFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>The program itself.</summary>
    public static IReadOnlyList<(string Name, string Value)> Program(DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        return
        [
            (AdministrationText.Version, Version ?? Format.NoValue),
            (AdministrationText.Uptime, Format.Span(now - new DateTimeOffset(process.StartTime))),
            (AdministrationText.Runtime, System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription),
        ];
    }

    /// <summary>By which setting the secret is given; its value is never read here.</summary>
    public static string SecretSource(IConfiguration configuration, GenesysOptions options)
    {
        if (string.IsNullOrEmpty(options.ClientSecret))
        {
            return AdministrationText.NotSet;
        }
        foreach (var key in new[] { "GENESYS_CLIENT_SECRET", "GENESYS_CLIENT_SECRET_FILE", "Genesys:ClientSecret" })
        {
            if (!string.IsNullOrWhiteSpace(configuration[key]))
            {
                return Format.Text(AdministrationText.SetBy, key);
            }
        }

        return AdministrationText.Set;
    }

    private static string PastInWords(BackfillState past, TimeZoneInfo zone) => past switch
    {
        { Waiting: { } reason } => Format.Text(AdministrationText.PastWaiting, Format.Count(past.Done), Format.Count(past.Left), reason),
        { Current: { } day } => Format.Text(AdministrationText.PastFetching, Format.Count(past.Done), Format.Count(past.Left),
            Format.NumericDate(day.Start, zone)),
        { Left: > 0 } => Format.Text(AdministrationText.PastLeft, Format.Count(past.Done), Format.Count(past.Left)),
        _ => AdministrationText.PastWhole,
    };

    /// <summary>The two ends of an id; nothing of a short one.</summary>
    internal static string Masked(string? id) => id switch
    {
        null or "" => AdministrationText.NotSet,
        { Length: < 12 } => AdministrationText.Set,
        _ => $"{id[..4]}…{id[^4..]}",
    };

    private static string Edges(System.Collections.Immutable.ImmutableArray<int> edgesMs) =>
        edgesMs.IsEmpty ? Format.NoValue : string.Join(", ", edgesMs.Select(ms => Format.ExactSpan(TimeSpan.FromMilliseconds(ms))));
}

using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Administration;

/// <summary>How things stand with being told of changes, as names and values for people.</summary>
internal static class PushFacts
{
    /// <summary>The facts.</summary>
    /// <param name="push">The state.</param>
    /// <param name="now">Our clock, now.</param>
    /// <param name="zone">The zone to show times in.</param>
    public static IReadOnlyList<(string Name, string Value)> Of(PushState push, DateTimeOffset now, TimeZoneInfo zone)
    {
        var facts = new List<(string Name, string Value)> { (AdministrationText.PushStatus, Status(push.Status)) };
        if (push.Status == PushStatus.Off)
        {
            return facts;
        }

        var (traffic, checks) = (push.Traffic, push.Checks);
        facts.Add((AdministrationText.PushSince, push.ConnectedAt is { } since ? Format.TimeWithSeconds(since, zone) : Format.NoValue));
        facts.Add((AdministrationText.PushSign, Format.Span(push.ProvenAt is { } proven ? now - proven : null)));
        facts.Add((AdministrationText.PushChannels, Format.Text(
            AdministrationText.PushChannelsValue, Format.Count(traffic.Channels), Format.Count(traffic.Queues), Format.Count(traffic.Refused))));
        facts.Add((
            AdministrationText.PushMessages, Format.Text(AdministrationText.PushMessagesValue, Format.Count(traffic.Messages), Format.Count(traffic.Skipped))));
        facts.Add((AdministrationText.PushChecked, checks.LastAt is { } at ? Format.TimeWithSeconds(at, zone) : Format.NoValue));
        facts.Add((
            AdministrationText.PushDifferences,
            Format.Text(AdministrationText.PushDifferencesValue, Format.Count(checks.Differences), Format.Count(checks.Compared))));
        facts.Add((AdministrationText.PushDifferencesTotal, Format.Text(
            AdministrationText.PushDifferencesTotalValue, Format.Count(checks.DifferencesTotal), Format.Count(checks.Total))));
        facts.Add((AdministrationText.PushLongest, AdministrationText.PushLongestValue));
        return facts;
    }

    private static string Status(PushStatus status) => status switch
    {
        PushStatus.Off => AdministrationText.PushOff,
        PushStatus.Connecting => AdministrationText.PushConnecting,
        PushStatus.Partly => AdministrationText.PushPartly,
        _ => AdministrationText.PushLive,
    };
}

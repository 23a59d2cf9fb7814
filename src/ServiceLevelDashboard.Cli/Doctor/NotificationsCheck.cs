using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Tries whether the service tells of changes. Where it does not, what waits now is asked for instead: a warning, not a failure.</summary>
internal static class NotificationsCheck
{
    private const string AskedInstead = "Until then waiting contacts are polled every 15 seconds.";

    public static async Task AddAsync(List<DoctorCheck> checks, GenesysContactCentre centre, QueueId queue, CancellationToken cancellationToken) =>
        checks.Add(await OfAsync(centre, queue, cancellationToken));

    private static async Task<DoctorCheck> OfAsync(GenesysContactCentre centre, QueueId queue, CancellationToken cancellationToken)
    {
        try
        {
            var trial = await centre.TryNotificationsAsync(queue, cancellationToken);
            return trial switch
            {
                { WasTried: false } => Warn(
                    FormattableString.Invariant($"Not tried: {trial.OpenChannels} channels of this OAuth client are open."),
                    "A client has twenty channels, and one too many ends another program's. They end by themselves after a day.",
                    "Try again tomorrow, or give the dashboard an OAuth client of its own."),
                { ConnectionProblem: { } problem } => Warn(
                    "A channel and a queue's notifications are permitted, and no connection could be made.",
                    problem,
                    $"Let this machine reach that host by WebSocket, through the proxy too (HTTPS_PROXY). {AskedInstead}"),
                _ =>
                    new DoctorCheck(
                        CheckNames.Notifications,
                        CheckStatus.Ok,
                        "A channel was opened, a queue's notifications were subscribed to, and a connection was made."),
            };
        }
        catch (PermissionMissingException e)
        {
            var missing = e.Missing.IsEmpty ? "what is needed to open a channel (the answer does not name it)" : string.Join(" or ", e.Missing);
            return Warn($"Missing: {missing}.", Cause(e), $"{Fix(e)} {AskedInstead}");
        }
        catch (ContactCentreException e)
        {
            return Warn("No usable answer.", Cause(e), $"Try again; if it stays, check the proxy on the way. {AskedInstead}");
        }
    }

    private static string Fix(PermissionMissingException e) => e.Missing.IsEmpty
        ? $"Check that the OAuth client may use notifications, and that its role holds {CheckNames.PermissionOf(CheckNames.Notifications)}."
        : e.Missing[0].StartsWith("scope ", StringComparison.Ordinal)
            ? "Admin > Integrations > OAuth > the client > Scope: add it."
            : $"Admin > Integrations > OAuth > the client > Roles: add a role with {CheckNames.PermissionOf(CheckNames.Notifications)}, for every division whose queues are to be seen.";

    private static string Cause(ContactCentreException e) => e.Message + (e.CorrelationId is { } id ? $" (correlation id {id})" : "");

    private static DoctorCheck Warn(string finding, string cause, string fix) => new(CheckNames.Notifications, CheckStatus.Warn, finding, cause, fix);
}

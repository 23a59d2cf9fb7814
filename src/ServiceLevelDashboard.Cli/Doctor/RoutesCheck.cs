using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Whether the routes have what they need: their secrets, and a mail server. Sends nothing.</summary>
internal static class RoutesCheck
{
    /// <summary>The check; null where there are no routes.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="data">The option <c>--data</c>, or null.</param>
    /// <param name="url">The option <c>--url</c>, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DoctorCheck?> RunAsync(Shell shell, string? data, string? url, CancellationToken cancellationToken)
    {
        try
        {
            await using var services = ArchiveAccess.Services(shell, data, url);
            if (!ArchiveAccess.Exists(services))
            {
                return null;
            }
            var routes = await services.GetRequiredService<DocumentRepository<Route>>().ListAsync(cancellationToken);
            var secrets = services.GetRequiredService<RouteSecrets>();
            ImmutableArray<string> missing =
            [
                .. routes.Where(r => secrets.StateOf(r.Key, r.Value.Kind) is SecretState.Missing or SecretState.Unreadable).Select(static r => r.Key),
                .. routes.Where(r => r.Value.Kind == RouteKind.Mail && !services.GetRequiredService<IOptions<MailOptions>>().Value.IsConfigured)
                    .Select(static r => r.Key),
            ];
            return routes.IsEmpty ? null
                : missing.IsEmpty ? new DoctorCheck(CheckNames.Routes, CheckStatus.Ok, FormattableString.Invariant($"{routes.Length} with all they need."))
                : new DoctorCheck(
                    CheckNames.Routes, CheckStatus.Fail, "What is sent by some of them cannot arrive.",
                    $"Without a secret or a mail server: {string.Join(", ", missing)}.",
                    "Set Routes__KEY__SecretFile of each, and Mail__Server for mail, where the dashboard runs and here; then try `sld routes test KEY`.");
        }
        catch (Exception e) when (e is ArchiveUnavailableException or UsageException or OptionsValidationException)
        {
            return null; // the checks of the archive and of the settings say so
        }
    }
}

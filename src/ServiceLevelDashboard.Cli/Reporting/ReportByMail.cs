using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>Sends a report that was asked for in the shell: at once, by the configured mail server.</summary>
internal static class ReportByMail
{
    private const string Option = "--mail";

    /// <summary>To whom: an address, or the addresses of a mail route.</summary>
    /// <exception cref="UsageException">It is no address, and there is no such mail route.</exception>
    public static async Task<(ImmutableArray<string> To, string Language)> FindAsync(
        Shell shell, IServiceProvider services, bool isKept, string given, CancellationToken cancellationToken)
    {
        if (Route.IsMailAddress(given))
        {
            return ([given], "en");
        }
        var routes = new DocumentRepository<Route>(services.GetRequiredService<IDocumentStore>(), Route.Documents, shell.Clock);
        return isKept && await routes.ReadAsync(given, cancellationToken) is { Value: { Kind: RouteKind.Mail } route }
            ? (route.To, route.Language)
            : throw new UsageException($"{Option} is '{given}', which is neither a mail address nor the key of a mail route.");
    }

    /// <summary>Sends it, with a workbook and CSV attached.</summary>
    /// <returns>What the mail server answered.</returns>
    /// <exception cref="UsageException">It was not sent; the message says why.</exception>
    public static async Task<string> SendAsync(
        IServiceProvider services, ReportContent content, ImmutableArray<string> to, string language, CancellationToken cancellationToken)
    {
        var mail = ReportMailBuilder.Build(content with { Formats = [ReportFormat.Xlsx, ReportFormat.Csv] }, language);
        var result = await services.GetRequiredService<IMailSender>().SendAsync(
            new OutgoingMail
            {
                Id = $"sld report {Guid.NewGuid():N}",
                To = to,
                Subject = mail.Subject,
                Text = mail.Text,
                Html = mail.Html,
                Attachments = [.. mail.Attachments.Select(static a => new MailAttachment(a.Name, a.Type, a.Content))],
            },
            cancellationToken);
        return result.Outcome == SendOutcome.Taken ? result.Answer : throw new UsageException($"The mail was not sent: {result.Answer}");
    }
}

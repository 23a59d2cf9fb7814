using Polly;
using Polly.Timeout;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Senders;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>Sends reports: the mail is made when it is sent, by <see cref="IReportMailer"/>.</summary>
internal sealed class ReportSender : IMessageSender
{
    /// <summary>The longest time for one attempt: less than the outbox holds a message.</summary>
    internal static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(75);

    private readonly DocumentCache<Route> _routes;
    private readonly IMailSender _mails;
    private readonly IReportMailer? _mailer;
    private readonly ResiliencePipeline _pipeline;

    public ReportSender(DocumentCache<Route> routes, IMailSender mails, TimeProvider clock, IEnumerable<IReportMailer> mailers)
    {
        (_routes, _mails, _mailer) = (routes, mails, mailers.LastOrDefault());
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(AttemptTimeout).Build();
    }

    /// <inheritdoc/>
    public OutboxKind Kind => OutboxKind.Report;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (_mailer is null)
        {
            return SendResult.Refused("Nobody here makes reports.");
        }
        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await SendAsync(entry, await _mailer.MakeAsync(entry.Message, token).ConfigureAwait(false), token).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            return SendResult.TryAgain(FormattableString.Invariant($"It was not made and sent within {AttemptTimeout.TotalSeconds} seconds."), null);
        }
        catch (ReportGoneException e)
        {
            return SendResult.Refused(e.Message);
        }
        catch (ContactCentreException e)
        {
            return SendResult.TryAgain(e.Message, null);
        }
    }

    private async Task<SendResult> SendAsync(OutboxEntry entry, ReportMail report, CancellationToken cancellationToken)
    {
        var to = report.To;
        if (to.IsDefaultOrEmpty)
        {
            if (_routes.Find(entry.Message.Route) is not { Value.Kind: RouteKind.Mail } route)
            {
                return _routes.IsRead
                    ? SendResult.Refused($"There is no mail route {entry.Message.Route} any more.")
                    : SendResult.TryAgain("The routes have not been read yet.", null);
            }
            to = route.Value.To;
        }
        if (to.IsDefaultOrEmpty)
        {
            return SendResult.Refused("It has nobody to go to.");
        }
        return await _mails.SendAsync(
            new OutgoingMail
            {
                Id = entry.Message.Id,
                To = to,
                Subject = report.Subject,
                Text = report.Text,
                Html = report.Html,
                Attachments = [.. report.Attachments.Select(static a => new MailAttachment(a.Name, a.Type, a.Content))],
                GoesWithoutDeferred = entry.Attempts >= MailRoute.AttemptWithoutDeferred,
            },
            cancellationToken).ConfigureAwait(false);
    }
}

using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Makes the mail of a message of kind <see cref="OutboxKind.Report"/> at the moment at which it is to be sent.</summary>
public interface IReportMailer
{
    /// <summary>The mail.</summary>
    /// <param name="message">
    /// The message. Its route is the key of a mail route, unless the mail names its own addresses in <see cref="ReportMail.To"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ReportGoneException">It can never be made: the message is given up.</exception>
    /// <exception cref="ContactCentreException">The contact centre did not answer: to be tried again.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive is away: to be tried again.</exception>
    Task<ReportMail> MakeAsync(OutboxMessage message, CancellationToken cancellationToken);
}

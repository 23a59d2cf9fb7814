using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Makes the mail of a schedule: asks its question as <c>sld report</c> does, and prints it where a PDF is wanted.</summary>
/// <param name="centre">Asked for what is not kept.</param>
/// <param name="archive">What has been kept.</param>
/// <param name="days">Sums of days.</param>
/// <param name="printer">Makes PDFs.</param>
/// <param name="clock">The present moment.</param>
public sealed class ReportMaker(
    IContactCentre centre, IDurableIntervalArchive archive, IDailyArchive days, IReportPrinter printer, TimeProvider clock)
{
    /// <summary>The mail.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="scope">What is known.</param>
    /// <param name="sees">What its role sees.</param>
    /// <param name="due">The moment from which its words are seen.</param>
    /// <param name="site">The dashboard's address as browsers know it; null leaves the link out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ReportGoneException">The role sees none of the queues.</exception>
    /// <exception cref="ContactCentreException">The contact centre did not answer.</exception>
    public async Task<ReportMail> MakeAsync(
        Schedule schedule, ReportScope scope, Visibility sees, DateTimeOffset due, Uri? site, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(scope);
        var request = scope.RequestOf(schedule, sees, due);
        var answer = await ReportReader.ReadKeptAsync(centre, archive, days, request, cancellationToken).ConfigureAwait(false);
        var earlier = scope.EarlierOf(request, schedule) is { } before
            ? (await ReportReader.ReadKeptAsync(centre, archive, days, before, cancellationToken).ConfigureAwait(false)).Report
            : null;
        var zone = scope.Targets.Contract.Calendars.Standard.Zone;
        var content = ReportContent.Of(request, answer, zone, archive.SettlesAfter, clock.GetUtcNow()) with
        {
            Earlier = earlier,
            IsSimulated = centre.IsSimulated,
            Schedule = schedule.Name,
            Link = ReportLink.Of(site, request),
            Formats = schedule.Formats.IsDefault ? [] : schedule.Formats,
        };
        ReportAttachment? pdf = null;
        if (content.Formats.Contains(ReportFormat.Pdf))
        {
            var (html, name) = ReportMailBuilder.Paper(content, schedule.Language);
            var (bytes, problem) = await printer.PrintAsync(html, cancellationToken).ConfigureAwait(false);
            pdf = bytes is null ? null : new ReportAttachment(name, "application/pdf", bytes);
            content = content with { PdfProblem = problem };
        }

        var mail = ReportMailBuilder.Build(content, schedule.Language);
        return mail with
        {
            To = schedule.Addresses.IsDefault ? [] : schedule.Addresses,
            Attachments = pdf is null ? mail.Attachments : mail.Attachments.Add(pdf),
        };
    }
}

/// <summary>Prints a page as a PDF.</summary>
public interface IReportPrinter
{
    /// <summary>The PDF, or why there is none: a sentence that is safe to show. Never throws but by being cancelled.</summary>
    /// <param name="html">The page, which loads nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<(byte[]? Pdf, string? Problem)> PrintAsync(string html, CancellationToken cancellationToken);
}

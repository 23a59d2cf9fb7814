using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>All that a mail says of a report. Facts alone: words are found in the language in which it is written.</summary>
public sealed record ReportContent
{
    /// <summary>What is said of an answer.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="zone">On whose clocks moments are said.</param>
    /// <param name="settlesAfter">How long after its end an interval counts as settled.</param>
    /// <param name="now">The present moment.</param>
    public static ReportContent Of(ReportRequest request, ReportResult answer, TimeZoneInfo zone, TimeSpan settlesAfter, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answer);
        return new ReportContent
        {
            Report = answer.Report,
            Zone = zone,
            DataUntil = request.Range.End < now ? request.Range.End : now,
            SettledUntil = now - settlesAfter,
            ChangesUntil = request.Range.End > now - settlesAfter ? request.Range.End + settlesAfter : null,
            IsEveryQueue = request.IsEveryQueue,
            WithIntervals = request.WithIntervals,
            Notes = answer.Notices,
        };
    }

    /// <summary>The figures.</summary>
    public required Report Report { get; init; }

    /// <summary>The figures that they are held against; null for none.</summary>
    public Report? Earlier { get; init; }

    /// <summary>On whose clocks moments are said, where the queues have not one zone of their own.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Up to when the figures are.</summary>
    public required DateTimeOffset DataUntil { get; init; }

    /// <summary>Until when they may still change; null when they are final.</summary>
    public DateTimeOffset? ChangesUntil { get; init; }

    /// <summary>Up to when they no longer change: what ends later is provisional.</summary>
    public DateTimeOffset SettledUntil { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Whether every queue was asked for.</summary>
    public bool IsEveryQueue { get; init; }

    /// <summary>Whether the contact centre is made up.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>The schedule's name; null when somebody sends it by hand.</summary>
    public string? Schedule { get; init; }

    /// <summary>The address of the same figures in the dashboard; null when it is not known.</summary>
    public Uri? Link { get; init; }

    /// <summary>Whether the attached files hold intervals.</summary>
    public bool WithIntervals { get; init; }

    /// <summary>The files to attach; a PDF is made by others.</summary>
    public ImmutableArray<ReportFormat> Formats { get; init; } = [];

    /// <summary>Why the PDF that was asked for is missing; null when it is there or was not asked for.</summary>
    public string? PdfProblem { get; init; }

    /// <summary>What else a reader must know, in sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

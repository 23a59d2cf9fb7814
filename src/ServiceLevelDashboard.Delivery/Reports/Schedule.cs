using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// A report that is sent by itself: of which queues and days, when, to whom, and as whose eyes see it. Worked: yesterday's voice of group "billing", every
/// day at 08:00 in Europe/Berlin, to one mail route, in the role "viewer".
/// </summary>
public sealed record Schedule
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The queues of the report; with no group and no division either, all that the role sees.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>Keys of groups whose queues are in it too.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Ids of divisions whose queues are in it too.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];

    /// <summary>The media type; null for all, each apart.</summary>
    public MediaType? Media { get; init; }

    /// <summary>Which days, seen from the moment at which it is due.</summary>
    public ReportSpan Range { get; init; } = ReportSpan.Yesterday;

    /// <summary>The formula; null for the contract's, day by day.</summary>
    public ServiceLevelFormula? Formula { get; init; }

    /// <summary>Whether the attached files hold each queue's intervals in place of its sums.</summary>
    public bool WithIntervals { get; init; }

    /// <summary>What it is held against.</summary>
    public ReportComparison Compare { get; init; }

    /// <summary>When, as a cron expression of five fields: <c>0 8 * * 1</c> is Mondays at 08:00.</summary>
    public required string Cron { get; init; }

    /// <summary>On whose clocks, as an IANA id: <c>Europe/Berlin</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Keys of mail routes that it goes by.</summary>
    public ImmutableArray<string> Routes { get; init; } = [];

    /// <summary>Mail addresses that it goes to, together in one mail.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>The key of the role that it runs in, whose visibility decides what is in it. Never a person, who may leave.</summary>
    public required string Role { get; init; }

    /// <summary>How many hours it waits at most for its figures to be final; 0 sends them as they are and says that they may change.</summary>
    public int WaitHours { get; init; }

    /// <summary>The files that are attached; none by default.</summary>
    public ImmutableArray<ReportFormat> Formats { get; init; } = [];

    /// <summary>The mail's language: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether it is sent.</summary>
    public bool IsEnabled { get; init; } = true;
}

/// <summary>The days of a report as words, seen from the day on which it is due, on the site's calendar. Weeks begin on Monday.</summary>
public enum ReportSpan
{
    /// <summary>The day before.</summary>
    Yesterday,

    /// <summary>The day itself, as far as it has come.</summary>
    Today,

    /// <summary>Monday to Sunday before.</summary>
    LastWeek,

    /// <summary>The calendar month before.</summary>
    LastMonth,
}

/// <summary>What a report is held against.</summary>
public enum ReportComparison
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The days before it, as many: the day, the week or the month before.</summary>
    SpanBefore,

    /// <summary>The same weekdays a week before; of a month, four weeks before.</summary>
    WeekBefore,

    /// <summary>A year before: the same weekdays 52 weeks earlier; of a month, the same month.</summary>
    YearBefore,
}

/// <summary>A file that is attached.</summary>
public enum ReportFormat
{
    /// <summary>An Excel workbook for people.</summary>
    Xlsx,

    /// <summary>CSV as <c>sld report --format csv</c> writes it.</summary>
    Csv,

    /// <summary>The mail on paper, where a Chromium is present.</summary>
    Pdf,
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.History;

namespace ServiceLevelDashboard.Web.Tests.Schedules;

public sealed class ReportLinkTests
{
    private static readonly DateRange Days = new(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22));

    [Fact]
    public void Link_OfAReport_LeadsToThePageOfTheSameQuestion()
    {
        var link = ReportLink.Of(new Uri("https://example.org/sld/"), Request([new("a b"), new("ü&c")], new MediaType("chat")))!;

        Assert.Equal("/sld/" + HistoryUrls.Root, link.AbsolutePath);
        var query = QueryHelpers.ParseQuery(link.Query);
        var read = HistoryAddress.Read(
            query[HistoryAddress.FromKey], query[HistoryAddress.ToKey], query[HistoryAddress.QueueKey], query[HistoryAddress.MediaKey], null, null, null, null,
            Days.To);
        Assert.Equal(Days, read!.Dates);
        Assert.Equal(["a b", "ü&c"], read.Queues.Select(q => q.Value));
        Assert.Equal("chat", read.Media?.Name);
    }

    [Fact]
    public void Link_WithoutAnAddressOrOfThousands_NamesNoQueues()
    {
        var many = Request([.. Enumerable.Range(0, 2_000).Select(i => new QueueId($"queue-{i}"))], null);

        Assert.Null(ReportLink.Of(null, many));
        Assert.Equal("https://example.org/history?from=2026-11-16&to=2026-11-22", ReportLink.Of(new Uri("https://example.org"), many)!.AbsoluteUri);
    }

    private static ReportRequest Request(ImmutableArray<QueueId> queues, MediaType? media) => new()
    {
        Range = SiteCalendar.AtMidnight(TimeZoneInfo.Utc).RangeOf(Days),
        Days = new ReportDays(Days, null),
        Granularity = Granularity.QuarterHour,
        Definition = null,
        Threshold = null,
        Media = media,
        Queues = [.. queues.Select(Domain.Targets.Queue.Unlisted)],
        IsEveryQueue = false,
        Targets = new TargetResolver(Contract.None, QueueRecord.Empty),
    };
}

using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Queue;

namespace ServiceLevelDashboard.Web.Tests.Queue;

public sealed class QueueAddressTests
{
    private static readonly QueueMedia Key = new(new QueueId("q-1"), MediaType.Voice);

    [Fact]
    public void Of_WholeDay_IsTheQueuesOwnAddress() => Assert.Equal(QueueUrls.Of(Key), new QueueAddress(null, OldestFirst: false).Of(Key));

    [Fact]
    public void Read_WhatOfWrote_IsTheSame()
    {
        var start = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
        var address = new QueueAddress(new Interval(start, start.AddHours(2)), OldestFirst: true, QueueTab.Intervals);

        Assert.Equal("queues/q-1/voice?tab=intervals&from=2026-09-01T08%3A00%3A00Z&to=2026-09-01T10%3A00%3A00Z&order=oldest", address.Of(Key));
        Assert.Equal(address, QueueAddress.Read("2026-09-01T08:00:00Z", "2026-09-01T10:00:00Z", "oldest", "intervals"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nothing-is-called-so")]
    [InlineData("7")]
    public void Read_NoSuchTab_IsTheTrend(string? tab) => Assert.Equal(QueueTab.Trend, QueueAddress.Read(null, null, null, tab).Tab);

    [Theory]
    [InlineData(null, null)]
    [InlineData("2026-09-01T08:00:00Z", null)]
    [InlineData("yesterday", "today")]
    [InlineData("2026-09-01T10:00:00Z", "2026-09-01T08:00:00Z")]
    public void Read_NoSense_IsTheWholeDay(string? from, string? to) => Assert.Null(QueueAddress.Read(from, to, null).Part);
}

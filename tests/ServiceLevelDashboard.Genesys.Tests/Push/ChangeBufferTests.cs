using System.Text;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Push;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

/// <summary>Messages in the form in which the service was seen to send them.</summary>
public sealed class ChangeBufferTests
{
    private const string Moment = "2026-09-01T08:46:54.839Z/2026-09-01T08:46:54.839Z";
    private static readonly DateTimeOffset At = new(2026, 9, 1, 8, 46, 54, 839, TimeSpan.Zero);
    private static readonly QueueMedia Voice = new(new QueueId("q1"), MediaType.Voice);

    private readonly ChangeBuffer _buffer = new([new QueueId("q1"), new QueueId("q2")]);

    [Fact]
    public void Add_Zeros_AreValues()
    {
        Assert.True(Add("q1", "voice", Entry(Moment, """{"metric":"oAlerting","stats":{"count":0}},{"metric":"oWaiting","stats":{"count":0}}""")));

        Assert.Equal([new QueueChange(Voice, 0, null, null, At)], _buffer.Take().Queues);
    }

    [Fact]
    public void Add_SumsOfHalfAnHour_AreNoLevels()
    {
        Assert.True(Add("q1", "voice", Entry(
            "2026-09-01T08:30:00.000Z/2026-09-01T09:00:00.000Z", """{"metric":"oWaiting","stats":{"count":7}},{"metric":"nOffered","stats":{"count":2}}""")));

        Assert.Empty(_buffer.Take().Queues);
    }

    [Fact]
    public void Add_SeveralMessagesOfOneQueue_AreOneChangeWithTheLastWord()
    {
        Add("q1", "voice", Entry(Moment, """{"metric":"oWaiting","stats":{"count":3}}"""));
        Add("q1", "voice", Entry(Moment, """{"metric":"oInteracting","stats":{"count":5}}"""));
        Add("q1", "voice", Entry("2026-09-01T08:46:55.839Z/2026-09-01T08:46:55.839Z", """{"metric":"oWaiting","stats":{"count":"4"}}"""));

        Assert.Equal([new QueueChange(Voice, 4, 5, null, At.AddSeconds(1))], _buffer.Take().Queues);
        Assert.Empty(_buffer.Take().Queues);
    }

    [Theory]
    [InlineData("1788252354839", 60)]
    [InlineData("60000", 60)]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    public void Add_LongestWait_IsAMomentOrADuration(string value, int? secondsBefore)
    {
        Add("q1", "voice", Entry(Moment, $$$"""{"metric":"oWaiting","stats":{"count":1}},{"metric":"oLongestWaiting","stats":{"calculatedMetricValue":{{{value}}}}}"""));

        Assert.Equal(secondsBefore is { } seconds ? At.AddSeconds(-seconds) : null, Assert.Single(_buffer.Take().Queues).WaitingSince);
    }

    [Fact]
    public void Add_Agents_RoutingStatusesGoBeforeTheOtherMetric()
    {
        Add("q2", null, Entry(Moment, """
            {"metric":"oOnQueueUsers","qualifier":"IDLE","stats":{"count":9}},
            {"metric":"oUserRoutingStatuses","qualifier":"IDLE","stats":{"count":0}},
            {"metric":"oUserRoutingStatuses","qualifier":"OFF_QUEUE","stats":{"count":4}}
            """));

        Assert.Equal([new AgentChange(new QueueId("q2"), 0, null, null, null, 4)], _buffer.Take().Agents);
    }

    [Fact]
    public void Add_AgentsWithoutStatus_AreNoChange()
    {
        Add("q2", null, Entry(Moment, """{"metric":"oOnQueueUsers","stats":{"count":9}},{"metric":"oMemberUsers","stats":{"count":12}}"""));

        Assert.Empty(_buffer.Take().Agents);
    }

    [Fact]
    public void Add_QueueThatWasNotSubscribedTo_IsNotTaken()
    {
        Assert.False(Add("q3", "voice", Entry(Moment, """{"metric":"oWaiting","stats":{"count":1}}""")));

        Assert.Empty(_buffer.Take().Queues);
    }

    [Fact]
    public void Add_EndlesslyManyMediaTypes_AreBounded()
    {
        for (var i = 0; i < 1000; i++)
        {
            Add("q1", $"media-{i}", Entry(Moment, """{"metric":"oWaiting","stats":{"count":1}}"""));
        }

        Assert.Equal(60, _buffer.Take().Queues.Length);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"topicName":17}""")]
    [InlineData("""{"topicName":"v2.analytics.queues.q1.observations","eventBody":{"group":"voice"}}""")]
    public void TryRead_WhatIsNoNotification_IsRefused(string text) => Assert.False(PushJson.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryRead_DeepNesting_IsRefused() => Assert.False(PushJson.TryRead(Encoding.UTF8.GetBytes(new string('[', 100_000)), out _));

    private static string Entry(string interval, string metrics) => $$"""{"interval":"{{interval}}","metrics":[{{metrics}}]}""";

    private bool Add(string queue, string? media, string entries)
    {
        var group = media is null ? $$"""{"queueId":"{{queue}}"}""" : $$"""{"queueId":"{{queue}}","mediaType":"{{media}}"}""";
        var text = $$"""{"topicName":"v2.analytics.queues.{{queue}}.observations","version":"2","eventBody":{"group":{{group}},"data":[{{entries}}] },"metadata":{"CorrelationId":"c"} }""";
        Assert.True(PushJson.TryRead(Encoding.UTF8.GetBytes(text), out var message));
        return _buffer.Add(message);
    }
}

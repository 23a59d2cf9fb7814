using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class PushedObservationsTests
{
    private static readonly DateTimeOffset Ten = Given.Utc("10:00");
    private static readonly QueueMedia A = Given.Voice("a");
    private static readonly QueueMedia B = Given.Voice("b");
    private static readonly PushTraffic Traffic = new(1, 2, 0, 5, 0);

    private readonly PushedObservations _pushed = new(TimeSpan.FromSeconds(9));

    [Fact]
    public void IsEnough_BeforeItWasAskedFor_IsNot()
    {
        _pushed.Connected(Update(Ten), Ten);
        Assert.False(_pushed.IsSufficientAt(Ten));
        _pushed.Merge(Answer(Ten, (A, 3)), Ten, Ten);

        Assert.True(_pushed.IsSufficientAt(Ten));
    }

    [Fact]
    public void IsEnough_AskedForBeforeTheConnection_IsNot()
    {
        _pushed.Connected(Update(Ten), Ten);
        _pushed.Merge(Answer(Ten.AddSeconds(1), (A, 3)), Ten.AddSeconds(-1), Ten.AddSeconds(1));
        Assert.False(_pushed.IsSufficientAt(Ten.AddSeconds(1)));

        _pushed.Merge(Answer(Ten.AddSeconds(5), (A, 3)), Ten.AddSeconds(5), Ten.AddSeconds(5));
        Assert.True(_pushed.IsSufficientAt(Ten.AddSeconds(5)));
    }

    [Fact]
    public void IsEnough_NoSignOfLife_IsNotAfterAWhile()
    {
        Begin();
        Assert.True(_pushed.IsSufficientAt(Ten.AddSeconds(9)));
        Assert.False(_pushed.IsSufficientAt(Ten.AddSeconds(10)));

        _pushed.Apply(Update(Ten.AddSeconds(10)), Ten.AddSeconds(10));
        Assert.True(_pushed.IsSufficientAt(Ten.AddSeconds(15)));
    }

    [Fact]
    public void IsEnough_TimeToCheck_IsNot()
    {
        Begin();
        var later = Ten + PushedObservations.CheckEvery;
        _pushed.Apply(Update(later), later);

        Assert.False(_pushed.IsSufficientAt(later));
    }

    [Fact]
    public void IsEnough_ConnectionLostOrQueueRefused_IsNot()
    {
        Begin();
        _pushed.Apply(new PushUpdate([], [], Ten, Traffic with { Refused = 1 }), Ten);
        Assert.False(_pushed.IsSufficientAt(Ten));
        _pushed.Apply(Update(Ten), Ten);
        Assert.True(_pushed.IsSufficientAt(Ten));
        _pushed.Disconnected();

        Assert.False(_pushed.IsSufficientAt(Ten));
    }

    [Fact]
    public void Told_WhatIsNull_StaysAsItWas()
    {
        Begin();
        _pushed.Apply(Update(Ten.AddSeconds(1), new QueueChange(A, null, 4, null, Ten.AddSeconds(1))), Ten.AddSeconds(1));
        _pushed.Apply(
            new PushUpdate([], [new AgentChange(A.Queue, 0, null, null, 2, null)], Ten.AddSeconds(2), Traffic), Ten.AddSeconds(2));

        var now = _pushed.ToResponse(Ten.AddSeconds(2));
        Assert.Contains(now.Queues, queue => queue.Key == A && (queue.Waiting, queue.Interacting) == (3, 4));
        Assert.Contains(new AgentObservation(A.Queue, 0, 5, 0, 2, 7), now.Agents);
    }

    [Fact]
    public void Told_Zero_IsAValue()
    {
        Begin();
        _pushed.Apply(Update(Ten.AddSeconds(1), new QueueChange(A, 0, 0, null, Ten.AddSeconds(1))), Ten.AddSeconds(1));

        Assert.Contains(new QueueObservation(A, 0, 0, null), _pushed.ToResponse(Ten).Queues);
    }

    [Fact]
    public void Age_TimePasses_TheLongestWaitGrows()
    {
        Begin();
        _pushed.Apply(Update(Ten.AddSeconds(1), new QueueChange(B, 1, null, null, Ten.AddSeconds(1))), Ten.AddSeconds(1));
        _pushed.AdvanceWaits(Ten.AddSeconds(61));

        var now = _pushed.ToResponse(Ten);
        Assert.Equal(TimeSpan.FromSeconds(60), now.Queues.Single(queue => queue.Key == B).LongestWait);
        Assert.Equal(TimeSpan.FromSeconds(91), now.Queues.Single(queue => queue.Key == A).LongestWait);
    }

    [Fact]
    public void Answered_WhatWasToldSinceTheQuestion_Stands()
    {
        Begin();
        _pushed.Apply(Update(Ten.AddSeconds(61), new QueueChange(A, 9, null, null, Ten.AddSeconds(61))), Ten.AddSeconds(61));
        _pushed.Merge(Answer(Ten.AddSeconds(62), (A, 8), (B, 0)), askedAt: Ten.AddSeconds(60), Ten.AddSeconds(62));

        var now = _pushed.ToResponse(Ten);
        Assert.Equal([(A, 9), (B, 0)], now.Queues.Select(queue => (queue.Key, queue.Waiting)).OrderBy(queue => queue.Key.Queue.Value));
        Settle(Ten.AddSeconds(70));
        Assert.Equal((0, 1L), (_pushed.Checks.Differences, _pushed.Checks.Total));
    }

    [Fact]
    public void Checks_ChangeThatWasLost_IsCountedAndMended()
    {
        Begin();
        Check(Ten.AddMinutes(3), (A, 2), (B, 0));

        Assert.Equal((1, 1L, 1L), (_pushed.Checks.Differences, _pushed.Checks.Total, _pushed.Checks.DifferencesTotal));
        Assert.Equal(2, _pushed.ToResponse(Ten).Queues.Single(queue => queue.Key == A).Waiting);
    }

    [Fact]
    public void Checks_MediaTypeLeftOutOfTheAnswer_IsNobody()
    {
        Begin();
        _pushed.Merge(Answer(Ten.AddMinutes(3), (new QueueMedia(A.Queue, MediaType.Email), 1)), Ten.AddMinutes(3), Ten.AddMinutes(3));
        Settle(Ten.AddMinutes(4));

        Assert.Equal(1, _pushed.Checks.Differences);
    }

    [Fact]
    public void Checks_ChangeOnItsWay_IsNoDifference()
    {
        Begin();
        var check = Ten.AddMinutes(3);
        _pushed.Merge(Answer(check, (A, 2), (B, 0)), check, check);
        _pushed.Apply(Update(check.AddSeconds(2), new QueueChange(A, 2, null, null, check)), check.AddSeconds(2));
        Settle(check.AddSeconds(10));

        Assert.Equal((0, 1L), (_pushed.Checks.Differences, _pushed.Checks.Total));
    }

    [Fact]
    public void IsContradicted_TwoChecksDiffer_UntilTheNextConnection()
    {
        Begin();
        Check(Ten.AddMinutes(3), (A, 2), (B, 7));
        Assert.False(_pushed.IsContradicted);
        Check(Ten.AddMinutes(6), (A, 5), (B, 0));
        Assert.True(_pushed.IsContradicted);

        _pushed.Connected(Update(Ten.AddMinutes(7)), Ten.AddMinutes(7));
        Assert.False(_pushed.IsContradicted);
        Assert.Equal(4, _pushed.Checks.DifferencesTotal);
    }

    private void Begin()
    {
        _pushed.Connected(Update(Ten), Ten);
        _pushed.Merge(Answer(Ten, (A, 3), (B, 0)), Ten, Ten);
    }

    private void Check(DateTimeOffset at, params (QueueMedia Key, int Waiting)[] queues)
    {
        _pushed.Merge(Answer(at, queues), at, at);
        Settle(at.AddSeconds(10));
    }

    private void Settle(DateTimeOffset at) => _pushed.Apply(Update(at), at);

    private static PushUpdate Update(DateTimeOffset at, params QueueChange[] changes) => new([.. changes], [], at, Traffic);

    private static ObservationResponse Answer(DateTimeOffset at, params (QueueMedia Key, int Waiting)[] queues) => new(
        [.. queues.Select(queue => new QueueObservation(queue.Key, queue.Waiting, 0, queue.Waiting > 0 ? TimeSpan.FromSeconds(30) : null))],
        [new AgentObservation(A.Queue, 1, 5, 0, 0, 7)],
        at,
        1);
}

using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Tests.Outgoing;

public sealed class OutboxServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_MessageTaken_IsSentOnceAndNoted()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static _ => ScriptedSender.Taken);
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail"), Message("b", "mail", 1), Message("c", "hook")], Cancel);

        await TurnsAsync(service, 6);

        Assert.Equal(["a", "b", "c"], sender.Sent.Order());
        Assert.Equal(["a", "b"], sender.Sent.Where(static id => id != "c")); // in their order
        Assert.All(await delivery.Outbox.ReadAsync(null, null, 10, Cancel), static e => Assert.Equal(
            (OutboxState.Sent, 1, "202 taken"), (e.State, e.Attempts, e.LastAnswer)));
    }

    [Fact]
    public async Task Turn_FarSideWantsToBeLeftAlone_IsTriedAfterThatAndSentInTheEnd()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static entry => entry.Attempts < 3
            ? SendResult.TryAgain("429 slow down", TimeSpan.FromMinutes(entry.Attempts == 1 ? 7 : 0))
            : ScriptedSender.Taken);
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "slack")], Cancel);

        await TurnsAsync(service, 3);
        var waiting = Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel));
        Assert.Equal((OutboxState.Waiting, 1, "429 slow down"), (waiting.State, waiting.Attempts, waiting.LastAnswer));
        Assert.Equal(Notices.Now.AddMinutes(7), waiting.Message.DueAt);

        delivery.Clock.Advance(TimeSpan.FromMinutes(7) - TimeSpan.FromMilliseconds(1));
        await TurnsAsync(service, 2);
        Assert.Single(sender.Sent);
        delivery.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await TurnsAsync(service, 2);
        Assert.Equal(2, sender.Sent.Count);
        delivery.Clock.Advance(TimeSpan.FromSeconds(37)); // the second pause is at most 36 s
        await TurnsAsync(service, 2);
        Assert.Equal(OutboxState.Sent, Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel)).State);
    }

    [Fact]
    public async Task Turn_NeverTaken_EndsAfterADayAndSaysWhy()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static _ => SendResult.TryAgain("connection refused", null));
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail") with { CreatedAt = Notices.Now.AddHours(-22) }], Cancel);

        OutboxEntry entry;
        do
        {
            await TurnsAsync(service, 2);
            entry = Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel));
            delivery.Clock.Advance(TimeSpan.FromMinutes(16));
        }
        while (entry.State == OutboxState.Waiting && sender.Sent.Count < 50);

        Assert.Equal((OutboxState.GivenUp, "connection refused"), (entry.State, entry.LastAnswer));
        Assert.InRange(entry.FinishedAt!.Value - entry.Message.CreatedAt, TimeSpan.FromHours(23.5), TimeSpan.FromHours(24));
        Assert.InRange(sender.Sent.Count, 6, 10);
    }

    [Fact]
    public async Task Turn_RefusedForGood_IsNotTriedAgain()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static _ => SendResult.Refused("552 too large"));
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail"), Message("b", "mail", 1)], Cancel);

        await TurnsAsync(service, 4);

        Assert.Equal(["a", "b"], sender.Sent);
        Assert.All(await delivery.Outbox.ReadAsync(null, null, 10, Cancel), static e => Assert.Equal(OutboxState.GivenUp, e.State));
    }

    [Fact]
    public async Task Turn_OneRouteDoesNotAnswer_OthersAreServed()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sick = new TaskCompletionSource<SendResult>();
        var sender = new ScriptedSender((entry, _) => entry.Message.Route == "sick" ? sick.Task : Task.FromResult(ScriptedSender.Taken));
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync(
            [
                .. Enumerable.Range(0, 40).Select(static n => Message($"s{n:00}", "sick", n)),
                .. Enumerable.Range(0, 10).Select(static n => Message($"w{n}", "well", n)),
            ],
            Cancel);

        await TurnsAsync(service, 10);

        Assert.Equal(10, sender.Sent.Count(static id => id[0] == 'w'));
        Assert.Equal(["s00"], sender.Sent.Where(static id => id[0] == 's'));
        sick.SetResult(ScriptedSender.Taken);
        await TurnsAsync(service, 2);
        Assert.Contains("s01", sender.Sent);
    }

    [Fact]
    public async Task Turn_ArchiveAwayWhenItIsToBeNoted_IsNotedLaterAndNotSentTwice()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static _ => ScriptedSender.Taken);
        var outbox = new BrokenOutbox(delivery.Outbox);
        using var service = ServiceOf(delivery, sender, outbox);
        await delivery.Outbox.AddAsync([Message("a", "mail")], Cancel);
        await service.RunTurnAsync(Cancel);

        outbox.IsAway = true;
        await service.RunTurnAsync(Cancel);
        delivery.Clock.Advance(TimeSpan.FromSeconds(30));
        await service.RunTurnAsync(Cancel);
        outbox.IsAway = false;
        await TurnsAsync(service, 2);

        Assert.Equal("a", Assert.Single(sender.Sent));
        Assert.Equal(OutboxState.Sent, Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel)).State);
    }

    [Fact]
    public async Task Turn_SenderThrows_IsTriedAgainAndHoldsUpNoOther()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static entry => entry.Message.Id == "bad" ? throw new InvalidOperationException("secret detail") : ScriptedSender.Taken);
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("bad", "mail"), Message("good", "hook")], Cancel);

        await TurnsAsync(service, 3);

        var all = (await delivery.Outbox.ReadAsync(null, null, 10, Cancel)).ToDictionary(static e => e.Message.Id);
        Assert.Equal((OutboxState.Waiting, OutboxState.Sent), (all["bad"].State, all["good"].State));
        Assert.DoesNotContain("secret detail", all["bad"].LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_SenderEndsByItsOwnTimeLimit_IsTriedAgainLater()
    {
        await using var delivery = DeliveryUnderTest.New();
        var sender = ScriptedSender.Of(static _ => throw new TaskCanceledException("its own"));
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail")], Cancel);

        await TurnsAsync(service, 4);

        Assert.Single(sender.Sent); // not at once
    }

    [Fact]
    public async Task Turn_AfterAStandstill_SendsWhatIsStillOnItsWayOnce()
    {
        await using var delivery = DeliveryUnderTest.New();
        var answer = new TaskCompletionSource<SendResult>();
        var sender = new ScriptedSender((entry, _) => entry.Message.Id == "a" ? answer.Task : Task.FromResult(ScriptedSender.Taken));
        using var service = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail"), Message("b", "hook"), Message("c", "hook", 1), Message("d", "hook", 2)], Cancel);
        await service.TurnAsync(Cancel);

        delivery.Clock.Advance(2 * OutboxService.Hold);
        await TurnsAsync(service, 2);
        answer.SetResult(ScriptedSender.Taken);
        await TurnsAsync(service, 2);

        Assert.Equal(["a", "b", "c", "d"], sender.Sent.Order());
        Assert.All(await delivery.Outbox.ReadAsync(null, null, 10, Cancel), static e => Assert.Equal(OutboxState.Sent, e.State));
    }

    [Fact]
    public async Task Stop_WhileItSends_GivesTheMessageBackAtOnce()
    {
        await using var delivery = DeliveryUnderTest.New();
        var isSending = new TaskCompletionSource();
        var sender = new ScriptedSender(async (_, token) =>
        {
            isSending.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return ScriptedSender.Taken;
        });
        using var first = ServiceOf(delivery, sender);
        await delivery.Outbox.AddAsync([Message("a", "mail")], Cancel);

        await first.StartAsync(Cancel);
        await isSending.Task;
        await first.StopAsync(Cancel);

        var next = ScriptedSender.Of(static _ => ScriptedSender.Taken);
        using var second = ServiceOf(delivery, next);
        await TurnsAsync(second, 2);
        Assert.Equal("a", Assert.Single(next.Sent));
    }

    [Fact]
    public async Task Turn_ProcessDiedBeforeItNoted_AnotherSendsUnderTheSameId()
    {
        await using var delivery = DeliveryUnderTest.New();
        var received = new HashSet<string>();
        var calls = 0;
        var sender = ScriptedSender.Of(entry =>
        {
            calls++;
            received.Add(entry.Message.Id);
            return ScriptedSender.Taken;
        });
        await delivery.Outbox.AddAsync([.. Enumerable.Range(0, 5).Select(static n => Message($"m{n}", $"route {n}"))], Cancel);
        using var dead = ServiceOf(delivery, sender);
        await dead.TurnAsync(Cancel); // takes and sends, and never comes to note it

        using var heir = ServiceOf(delivery, sender);
        await TurnsAsync(heir, 3);
        Assert.Equal(5, calls); // they are still the other's
        delivery.Clock.Advance(OutboxService.Hold);
        await TurnsAsync(heir, 3);

        Assert.Equal((5, 10), (received.Count, calls)); // none lost, and the receiver counts each once
        Assert.All(await delivery.Outbox.ReadAsync(null, null, 10, Cancel), static e => Assert.Equal(OutboxState.Sent, e.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Turn_TwoInstances_SendEachMessageOnce(bool isOnPostgreSql)
    {
        await using var delivery = isOnPostgreSql ? DeliveryUnderTest.NewOnPostgreSql() : DeliveryUnderTest.New();
        await using var other = delivery.NewServices(delivery.Clock);
        var sender = new ScriptedSender(static async (_, _) =>
        {
            await Task.Yield();
            return ScriptedSender.Taken;
        });
        await delivery.Outbox.AddAsync([.. Enumerable.Range(0, 30).Select(static n => Message($"m{n:00}", $"route {n % 6}", n))], Cancel);
        using var first = ServiceOf(delivery, sender);
        using var second = ServiceOf(delivery, sender, other.GetRequiredService<IOutbox>());

        await Task.WhenAll(Task.Run(() => TurnsAsync(first, 12), Cancel), Task.Run(() => TurnsAsync(second, 12), Cancel));
        // A turn in which the other holds a route sends nothing by it: what is left goes now.
        for (var turns = 0; turns < 30; turns++)
        {
            await TurnsAsync(first, 1);
            await TurnsAsync(second, 1);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(static n => $"m{n:00}"), sender.Sent.Order(StringComparer.Ordinal));
        for (var route = 0; route < 6; route++)
        {
            Assert.Equal(sender.Sent.Where(id => OfRoute(id, route)).Order(StringComparer.Ordinal), sender.Sent.Where(id => OfRoute(id, route)));
        }

        static bool OfRoute(string id, int route) => int.Parse(id.AsSpan(1), null) % 6 == route;
    }

    [Fact]
    public async Task Turn_EachHour_LetsGoOfWhatIsOld()
    {
        await using var delivery = DeliveryUnderTest.New();
        using var service = ServiceOf(delivery, ScriptedSender.Of(static _ => ScriptedSender.Taken));
        await delivery.Outbox.AddAsync([Message("a", "mail")], Cancel);
        await TurnsAsync(service, 2);
        delivery.Clock.Advance(OutboxService.KeptMessages);
        await TurnsAsync(service, 1);
        Assert.Single(await delivery.Outbox.ReadAsync(null, null, 10, Cancel));

        delivery.Clock.Advance(TimeSpan.FromHours(1));
        await TurnsAsync(service, 1);

        Assert.Empty(await delivery.Outbox.ReadAsync(null, null, 10, Cancel));
    }

    [Fact]
    public void NextAttempt_OfAnyAttempt_GrowsObeysAndEnds() => Gen.Select(
        Gen.Int[1, 200], Gen.Double[0, 1], Gen.Int[0, 90_000], Gen.Int[-1, 90_000]).Sample((attempts, chance, age, asked) =>
    {
        var entry = new OutboxEntry(Message("a", "mail"), OutboxState.Waiting, attempts, null, null);
        var now = Notices.Now.AddSeconds(age);
        var wanted = asked >= 0 ? TimeSpan.FromSeconds(asked) : (TimeSpan?)null;

        var next = OutboxService.NextAttempt(entry, wanted, now, chance);

        if (next is { } at)
        {
            Assert.True(at - now >= TimeSpan.FromSeconds(12) && at - now >= (wanted ?? TimeSpan.Zero));
            Assert.True(at - now <= TimeSpan.FromMinutes(15) || at - now == wanted);
            Assert.True(at - Notices.Now <= OutboxService.Patience);
        }
        else
        {
            Assert.True(60 + age + Math.Max(asked, 900) > 86_400); // it was written a minute before
        }
    });

    internal static OutboxMessage Message(string id, string route, int second = 0) =>
        new(id, OutboxKind.Alert, route, "{}", Notices.Now.AddSeconds(second - 60), Notices.Now.AddSeconds(second - 60));

    internal static OutboxService ServiceOf(DeliveryUnderTest delivery, IMessageSender sender, IOutbox? outbox = null) => new(
        outbox ?? delivery.Outbox, delivery.Services.GetRequiredService<IAlertStore>(), [sender], delivery.Clock, NullLogger<OutboxService>.Instance);

    private static async Task TurnsAsync(OutboxService service, int count)
    {
        for (var turn = 0; turn < count; turn++)
        {
            await service.TurnAsync(Cancel);
        }
    }

    private sealed class BrokenOutbox(IOutbox inner) : IOutbox
    {
        public bool IsAway { get; set; }

        public Task AddAsync(ImmutableArray<OutboxMessage> messages, CancellationToken cancellationToken) => inner.AddAsync(messages, cancellationToken);

        public Task<ImmutableArray<OutboxEntry>> TakeAsync(
            string holder, DateTimeOffset now, DateTimeOffset until, int count, CancellationToken cancellationToken) =>
            inner.TakeAsync(holder, now, until, count, cancellationToken);

        public Task FinishAsync(string id, string holder, OutboxOutcome outcome, CancellationToken cancellationToken) =>
            IsAway ? throw new ArchiveUnavailableException("The archive is away.") : inner.FinishAsync(id, holder, outcome, cancellationToken);

        public Task<ImmutableArray<OutboxEntry>> ReadAsync(OutboxKind? kind, string? route, int count, CancellationToken cancellationToken) =>
            inner.ReadAsync(kind, route, count, cancellationToken);

        public Task RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) => inner.RemoveBeforeAsync(instant, cancellationToken);
    }
}

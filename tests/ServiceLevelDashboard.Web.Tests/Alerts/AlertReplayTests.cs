using System.Globalization;
using System.Threading.Channels;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Alerts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Alerts;

/// <summary>What is said of a rule's past while it is written.</summary>
public sealed class AlertReplayTests : PageContext, IAlertReplayer
{
    private static readonly AlertRule Rule = new() { Name = "x", Condition = AlertConditionKind.LevelBelowTarget };
    private static readonly DateRange Days = new(new DateOnly(2026, 8, 4), new DateOnly(2026, 8, 31));

    private readonly Channel<(TaskCompletionSource<ReplayResult> Answer, CancellationToken Token)> _asked =
        Channel.CreateUnbounded<(TaskCompletionSource<ReplayResult>, CancellationToken)>();

    public AlertReplayTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddSingleton<IAlertReplayer>(this);
        Services.AddSingleton<ExpensiveWork>();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    Task<ReplayResult> IAlertReplayer.RunAsync(AlertRule rule, int days, Visibility sees, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<ReplayResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Writer.TryWrite((answer, cancellationToken));
        return answer.Task.WaitAsync(cancellationToken);
    }

    [Fact]
    public async Task Card_RuleThatWouldHaveRung_SaysHowOftenForHowLongAndOnWhichDays()
    {
        var card = Open(Rule);

        await AnswerAsync(Result(Ring(28, 10, 25, true), Ring(29, 14, 40, true), Ring(31, 16, 15, false)));

        card.WaitForAssertion(() => Assert.Contains(
            "Would have rung 3 times. 2 of 3 days on which it rang missed their target.", card.Markup, StringComparison.Ordinal));
        Assert.Equal(["15 min", "40 min", "25 min"], card.FindAll("tbody td.number").Select(static d => d.TextContent));
        Assert.Equal(2, card.FindAll("rect.missed").Count);
        Assert.Single(card.FindAll("rect.rang"));
    }

    [Fact]
    public async Task Card_PastThatIsNotKept_CannotBeReplayedAndSaysWhy()
    {
        var card = Open(Rule);

        await AnswerAsync(new ReplayResult { Days = Days, Past = KeptPast.NoMoments });

        card.WaitForAssertion(() => Assert.Contains(AlertReplayText.NoMoments, card.Markup, StringComparison.Ordinal));
        Assert.Empty(card.FindAll("svg"));
    }

    [Fact]
    public async Task Card_RuleChangedMeanwhile_ShowsTheNewestAlone()
    {
        var card = Open(Rule);
        var (_, first) = await AskedAsync();
        card.Render(p => p.Add(c => c.Rule, Rule with { Limit = 0.7m }));

        await AnswerAsync(Result(Ring(31, 9, 30, null)));

        Assert.True(first.IsCancellationRequested);
        card.WaitForAssertion(() => Assert.Contains("Would have rung once.", card.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Card_ArchiveAway_SaysSo()
    {
        var card = Open(Rule);

        (await AskedAsync()).Answer.SetException(new ArchiveUnavailableException("away", new IOException()));

        card.WaitForAssertion(() => Assert.Equal([LayoutText.ArchiveAway], card.Problems()));
    }

    private IRenderedComponent<AlertReplayCard> Open(AlertRule rule) => Render<AlertReplayCard>(p => p.Add(c => c.Rule, rule));

    private async Task AnswerAsync(ReplayResult result) => (await AskedAsync()).Answer.SetResult(result);

    private ValueTask<(TaskCompletionSource<ReplayResult> Answer, CancellationToken Token)> AskedAsync() =>
        _asked.Reader.ReadAsync(Xunit.TestContext.Current.CancellationToken);

    private static ReplayResult Result(params ReplayRing[] rings) => new()
    {
        Days = Days,
        Past = KeptPast.Intervals,
        Rings = [.. rings],
        DaysRung = rings.Length,
        DaysRungAndMissed = rings.Count(static r => r.IsDayMissed == true),
        DaysJudged = 28,
        DaysMissed = 5,
        Queues = 1,
        AllIntervals = 28 * 96,
    };

    private static ReplayRing Ring(int day, int hour, int minutes, bool? isMissed)
    {
        var at = new DateTimeOffset(2026, 8, day, hour, 0, 0, TimeSpan.Zero);
        return new ReplayRing(QueueSamples.Billing, "Billing", new DateOnly(2026, 8, day), at, at.AddMinutes(minutes), isMissed);
    }
}

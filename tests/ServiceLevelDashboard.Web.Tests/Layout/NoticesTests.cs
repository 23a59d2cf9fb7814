using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Layout;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Layout;

public sealed class NoticesTests : BunitContext
{
    private readonly FakeSnapshots _snapshots = new(QueueSamples.State());
    private readonly FakeTimeProvider _clock = new(QueueSamples.Now);

    public NoticesTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(Viewers.Administrator);
        Services.AddSingleton<ISnapshots>(_snapshots);
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddSingleton<IArchiveStatus>(new Kept());
        Services.AddSingleton(new DataOrigin(IsEmbedded: true, IsOpenToTheNetwork: false));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Notice_OneCauseOfAllFailures_IsToldOnce()
    {
        Fail(Failure(RefreshSource.Queues), Failure(RefreshSource.Intervals), Failure(RefreshSource.Observations));

        var notice = Assert.Single(Render<Notices>().FindAll(".notice.failed"));

        Assert.Equal("Can't refresh service levels", notice.QuerySelector("h2")!.TextContent); // a notice has a heading
        Assert.Contains("Also: Can't load queues.", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains("Also: Can't refresh waiting contacts and agents.", notice.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_DifferentCauses_AreToldApart()
    {
        Fail(Failure(RefreshSource.Intervals), Failure(RefreshSource.Observations) with { Kind = FailureKind.Permission });

        Assert.Equal(2, Render<Notices>().FindAll(".notice.failed").Count);
    }

    [Fact]
    public void Notice_WaitIsOver_SaysThatItIsBeingTried()
    {
        Fail(Failure(RefreshSource.Intervals));
        var notices = Render<Notices>();
        Assert.Contains("Next attempt at 08:53:00.", notices.Markup, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(61));

        notices.WaitForAssertion(() => Assert.Contains("Retrying now.", notices.Markup, StringComparison.Ordinal));
    }

    private static RefreshFailure Failure(RefreshSource source) => new(
        source, FailureKind.Unavailable, "No answer.", null, [], QueueSamples.Now, QueueSamples.Now, 1, QueueSamples.Now.AddMinutes(1));

    private void Fail(params RefreshFailure[] failures) => _snapshots.State = _snapshots.State with { Failures = [.. failures] };

    private sealed class Kept : IArchiveStatus
    {
        public ArchiveState Current { get; } = new("in memory", null, null, null);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>
/// The overview, open for the whole life of this object, of a dashboard whose clock only the test moves: minutes of waiting take no time.
/// The mark that is left on the page is gone if anything loads it again.
/// </summary>
internal sealed class FaultedPage : IAsyncDisposable, IEvidence
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(BrowserFixture.PatienceMs);

    private readonly FakeTimeProvider _clock;
    private readonly DashboardUnderTest _dashboard;
    private readonly WatchedPage _watched;
    private readonly HttpClient _client;

    private FaultedPage(FakeTimeProvider clock, DashboardUnderTest dashboard, WatchedPage watched)
    {
        _clock = clock;
        _dashboard = dashboard;
        _watched = watched;
        _client = new HttpClient { BaseAddress = dashboard.Address };
    }

    public IPage Page => _watched.Page;

    /// <summary>What the page reads: its snapshot, and what fails.</summary>
    public SnapshotState State => _dashboard.Services.GetRequiredService<ISnapshots>().For(Visibility.Everything);

    /// <param name="browser">The browser.</param>
    /// <param name="faults">Faults that are there before the dashboard starts.</param>
    public static async Task<FaultedPage> OpenAsync(BrowserFixture browser, params Fault[] faults)
    {
        var clock = new FakeTimeProvider(DashboardUnderTest.Tuesday);
        var dashboard = await DashboardUnderTest.StartAsync(CancellationToken.None, clock, refreshSeconds: 10, faults);
        var watched = await browser.OpenAsync(address: dashboard.Address);
        await watched.Page.EvaluateAsync("window.isTheSamePage = true");
        return new FaultedPage(clock, dashboard, watched);
    }

    /// <summary>Adds a fault in the words of the simulator; the clock moves on, since what began at an instant does not strike at it.</summary>
    public void Inject(string faults)
    {
        foreach (var text in faults.Split(' '))
        {
            Assert.True(FaultParser.TryParse(text, out var fault, out var error), error);
            _dashboard.Centre.AddFault(fault);
        }

        Pass(Step);
    }

    /// <summary>Ends all faults and goes to the moment for which the page has announced the last of the next attempts: minutes away, not more.</summary>
    public void Mend()
    {
        _dashboard.Centre.ClearFaults();
        var wait = State.Failures.Select(failure => failure.NextAttempt - _clock.GetUtcNow()).DefaultIfEmpty().Max();
        Assert.True(wait <= LongestWait, $"The next attempt is {wait} away.");
        if (wait > TimeSpan.Zero)
        {
            Pass(wait);
        }
    }

    /// <summary>Every tile's name and figure, in the order of the names: the tiles' own order may change at any time.</summary>
    public async Task<IEnumerable<string>> FiguresAsync() =>
        (await Page.Locator("a.tile").EvaluateAllAsync<string[]>(
            "tiles => tiles.map(tile => tile.querySelector('.name').textContent + ' ' + tile.querySelector('.figure').textContent)")).Order(StringComparer.Ordinal);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _clock.Advance(time);

    /// <summary>Lets time pass until the page shows what is looked for.</summary>
    public Task UntilShownAsync(ILocator locator) => UntilAsync(async () => await locator.CountAsync() > 0, locator.ToString()!);

    /// <summary>Lets time pass until the page shows it no longer.</summary>
    public Task UntilGoneAsync(ILocator locator) => UntilAsync(async () => await locator.CountAsync() == 0, $"no {locator}");

    /// <summary>Lets time pass until that many refreshes have come in since.</summary>
    public async Task UntilRefreshedAsync(int times)
    {
        var wanted = (State.Snapshot?.Version ?? 0) + times;
        await UntilAsync(() => Task.FromResult(State.Snapshot?.Version >= wanted), $"{times} refreshes");
    }

    /// <summary>Nothing of the past is left: live tiles, no notice, and the page was never loaded again.</summary>
    public async Task AssertLiveAgainAsync()
    {
        await UntilShownAsync(Page.Locator("a.tile"));
        await UntilGoneAsync(Page.Locator(".notice"));
        await UntilGoneAsync(Page.Locator("a.tile:is(.delayed, .stale, .nodata)"));
        await UntilShownAsync(Page.Locator("html[data-freshness=live]"));
        Assert.True(await Page.EvaluateAsync<bool>("window.isTheSamePage === true"), "The page was loaded again.");
        Assert.Equal(DataState.Live, State.DataStateAt(_clock.GetUtcNow()));
    }

    public async Task KeepAsync(string path, DateTimeOffset since)
    {
        await _watched.KeepAsync(path, since);
        await _dashboard.KeepAsync(path, since);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _watched.DisposeAsync();
        await _dashboard.DisposeAsync();
    }

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                Assert.Fail($"Not seen in time: {what}. The page shows:\n{await Page.Locator("body").InnerTextAsync()}");
            }
            Pass(Step);
            await CatchUpAsync();
        }
    }

    /// <summary>
    /// Lets server and browser keep pace with the clock: on a busy machine a second of its time must not be over before what falls into it is done, else
    /// a healthy call would time out and a state would pass unseen.
    /// </summary>
    private async Task CatchUpAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        using var answer = await _client.GetAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);
        await Page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
    }
}

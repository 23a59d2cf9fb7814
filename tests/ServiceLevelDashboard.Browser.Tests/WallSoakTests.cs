using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>
/// A screen among faults at random. Here what only a proxy or a clock can do comes once; <c>bench/wall/soak</c> runs all of it for as long as it is told.
/// At every sampled instant, what looks live must be of now; after every fault the screen must come back without a hand.
/// </summary>
public sealed class WallSoakTests(BrowserFixture browser) : BrowserTest
{
    /// <summary>How many of the faults, from the first on, the short form has; the others have tests of their own.</summary>
    private const int ShortForm = 4;

    private const string MinutesKey = "SLD_SOAK_MINUTES", LogKey = "SLD_SOAK_LOG";

    /// <summary>Two refresh periods of the server under test, beyond which figures are delayed, and ten seconds without a heartbeat; both are ten.</summary>
    private const double LiveForMs = 10_000;

    /// <summary>
    /// The screen looks once a second, and a sample may fall just before its look; a browser that gets no processor looks later, and the sample says by how
    /// much.
    /// </summary>
    private const double LookMs = 1_500;

    private readonly List<string> _log = [];
    private readonly List<string> _lies = [];
    private readonly Random _random = new(20260901);
    private int _samples;
    private double? _silentSince;

    [Fact]
    public async Task Wall_AmongFaults_NeverShowsAnOldFigureAsLiveAndAlwaysComesBack()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var minutes = double.Parse(Environment.GetEnvironmentVariable(MinutesKey) ?? "0", CultureInfo.InvariantCulture);
        // in the long form the contact centre fails as well, which only one that listens at an address of its own can be told to
        await using var centre = minutes > 0
            ? await SimulatorServer.StartAsync(new SimulatorOptions { Seed = 7, Queues = 40 }, TimeProvider.System, TestContext.Current.CancellationToken)
            : null;
        var server = await WallServer.StartAsync(centre is null ? [] : [
            $"--GENESYS_CLIENT_ID={centre.ClientId}", $"--GENESYS_CLIENT_SECRET={centre.ClientSecret}", $"--GENESYS_URL={centre.Address}",
            "--Security:SignIn=Never", "--Site:TimeZone=Europe/London"]);
        await using var proxy = new WallProxy(server.Address);
        var wall = await browser.OpenAsync("/wall/all", width: 1920, height: 1080, address: proxy.Address);
        var began = TimeProvider.System.GetTimestamp();
        await UntilLiveAsync(wall, "start");
        Growth heap = new("browser heap"), memory = new("server memory");
        do
        {
            foreach (var (name, fault) in Faults(server, proxy, wall, centre).Take(minutes > 0 ? int.MaxValue : ShortForm).OrderBy(_ => _random.Next()))
            {
                await fault();
                await UntilLiveAsync(wall, name);
                memory.Take(server.MemoryKilobytes);
            }

            heap.Take(await HeapAsync(wall));
            Say($"{heap}; {memory}");
        }
        while (TimeProvider.System.GetElapsedTime(began).TotalMinutes < minutes);

        Say($"{_samples} samples, {_lies.Count} lies; {heap}; {memory}");
        Assert.Empty(_lies);
        Assert.True(_samples > 40, $"{_samples} samples are too few to tell.");
        Assert.False(heap.IsGrowing, heap.ToString());
        Assert.False(memory.IsGrowing, memory.ToString());
    }

    private IEnumerable<(string Name, Func<Task> Fault)> Faults(WallServer server, WallProxy proxy, WatchedPage wall, SimulatorServer? centre)
    {
        yield return (
            "proxy hangs, then floods", () => BetweenAsync(wall, () => Do(() => proxy.Set(ProxyMode.Hang)), () => Do(() => proxy.Set(ProxyMode.Pass)), 16));
        yield return (
            "screen's clock jumps",
            () => wall.Page.EvaluateAsync("() => { const now = Date.now.bind(Date), by = (Math.random() - 0.5) * 7.2e6; Date.now = () => now() + by; }"));
        yield return ("network cut", () => BetweenAsync(wall, () => Do(() => proxy.Set(ProxyMode.Cut)), () => Do(() => proxy.Set(ProxyMode.Pass)), 14));
        yield return (
            "proxy delays, then floods", () => BetweenAsync(wall, () => Do(() => proxy.Set(ProxyMode.Delay)), () => Do(() => proxy.Set(ProxyMode.Pass)), 20));
        yield return ("server killed and started again", async () =>
        {
            await BetweenAsync(wall, server.KillAsync, server.StartAgainAsync, 12);
        }
        );
        yield return ("server frozen", () => BetweenAsync(wall, server.FreezeAsync, server.ThawAsync, 16));
        yield return ("contact centre fails", async () =>
        {
            centre!.AddFault(new Fault(FaultKind.ServiceUnavailable)); // only in the long form, which has one
            await WatchAsync(wall, TimeSpan.FromSeconds(25), _ => false);
            centre.ClearFaults();
        }
        );
        yield return ("contact centre hangs", async () =>
        {
            centre!.AddFault(new Fault(FaultKind.Hang)); // likewise
            await WatchAsync(wall, TimeSpan.FromSeconds(25), _ => false);
            centre.ClearFaults();
        }
        );
        yield return ("new version", async () =>
        {
            // the page takes itself for one of an older program, as after an update of the server
            await wall.Page.EvaluateAsync("() => { document.documentElement.dataset.build = 'old'; sessionStorage.removeItem('wall-reloads'); }");
            await WatchAsync(wall, TimeSpan.FromSeconds(25), _ => false);
            Assert.NotEqual("old", await wall.Page.EvaluateAsync<string>("() => document.documentElement.dataset.build"));
        }
        );
        yield return ("tab frozen", async () =>
        {
            var session = await wall.Page.Context.NewCDPSessionAsync(wall.Page);
            await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
            await Task.Delay(TimeSpan.FromSeconds(14), TimeProvider.System);
            await session.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" });
            await session.DetachAsync();
        }
        );
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private async Task BetweenAsync(WatchedPage wall, Func<Task> begin, Func<Task> end, int seconds)
    {
        await begin();
        _silentSince = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await WatchAsync(wall, TimeSpan.FromSeconds(seconds), _ => false);
        await end();
        _silentSince = null;
    }

    private async Task UntilLiveAsync(WatchedPage wall, string fault)
    {
        var began = TimeProvider.System.GetTimestamp();
        var isLive = await WatchAsync(wall, TimeSpan.FromMilliseconds(BrowserFixture.PatienceMs), isLive => isLive);
        Say($"{fault}: live again after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.True(isLive, $"{fault}: not live again within 90 s\n{string.Join('\n', _log)}");
        await WatchAsync(wall, TimeSpan.FromSeconds(3), _ => false);
    }

    /// <summary>Samples the glass four times a second, and notes whatever looks live and is not.</summary>
    private async Task<bool> WatchAsync(WatchedPage wall, TimeSpan duration, Func<bool, bool> isEnough)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < duration)
        {
            if (await SampleAsync(wall) is { } sample)
            {
                _samples++;
                if (sample.IsLive && sample.AgeMs > LiveForMs + LookMs + sample.LateMs)
                {
                    _lies.Add($"live at an age of {sample.AgeMs:0} ms");
                }
                if (sample.IsLive && sample.At - _silentSince > LiveForMs + LookMs + sample.LateMs)
                {
                    _lies.Add($"live {sample.At - _silentSince:0} ms after the last that can have been heard");
                }
                if (isEnough(sample.IsLive))
                {
                    return true;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        }

        return false;
    }

    private static async Task<(bool IsLive, double AgeMs, double At, double LateMs)?> SampleAsync(WatchedPage wall)
    {
        try
        {
            // by the browser's monotonic clock, since the other is one of the things that jump
            var seen = await wall.Page.EvaluateAsync<JsonElement>(
                """
                () => {
                  // the latest that a timer of the page came within some seconds; a frozen tab's does not excuse what it shows afterwards
                  if (!globalThis.lateness) {
                    globalThis.lateness = [];
                    let due = performance.now() + 200;
                    setInterval(() => { lateness.push(Math.min(2000, performance.now() - due)); if (lateness.length > 25) lateness.shift(); due = performance.now() + 200; }, 200);
                  }
                  const tile = [...document.querySelectorAll('.tile')].find(t => t.checkVisibility());
                  const isLive = !!tile && [...tile.querySelectorAll('.state:not(.aged)')].some(s => s.checkVisibility());
                  return { isLive, until: Number(document.documentElement.dataset.until) || 0, at: performance.timeOrigin + performance.now(), late: Math.max(0, ...lateness) };
                }
                """).WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);
            var at = seen.GetProperty("at").GetDouble();
            return (seen.GetProperty("isLive").GetBoolean(), at - seen.GetProperty("until").GetDouble(), at, seen.GetProperty("late").GetDouble());
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return null; // the page is being loaded again
        }
    }

    /// <summary>What the page holds after the browser has tidied up, in KB.</summary>
    private static async Task<long> HeapAsync(WatchedPage wall)
    {
        var session = await wall.Page.Context.NewCDPSessionAsync(wall.Page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        await session.DetachAsync();
        return (long)usage!.Value.GetProperty("usedSize").GetDouble() / 1024; // Chromium answers with it
    }

    private void Say(string line)
    {
        var stamped = $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}";
        _log.Add(stamped);
        TestContext.Current.TestOutputHelper?.WriteLine(stamped);
        if (Environment.GetEnvironmentVariable(LogKey) is { } file)
        {
            File.AppendAllLines(file, [stamped]);
        }
    }

    /// <summary>Whether something grows: the least of the last third is well above the most of the first.</summary>
    private sealed class Growth(string name)
    {
        private readonly List<long> _kilobytes = [];

        /// <summary>Three rounds at least tell; a half more than at the beginning is more than rounds differ by.</summary>
        public bool IsGrowing => _kilobytes.Count >= 6 && _kilobytes[^(_kilobytes.Count / 3)..].Min() > 1.5 * _kilobytes[..(_kilobytes.Count / 3)].Max();

        public void Take(long kilobytes) => _kilobytes.Add(kilobytes);

        public override string ToString() =>
            _kilobytes.Count == 0 ? $"{name} not measured" : $"{name} {_kilobytes[0]} KB at first, {_kilobytes.Max()} KB at most, {_kilobytes[^1]} KB at last";
    }
}

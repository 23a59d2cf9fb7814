using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceLevelDashboard.Web.Addresses;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>The chart component in a real browser: what it draws, and what the pointer does in it.</summary>
public sealed partial class TrendChartTests(BrowserFixture browser) : BrowserTest
{
    /// <summary>A chart of five points with a gap, a usual band, a note and an open interval; line() and count(selector) look at it.</summary>
    private const string Sample =
        """
        const { create, update, dispose } = await import('/Charts/TrendChart.razor.js');
        const point = (id, value) => ({ id, label: id, hour: null, value, lower: 0.6, upper: 0.9, volume: 3, isOpen: false, tip: '' });
        const points = [point('a', 0.9), point('b', null), point('c', 0.5), point('d', null), { ...point('e', 0.7), isOpen: true }];
        const series = { points, axis: 'percent', max: 1, target: 0.8, targetLabel: 't', targetShort: 't', usualLabel: 'u', volumeLabel: 'v', missesBelow: true, notes: [{ first: 1, last: 2, text: 'Outage' }] };
        const box = document.body.appendChild(document.createElement('div'));
        box.className = 'trend-chart';
        box.style.height = '300px';
        const count = selector => box.querySelectorAll(selector).length;
        const line = () => [...box.querySelectorAll('.apexcharts-line-series path')].map(p => p.getAttribute('d')).join();
        await create('chart', box, series);
        """;

    [Fact]
    public async Task Module_Drawn_ShowsOutlineMissesNoteGapsVolumesAndTheirNames()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);

        var seen = await visit.Page.EvaluateAsync<int[]>($$"""
            async () => {
              {{Sample}}
              return ['.trend-usual[fill=none]', '.trend-volume', '.trend-volume[fill=none]', '.trend-note', '.trend-target', '.trend-over .trend-point', '.trend-missed', '.trend-over text:not(.trend-note-text)'].map(count);
            }
            """);

        // The open interval's bar is an outline; a note from one time to another has two lines; each point stands between gaps; target, usual and bars
        // are named.
        Assert.Equal([1, 5, 1, 2, 1, 3, 3, 3], seen);
        visit.AssertNoComplaints();
    }

    /// <summary>
    /// Two weeks by the hour: no label of the time over another, and no bar beside another without a gap; a chart of one point; dashes to the open interval
    /// alone.
    /// </summary>
    [Fact]
    public async Task Module_ManyPointsOrOne_CanBeTold()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);

        var seen = await visit.Page.EvaluateAsync<int[]>($$"""
            async () => {
              {{Sample}}
              const touching = selector => {
                const boxes = [...box.querySelectorAll(selector)].map(t => t.getBoundingClientRect());
                return [boxes.length, boxes.filter((b, i) => i > 0 && b.left < boxes[i - 1].right + 0.5).length];
              };
              const many = Array.from({ length: 336 }, (_, i) => ({ ...point(`p${i}`, 0.5), hour: i % 4 ? null : '28 Sept 14:00' }));
              await update('chart', { ...series, from: 0, points: many });
              const [times, overTimes] = touching('.trend-time');
              const [bars, overBars] = touching('.trend-volume');
              await update('chart', { ...series, from: 0, points: [{ ...point('one', 0.5), hour: '14:00' }] });
              const bar = box.querySelector('.trend-volume').getBoundingClientRect();
              const [dots, labels] = ['.trend-over .trend-point', '.trend-time'].map(count);
              await update('chart', { ...series, from: 0, points: [point('a', 0.5), point('b', 0.6), point('c', null), point('d', 0.5), { ...point('e', 0.4), isOpen: true }] });
              const dashed = [...box.querySelectorAll('.apexcharts-line-series path')].filter(p => parseFloat(p.getAttribute('stroke-dasharray')) > 0).length;
              return [times > 3 ? 1 : 0, overTimes, bars, overBars, dots, labels, bar.width <= 28 ? 1 : 0, count('.trend-open'), dashed];
            }
            """);

        Assert.Equal([1, 0, 336, 0, 1, 1, 1, 1, 0], seen);
    }

    [Fact]
    public async Task Module_UpdatedAndDisposed_DrawsInPlaceAndLeavesNothing()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);

        var seen = await visit.Page.EvaluateAsync<string[]>($$"""
            async () => {
              {{Sample}}
              const first = line();
              await update('chart', { ...series, from: 1, points: [point('b', null), point('c', 0.7), point('d', 0.6)] });
              const charts = String(count('svg.apexcharts-svg'));
              const changed = String(line() !== first);
              dispose('chart');
              return [charts, changed, String(count('svg'))];
            }
            """);

        Assert.Equal(["1", "true", "0"], seen);
        visit.AssertNoComplaints();
    }

    /// <summary>The element went while the chart was asked for, or after it was drawn: nothing is drawn, and nothing is complained about.</summary>
    [Fact]
    public async Task Module_ElementNotOnThePage_DoesNothing()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);

        var drawn = await visit.Page.EvaluateAsync<int>($$"""
            async () => {
              {{Sample}}
              const loose = document.createElement('div');
              await create('absent', null, series);
              await create('loose', loose, series);
              box.remove();
              await update('chart', { ...series, from: 4, points: [point('e', 0.1)] });
              document.documentElement.dataset.contrast = 'more'; // charts redraw for it
              box.dispatchEvent(new PointerEvent('pointermove', { clientX: 100 }));
              for (const chart of ['absent', 'loose', 'chart', 'chart']) dispose(chart);
              await update('chart', { ...series, from: 4, points: [] });
              await new Promise(done => setTimeout(done, 300)); // the library looks at its size after 150 ms
              return loose.childElementCount;
            }
            """);

        Assert.Equal(0, drawn);
        visit.AssertNoComplaints();
    }

    [Fact]
    public async Task Module_UpdatedAgainAndAgain_HasALineInEveryFrame()
    {
        var visit = await browser.OpenAsync(AdministrationUrls.Root);

        var empty = await visit.Page.EvaluateAsync<int>($$"""
            async () => {
              {{Sample}}
              let frames = 0, empty = 0, running = true;
              const look = () => { if (!running) return; frames++; if (!line() || !count('.trend-missed')) empty++; requestAnimationFrame(look); };
              requestAnimationFrame(look);
              for (let i = 0; i < 15; i++) {
                await update('chart', { ...series, from: 4, points: [point('e', i / 15)] });
                await new Promise(requestAnimationFrame);
              }
              running = false;
              return frames < 10 ? -1 : empty;
            }
            """);

        Assert.Equal(0, empty);
    }

    [Fact]
    public async Task Pointer_OverOneChart_MovesTheCrossHairOfBoth()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);

        await visit.Page.Locator(".trend-chart").First.HoverAsync();

        await Expect(visit.Page.Locator(".trend-tip:visible").Nth(1)).ToBeVisibleAsync();
        var times = await visit.Page.Locator(".trend-tip:visible div:first-child").AllInnerTextsAsync();
        Assert.Single(times.Distinct());
        await Expect(visit.Page.Locator(".trend-tip").First).ToContainTextAsync("offered"); // the counts beside the percentage

        await visit.Page.Mouse.MoveAsync(5, 5);
        await Expect(visit.Page.Locator(".trend-tip:visible")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Pointer_DrawnAlongAChart_PutsThePartIntoTheAddress()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);
        var chart = visit.Page.Locator(".trend-chart").First;
        await visit.Page.Locator(".trend").First.GetByText("Show as table").ClickAsync();
        await Expect(visit.Page.Locator(".trend").First.Locator("tbody tr").First).ToBeVisibleAsync();
        var whole = await visit.Page.Locator(".trend").First.Locator("tbody tr").CountAsync();
        await chart.EvaluateAsync("chart => chart.scrollIntoView({ block: 'center' })");
        var box = await chart.BoundingBoxAsync() ?? throw new InvalidOperationException("The chart has no place.");

        await visit.Page.Mouse.MoveAsync(box.X + (box.Width * 0.4f), box.Y + 100);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 100, new() { Steps = 5 });
        await visit.Page.Mouse.UpAsync();

        await Expect(visit.Page).ToHaveURLAsync(PartAddress());
        await Expect(visit.Page.Locator(".trend").First.Locator("tbody tr")).Not.ToHaveCountAsync(whole);
        await visit.Page.GoBackAsync();
        await Expect(visit.Page.Locator(".trend").First.Locator("tbody tr").Nth(whole - 1)).ToBeAttachedAsync();
    }

    [Fact]
    public async Task Keyboard_Alone_ChoosesAPartOfTheDay()
    {
        var visit = await browser.OpenAsync(browser.QueuePath);
        await ChartsAsync(visit);

        await visit.Page.Locator(".part summary").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync(PartAddress());
        await Expect(visit.Page.Locator(".part [role=status]")).ToBeVisibleAsync();
    }

    private static Task ChartsAsync(WatchedPage visit) =>
        // a third one where agents were seen
        visit.Page.Locator(".trend-chart .apexcharts-line-series").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    [GeneratedRegex(@"\?from=2026-[^&]+Z&to=2026-09-01T")]
    private static partial Regex PartAddress();
}

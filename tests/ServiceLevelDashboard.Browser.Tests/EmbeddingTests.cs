using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Simulator.Settings;
using static Microsoft.Playwright.Assertions;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A real frame on a page of another origin: one that is named and one that is not.</summary>
public sealed class EmbeddingTests(BrowserFixture browser) : BrowserTest
{
    [Fact]
    public async Task Frame_NamedOrigin_IsLiveAndAnyOtherStaysEmpty()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var framed = new TaskCompletionSource<Uri>();
        await using var intranet = await IntranetAsync(framed.Task);
        // not null: it listens
        var port = new Uri(intranet.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        var (named, other) = (new Uri($"http://localhost:{port}/"), new Uri($"http://127.0.0.1:{port}/"));
        var dashboard = await DashboardUnderTest.StartAsync(
            new SimulatorOptions { Seed = 7, Queues = 3 }, TestContext.Current.CancellationToken,
            settings: new Dictionary<string, string> { ["Security:Embedders"] = named.GetLeftPart(UriPartial.Authority) });
        framed.SetResult(dashboard.Address);

        var allowed = await browser.OpenAsync("/", address: named);
        var frame = allowed.Page.FrameLocator("#page");
        await Expect(frame.Locator("a.tile").First).ToBeVisibleAsync();
        await Expect(frame.Locator("header[data-interactive]")).ToBeVisibleAsync();
        await Expect(allowed.Page.FrameLocator("#wall").Locator("#tiles .tile:visible").First).ToBeVisibleAsync();
        allowed.AssertNoComplaints();

        var refused = await browser.OpenAsync("/", address: other);
        await Expect(refused.Page.Locator("h1")).ToHaveTextAsync("Intranet");
        await Expect(refused.Page.FrameLocator("#page").Locator("a.tile")).ToHaveCountAsync(0);
        await Expect(refused.Page.FrameLocator("#wall").Locator(".tile")).ToHaveCountAsync(0);
        Assert.Equal(2, refused.Complaints.Count(c => c.Contains("frame-ancestors", StringComparison.Ordinal)));
    }

    private static async Task<WebApplication> IntranetAsync(Task<Uri> dashboard)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            var address = await dashboard;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync($"<!DOCTYPE html><title>Intranet</title><link rel=icon href='data:,'><h1>Intranet</h1><iframe id=page src='{address}' width=900 height=600></iframe><iframe id=wall allow='screen-wake-lock; autoplay' src='{address}wall/all' width=900 height=500></iframe>");
        });
        await app.StartAsync();
        return app;
    }
}

using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Who is here moves to another instance before this one ends.</summary>
public sealed class DrainTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, true, "Production", 10)]
    [InlineData(null, false, "Production", 0)]
    [InlineData(null, true, "Development", 0)]
    [InlineData(3, false, "Development", 3)]
    [InlineData(0, true, "Production", 0)]
    public void Length_NotSet_IsTenSecondsWhereThereMayBeOthers(int? set, bool hasOthers, string environment, int seconds)
    {
        using var drain = Of(set, hasOthers, environment);

        Assert.Equal(seconds, drain.Length.TotalSeconds);
    }

    [Fact]
    public async Task NextMoment_Asked_LeavesTimeToKnowAndToArrive()
    {
        using var drain = Of(10);
        var running = drain.RunAsync(Cancellation);
        var moments = Enumerable.Range(0, 1000).Select(_ => drain.NextMoment().TotalSeconds).ToList();

        Assert.All(moments, m => Assert.InRange(m, 2.5, 8.5));
        Assert.InRange(moments.Max() - moments.Min(), 5, 6);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, drain.NextMoment()); // who is here so late goes at once
        Assert.False(running.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await running.Soon();
    }

    [Fact]
    public async Task Leave_AskedTwice_EndsAtOnce()
    {
        using var drain = Of(10);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var host = new DrainingLifetime(drain, lifetime, NullLogger<DrainingLifetime>.Instance);

        var leaving = host.LeaveAsync();
        Assert.True(drain.IsBegun);
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
        await host.LeaveAsync();

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
        await leaving.Soon();
    }

    [Fact]
    public async Task Leave_WithNobodyToMoveTo_EndsAtOnce()
    {
        using var drain = Of(null, hasOthers: false);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var host = new DrainingLifetime(drain, lifetime, NullLogger<DrainingLifetime>.Instance);

        await host.LeaveAsync();

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Drain_OfAHost_IsUnreadyEndsStreamsAndTakesNobodyNew()
    {
        await using var host = new Draining();
        await host.Services.GetRequiredService<ServiceLevelDashboard.Analytics.ISnapshots>().FirstAsync(static _ => true, Cancellation);
        var client = host.CreateClient();
        using var stream = await client.GetAsync("/wall/all/stream", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await stream.Content.ReadAsStreamAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/ready"));

        var drain = host.Services.GetRequiredService<Drain>();
        var running = drain.RunAsync(Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/wall/all/stream"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/", "text/html"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/wall/all/time"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/wall/wall.js"));
        using var rest = new MemoryStream();
        await body.CopyToAsync(rest, Cancellation).Soon(); // its end
        Assert.False(running.IsCompleted);
        await running;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }

    private Drain Of(int? seconds, bool hasOthers = true, string environment = "Production") => new(
        Options.Create(new DrainOptions { Seconds = seconds }), () => hasOthers, new HostingEnvironment { EnvironmentName = environment }, _clock);

    /// <summary>A dashboard that takes two seconds to end.</summary>
    private sealed class Draining : SimulatedHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Drain:Seconds", "2");
        }
    }
}

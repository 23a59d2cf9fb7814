using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Tests.Hardening;

public sealed class ClientLimitsTests : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = Limiter();
    private readonly CancellationTokenSource _hungUp = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // what is found nowhere is answered with a page too
    public async Task Acquire_MorePagesThanAreDrawnAtOnce_WaitBehindThemAndOnlyOfTheirAddress(bool isFound)
    {
        var drawn = await DrawAsMany(isFound);

        var waiting = _limiter.AcquireAsync(Page("192.0.2.1", isFound), 1, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.True(_limiter.AttemptAcquire(Page("192.0.2.2", isFound)).IsAcquired);

        drawn[0].Dispose();
        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task Acquire_WhoWaitsHangsUp_TheNextIsDrawnInHisPlace()
    {
        var drawn = await DrawAsMany(isFound: true);
        var hungUp = _limiter.AcquireAsync(Page("192.0.2.1"), 1, _hungUp.Token).AsTask();
        var next = _limiter.AcquireAsync(Page("192.0.2.1"), 1, Cancellation).AsTask();

        await _hungUp.CancelAsync();
        drawn[0].Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hungUp);
        Assert.True((await next).IsAcquired);
    }

    [Fact]
    public async Task Acquire_AFileWhilePagesAreDrawn_DoesNotWait()
    {
        await DrawAsMany(isFound: true);

        Assert.True(_limiter.AttemptAcquire(Asked("192.0.2.1", new Endpoint(null, EndpointMetadataCollection.Empty, "a file"))).IsAcquired);
    }

    [Fact]
    public void GetStatistics_NothingIsFoundAtAProgramsAddress_SaysTheRequestsThatAreLeft()
    {
        var asked = Asked("192.0.2.1", null);
        asked.Request.Path = "/api/v1/nothing";

        Assert.Equal(new HardeningOptions().RequestsPerSecond * ClientLimits.Burst, _limiter.GetStatistics(asked)!.CurrentAvailablePermits);
    }

    public void Dispose()
    {
        _limiter.Dispose();
        _hungUp.Dispose();
    }

    private async Task<RateLimitLease[]> DrawAsMany(bool isFound)
    {
        var leases = new RateLimitLease[ClientLimits.DrawnAtOnce];
        for (var i = 0; i < leases.Length; i++)
        {
            leases[i] = await _limiter.AcquireAsync(Page("192.0.2.1", isFound), 1, Cancellation);
            Assert.True(leases[i].IsAcquired);
        }
        return leases;
    }

    private static PartitionedRateLimiter<HttpContext> Limiter()
    {
        var options = new RateLimiterOptions();
        new ClientLimits(Options.Create(new HardeningOptions())).Configure(options);
        return options.GlobalLimiter!;
    }

    private static DefaultHttpContext Page(string address, bool isFound = true) =>
        Asked(address, isFound ? new Endpoint(null, new EndpointMetadataCollection(new ComponentTypeMetadata(typeof(ClientLimitsTests))), "a page") : null);

    private static DefaultHttpContext Asked(string address, Endpoint? endpoint)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        context.SetEndpoint(endpoint);
        return context;
    }
}

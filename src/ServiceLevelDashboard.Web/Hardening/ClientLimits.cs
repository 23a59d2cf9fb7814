using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// What one address may take at once: requests a second, open walls, open live pages, pages being drawn. A wall's stream and a page's circuit are requests
/// that last, so they are counted for as long as they are open. Which request is one its endpoint says, however its address is written.
/// </summary>
internal sealed class ClientLimits(IOptions<HardeningOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    /// <summary>Seconds' worth of requests that may come at once: a page with its files, opened by everybody of an office.</summary>
    public const int Burst = 20;

    /// <summary>
    /// Pages of one address that are drawn at once; its others wait behind them, and who hangs up meanwhile costs nothing. A page takes a processor for
    /// some milliseconds, and another address waits no longer than these few take.
    /// </summary>
    internal static readonly int DrawnAtOnce = 4 * Environment.ProcessorCount;

    private const int WaitingToBeDrawn = 1_000;

    /// <inheritdoc/>
    public void Configure(RateLimiterOptions limiter)
    {
        var limits = options.Value;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            // first, or who waits would be counted twice by the next
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsPage(context) ? AtOnce(context, DrawnAtOnce, WaitingToBeDrawn) : None),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => Client(context, client => RateLimitPartition.GetTokenBucketLimiter(
                client,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limits.RequestsPerSecond * Burst,
                    TokensPerPeriod = limits.RequestsPerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }))),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsStream(context) ? AtOnce(context, limits.StreamsPerClient) : None),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsCircuit(context) ? AtOnce(context, limits.PagesPerClient) : None));
        limiter.OnRejected = static (rejected, _) =>
        {
            var response = rejected.HttpContext.Response;
            response.Headers.RetryAfter = "30";
            // a screen knows this answer and comes back by itself
            response.StatusCode = IsStream(rejected.HttpContext) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests;
            return ValueTask.CompletedTask;
        };
    }

    private static RateLimitPartition<IPAddress> None => RateLimitPartition.GetNoLimiter(IPAddress.None);

    private static RateLimitPartition<IPAddress> AtOnce(HttpContext context, int most, int waiting = 0) => Client(context, client =>
        RateLimitPartition.GetConcurrencyLimiter(client, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting }));

    /// <summary>Who has no address (a Unix socket) is on this machine and is not limited.</summary>
    private static RateLimitPartition<IPAddress> Client(HttpContext context, Func<IPAddress, RateLimitPartition<IPAddress>> limited) =>
        context.Connection.RemoteIpAddress is { } address ? limited(ClientAddress.Of(address)) : None;

    private static bool IsStream(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<LastingStream>() is not null;

    /// <summary>A page, and what is found nowhere: people get a page for that too.</summary>
    private static bool IsPage(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        : !ApiProblems.IsFor(context.Request.Path);

    /// <summary>The live connection itself, or one of those that would be polled in its place.</summary>
    private static bool IsCircuit(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } endpoint && endpoint.GetMetadata<HubMetadata>() is not null && endpoint.GetMetadata<NegotiateMetadata>() is null
        && HttpMethods.IsGet(context.Request.Method) | HttpMethods.IsConnect(context.Request.Method);
}

/// <summary>Says of an endpoint that its answer lasts for as long as somebody listens.</summary>
internal sealed record LastingStream;

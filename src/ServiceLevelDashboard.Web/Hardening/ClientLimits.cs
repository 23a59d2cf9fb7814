using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// What one address may take at once: requests a second, open walls, open live pages. A wall's stream and a page's circuit are requests
/// that last, so they are counted for as long as they are open. What costs much says so by <see cref="Costly"/>.
/// </summary>
internal sealed class ClientLimits(IOptions<HardeningOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    /// <summary>The policy of answers that read the archive or the contact centre: a few at a time, the next ones wait.</summary>
    public const string Costly = nameof(Costly);

    private const int CostlyAtOnce = 4;
    private const int CostlyWaiting = 16;

    /// <summary>Seconds' worth of requests that may come at once: a page with its files, opened by everybody of an office.</summary>
    private const int Burst = 20;

    private const string CircuitPath = "/_blazor";

    /// <inheritdoc/>
    public void Configure(RateLimiterOptions limiter)
    {
        var limits = options.Value;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => Client(context, client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.RequestsPerSecond * Burst,
                TokensPerPeriod = limits.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            }))),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsStream(context) ? AtOnce(context, limits.StreamsPerClient) : None),
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => IsCircuit(context) ? AtOnce(context, limits.PagesPerClient) : None));
        limiter.AddPolicy(Costly, context => AtOnce(context, CostlyAtOnce, CostlyWaiting));
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

    private static RateLimitPartition<IPAddress> AtOnce(HttpContext context, int most, int waiting = 0) =>
        Client(context, client => RateLimitPartition.GetConcurrencyLimiter(client, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting }));

    /// <summary>Who has no address (a Unix socket) is on this machine and is not limited.</summary>
    private static RateLimitPartition<IPAddress> Client(HttpContext context, Func<IPAddress, RateLimitPartition<IPAddress>> limited) =>
        context.Connection.RemoteIpAddress is { } address ? limited(ClientAddress.Of(address)) : None;

    private static bool IsStream(HttpContext context) => context.Request.Path.StartsWithSegments("/wall") && context.Request.Path.Value!.EndsWith("/stream", StringComparison.Ordinal); // not null: it starts with a segment

    /// <summary>The live connection itself, or one of those that would be polled in its place.</summary>
    private static bool IsCircuit(HttpContext context) =>
        context.Request.Path.Equals(CircuitPath, StringComparison.OrdinalIgnoreCase) && HttpMethods.IsGet(context.Request.Method) | HttpMethods.IsConnect(context.Request.Method);
}

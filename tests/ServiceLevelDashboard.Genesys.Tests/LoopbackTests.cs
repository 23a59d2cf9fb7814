using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>What only a real connection shows: bodies that stall or end early, and nobody listening.</summary>
public sealed class LoopbackTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string Sample = FakeService.Read("aggregate-half-hours.json");

    [Fact]
    public async Task Query_BodyStallsOnce_IsAskedAgain()
    {
        await using var server = await ServeAsync(async (context, number) =>
        {
            context.Response.ContentLength = Sample.Length;
            await context.Response.WriteAsync(number == 1 ? Sample[..200] : Sample);
            await context.Response.Body.FlushAsync();
            if (number == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        });
        using var centre = Centre(server);

        var answer = await QueryAsync(centre).Soon();

        Assert.Equal((3, 2), (answer.Rows.Length, answer.Calls));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Query_BodyCutOnce_IsAskedAgain(bool withLength)
    {
        await using var server = await ServeAsync(async (context, number) =>
        {
            if (withLength)
            {
                context.Response.ContentLength = Sample.Length;
            }
            await context.Response.WriteAsync(number == 1 ? Sample[..^2] : Sample);
            await context.Response.Body.FlushAsync();
            if (number == 1)
            {
                context.Abort();
            }
        });
        using var centre = Centre(server);

        var answer = await QueryAsync(centre).Soon();

        Assert.Equal((3, 2), (answer.Rows.Length, answer.Calls));
    }

    [Fact]
    public async Task Query_BodyStallsForever_IsUnavailableWithinTheTotalTime()
    {
        await using var server = await ServeAsync(async (context, _) =>
        {
            await context.Response.WriteAsync(Sample[..200]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using var centre = Centre(server, retries: 0);

        var e = await Assert.ThrowsAsync<UnavailableException>(() => QueryAsync(centre).Soon());

        Assert.Contains("no whole answer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NobodyListens_IsUnavailable()
    {
        Uri address;
        await using (var server = await ServeAsync((_, _) => Task.CompletedTask))
        {
            address = AddressOf(server);
        }
        using var centre = Centre(address, retries: 0);

        var e = await Assert.ThrowsAsync<UnavailableException>(() => QueryAsync(centre).Soon());

        Assert.Contains("no connection could be made", e.Message, StringComparison.Ordinal);
    }

    private static Task<IntervalResponse> QueryAsync(GenesysContactCentre centre)
    {
        var start = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
        return centre.QueryIntervalsAsync(new IntervalQuery(new(start, start.AddHours(1)), Granularity.HalfHour, EdgeSet.None, []), Ct);
    }

    private static GenesysContactCentre Centre(WebApplication server, int retries = 1) => Centre(AddressOf(server), retries);

    private static GenesysContactCentre Centre(Uri address, int retries) => new(
        new GenesysOptions
        {
            ClientId = "id",
            ClientSecret = FakeService.Secret,
            Url = address.ToString(),
            AttemptTimeout = TimeSpan.FromSeconds(1),
            TotalTimeout = TimeSpan.FromSeconds(15),
            Retries = retries,
        },
        TimeProvider.System, NullLoggerFactory.Instance);

    private static Uri AddressOf(WebApplication server) =>
        new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static async Task<WebApplication> ServeAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var asked = 0;
        server.MapPost("/oauth/token", () => Results.Text("""{"access_token":"t","token_type":"bearer","expires_in":300}""", "application/json"));
        server.MapPost("/api/v2/analytics/conversations/aggregates/query", context => answer(context, Interlocked.Increment(ref asked)));
        await server.StartAsync(Ct);
        return server;
    }
}

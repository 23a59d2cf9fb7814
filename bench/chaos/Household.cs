using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web;

namespace ServiceLevelDashboard.Chaos;

/// <summary>The archive of the dashboard while it does not run: who may come in, before; and what it holds, afterwards.</summary>
internal sealed class Household(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>Makes two people and two programs: one of each sees everything, the other two queues.</summary>
    /// <returns>The tokens of the programs.</returns>
    public async Task<(string All, string Two)> FurnishAsync(ImmutableArray<QueueId> two)
    {
        await using var app = Build();
        var (none, me) = (CancellationToken.None, Actor.Program);
        var setUp = app.Services.GetRequiredService<SetUp>();
        await setUp.MakeFirstAsync(setUp.Code, "all", Visitor.Password, none);
        var roles = app.Services.GetRequiredService<DocumentCache<Role>>();
        await roles.RefreshAsync(none);
        await roles.SaveAsync("two-queues", new Role { Queues = two }, 0, me, none);
        var people = app.Services.GetRequiredService<People>();
        var invited = await people.AddAsync("two", "two-queues", me, none);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://localhost" + invited.Invitation).Query);
        await people.AcceptAsync(query["person"].ToString(), query["token"].ToString(), Visitor.Password, none);
        var tokens = app.Services.GetRequiredService<ApiTokens>();
        string[] scopes = [ApiToken.QueuesScope, ApiToken.ReportScope];
        var all = await tokens.MakeAsync("all", "viewer", scopes, TimeSpan.FromDays(1), me, none);
        var some = await tokens.MakeAsync("two", "two-queues", scopes, TimeSpan.FromDays(1), me, none);
        return (all.Token!, some.Token!);
    }

    /// <summary>What the archive holds of a range, without bands, and what of it is covered.</summary>
    public async Task<ArchivedIntervals> ReadAsync(Interval range)
    {
        await using var app = Build();
        return await app.Services.GetRequiredService<IDurableIntervalArchive>().ReadAsync(range, Granularity.QuarterHour, CancellationToken.None);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder([.. settings.Select(static s => $"--{s.Key}={s.Value}")]);
        builder.Logging.ClearProviders();
        builder.AddServiceLevelDashboard(isEmbedded: false);
        return builder.Build();
    }
}

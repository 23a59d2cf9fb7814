using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Forecasting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Forty queues on a port, and people who may see two of them: what is on the others says <see cref="Mark"/>.</summary>
public sealed class CrawlHost : GuardedHost, ITrackRecord
{
    /// <summary>A word in every text that is on hidden queues alone.</summary>
    internal const string Mark = "zephyr";

    private static readonly Actor Root = Actor.Person("root", "root");
    private Organisation? _organisation;
    private TrackRecordState _tracks = TrackRecordState.Unknown;

    public CrawlHost()
        : base(new() { ["Simulator:Queues"] = "40", ["urls"] = "http://127.0.0.1:0" })
    {
        UseKestrel();
        StartServer();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How good the forecasts of every queue are, which takes a month of history to find out.</summary>
    TrackRecordState ITrackRecord.Current => _tracks;

    /// <summary>The cookies of each client, for its web sockets.</summary>
    internal Dictionary<HttpClient, CookieContainer> Cookies { get; } = [];

    /// <inheritdoc/>
    internal override HttpClient NewClient(bool keepsCookies)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = keepsCookies };
        var client = new HttpClient(handler) { BaseAddress = ClientOptions.BaseAddress };
        Cookies[client] = handler.CookieContainer;
        return client;
    }

    /// <summary>What there is to be found; made once.</summary>
    internal async Task<Organisation> OrganisationAsync() => _organisation ??= await MakeAsync();

    /// <summary>A program with a role.</summary>
    internal async Task<HttpClient> ProgramAsync(string role)
    {
        var made = await Services.GetRequiredService<ApiTokens>().MakeAsync("crawl", role, ApiToken.AllScopes, TimeSpan.FromDays(1), Root, Cancellation);
        var client = Visit().Client;
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Token);
        return client;
    }

    /// <summary>A screen that somebody of a role has let in.</summary>
    internal async Task<HttpClient> ScreenAsync(string role, params ImmutableArray<string> boards)
    {
        var (screens, id) = (Services.GetRequiredService<ScreenRegistry>(), ScreenToken.NewScreen());
        Assert.True((await screens.EnrolAsync(id, new("Floor", boards, null), Viewers.Person("sue", role), Cancellation)).IsSaved);
        var token = (await screens.IssueFirstAsync(id, Cancellation))!; // just enrolled
        var client = NewClient(keepsCookies: false);
        client.DefaultRequestHeaders.Add("Cookie", $"{CookieNames.ScreenBefore}={token.Reveal()}");
        return client;
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<ITrackRecord>(this));
    }

    private async Task<Organisation> MakeAsync()
    {
        await AdministratorAsync();
        var snapshot = await SnapshotAsync();
        var byName = snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.Ordinal).ToList();
        // neither name is a part of another
        ImmutableArray<Domain.Targets.Queue> seen = [.. byName.Where(q => q.Name is "Fraud Line" or "Current Accounts")];
        ImmutableArray<Domain.Targets.Queue> hidden = [.. byName.Except(seen)];
        Assert.Equal((2, 38), (seen.Length, hidden.Length));

        foreach (var (key, rank) in new[] { ("two", Rank.Supervisor), ("two-admin", Rank.Administrator) })
        {
            await SaveAsync(key, new Role { Rank = rank, Queues = [.. seen.Select(q => q.Id)] });
        }
        await GroupsAsync(seen, hidden);
        await ContractsAsync(seen, hidden);
        await AlertsAsync(seen, hidden);
        await BoardsAsync(seen, hidden);
        _tracks = Tracks.State([.. byName.Select(static q => (new QueueMedia(q.Id, MediaType.Voice), Tracks.Steady))]);
        await ScreenAsync("administrator", $"{Mark}-board", "shared", Board.AllName);
        return new Organisation(seen, hidden, snapshot, await KeepAsync(snapshot, seen[0]), await KeepAsync(snapshot, hidden[0]));
    }

    private async Task GroupsAsync(ImmutableArray<Domain.Targets.Queue> seen, ImmutableArray<Domain.Targets.Queue> hidden)
    {
        await SaveAsync($"{Mark}-group", new Group { Name = "Zephyr group", Queues = [hidden[0].Id, hidden[1].Id], IsClosed = true });
        await SaveAsync($"{Mark}-rule", new Group { Name = "Zephyr rule", Rule = new GroupRule { NamePattern = hidden[2].Name } });
        await SaveAsync($"{Mark}-none", new Group { Name = "Zephyr none", Rule = new GroupRule { NamePattern = "Zephyr*" } });
        var rule = new GroupRule { NamePattern = $"{seen[0].Name},{hidden[3].Name}" };
        await SaveAsync("shared", new Group { Name = "Shared group", Rule = rule, IsClosed = true });
        await SaveAsync("own", new Group { Name = "Own group", Queues = [seen[0].Id], IsClosed = true });
    }

    private async Task ContractsAsync(ImmutableArray<Domain.Targets.Queue> seen, ImmutableArray<Domain.Targets.Queue> hidden)
    {
        var start = Granularity.Hour.Floor(TimeProvider.System.GetUtcNow()).AddHours(-2);
        var note = new Annotation { Text = "Zephyr note", LeftOutBecause = "Zephyr reason", Start = start, End = start.AddHours(1), Queues = [hidden[0].Id] };
        await SaveAsync($"{Mark}-note", note);
        await SaveAsync("shared", note with { Text = "Shared note", LeftOutBecause = "Shared reason", Queues = [seen[0].Id, hidden[0].Id, hidden[1].Id] });
        await SaveAsync("own", note with { Text = "Own note", LeftOutBecause = "Own reason", Queues = [seen[0].Id] });
        await SaveAsync("everybody", note with { Text = "Note for everybody", LeftOutBecause = "", Queues = [] });
        var target = new TargetOverride { Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 20 };
        await SaveAsync($"{Mark}-target", target with { Queue = hidden[0].Id });
        await SaveAsync($"{Mark}-of-group", target with { Group = $"{Mark}-group" });
        await SaveAsync("shared", target with { Group = "shared" });
        await SaveAsync("own", target with { Queue = seen[0].Id });
        var schedule = new Schedule { Name = "Zephyr schedule", Cron = "0 8 1 1 *", Zone = "Europe/London", Role = "administrator", Addresses = ["zephyr@example.org"] };
        await SaveAsync($"{Mark}-schedule", schedule);
        await SaveAsync($"{Mark}-of-group", schedule with { Role = "two", Groups = [$"{Mark}-group"] });
        await SaveAsync($"{Mark}-rule", schedule with { Role = "two-admin", Queues = [hidden[0].Id] });
        await SaveAsync("own", schedule with { Name = "Own schedule", Role = "two", Addresses = ["own@example.org"] });
        await SaveAsync($"{Mark}-site", new Site { Name = "Zephyr site", Queues = [hidden[4].Id] });
        await SaveAsync($"{Mark}-of-group", new Site { Name = "Zephyr office", Group = $"{Mark}-group" });
        await SaveAsync("shared", new Site { Name = "Shared site", Queues = [seen[1].Id, hidden[5].Id] });
    }

    private async Task AlertsAsync(ImmutableArray<Domain.Targets.Queue> seen, ImmutableArray<Domain.Targets.Queue> hidden)
    {
        var rule = new AlertRule { Name = "Zephyr alert", Condition = AlertConditionKind.WaitingOver, Scope = new AlertScope { Queues = [hidden[0].Id] } };
        await SaveAsync($"{Mark}-alert", rule);
        await SaveAsync($"{Mark}-of-group", rule with { Name = "Zephyr group alert", Scope = new AlertScope { Group = $"{Mark}-group" } });
        await SaveAsync("shared", rule with { Name = "Shared alert", Scope = new AlertScope { Queues = [seen[0].Id, hidden[1].Id] } });
        await SaveAsync("own", rule with { Name = "Own alert", Scope = new AlertScope { Queues = [seen[0].Id] } });
        await SaveAsync("everybody", rule with { Name = "Alert on every queue", Scope = AlertScope.All });
        // each rings wherever anybody waits, or is on queue
        await SaveAsync("any", rule with { Name = "Any wait", Condition = AlertConditionKind.LongestWaitOver, Limit = 0, Scope = AlertScope.All });
    }

    private async Task BoardsAsync(ImmutableArray<Domain.Targets.Queue> seen, ImmutableArray<Domain.Targets.Queue> hidden)
    {
        var board = new BoardOptions { Title = "Zephyr board", Message = "Zephyr message", Queues = [hidden[0].Name, hidden[1].Id.Value] };
        await SaveAsync($"{Mark}-board", board);
        await SaveAsync($"{Mark}-of-group", new BoardOptions { Title = "Zephyr wall", Groups = ["Zephyr group"] });
        var shared = new BoardOptions { Title = "Shared board", Queues = [seen[0].Name, hidden[0].Name, hidden[2].Id.Value], Groups = ["own", $"{Mark}-group"] };
        await SaveAsync("shared", shared);
        await SaveAsync("vital", new BoardOptions { Title = "Board of all", Vital = [hidden[6].Name, hidden[7].Id.Value] });
        await SaveAsync("own", new BoardOptions { Title = "Own board", Queues = [seen[0].Id.Value], Groups = ["own"] });
    }

    private async Task<string> KeepAsync(Snapshot snapshot, Domain.Targets.Queue queue)
    {
        var request = new FigureRequest(new QueueMedia(queue.Id, MediaType.Voice), ExplainAddress.SoFar(snapshot));
        var figure = await Services.GetRequiredService<Explainer>().ReadAsync(request, Visibility.Everything, Cancellation);
        return (await Services.GetRequiredService<KeptFigures>().KeepAsync(figure!, Root, Cancellation)).Id!; // listed, and small
    }

    private async Task SaveAsync<T>(string key, T document)
        where T : class
    {
        var result = await Services.GetRequiredService<DocumentCache<T>>().SaveAsync(key, document, 0, Root, Cancellation);
        Assert.True(result.IsSaved, $"{typeof(T).Name} {key}: {result.Outcome} {string.Join(' ', result.Problems)}");
    }
}

/// <summary>What there is to be found.</summary>
/// <param name="Seen">The queues that may be seen.</param>
/// <param name="Hidden">All others.</param>
/// <param name="Snapshot">The figures, to take spans from.</param>
/// <param name="Kept">A kept figure of a queue that may be seen.</param>
/// <param name="HiddenKept">One of a hidden queue.</param>
internal sealed record Organisation(
    ImmutableArray<Domain.Targets.Queue> Seen, ImmutableArray<Domain.Targets.Queue> Hidden, Snapshot Snapshot, string Kept, string HiddenKept)
{
    /// <summary>All that must not be found.</summary>
    public ImmutableArray<string> Secrets => [CrawlHost.Mark, .. Hidden.SelectMany(static q => new[] { q.Name, q.Id.Value })];
}

using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Explain;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Somebody who may see two of twelve queues, on every page, file, stream and answer for programs.</summary>
public sealed class PartialViewTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_ForAPartOfTheQueues_IsAsIfThereWereNoOthers()
    {
        await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var seen = snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.Ordinal).Take(2).ToList();
        var hidden = snapshot.Listed.Values.Except(seen).ToList();
        var roles = host.Services.GetRequiredService<DocumentCache<Role>>();
        Assert.True((await roles.SaveAsync(
            "two", new Role { Rank = Rank.Supervisor, Queues = [.. seen.Select(q => q.Id)] }, 0, Actor.Person("root", "root"), Cancellation)).IsSaved);
        var groups = host.Services.GetRequiredService<DocumentCache<Group>>();
        Assert.True((await groups.SaveAsync(
            "mixed", new Group { Name = "Mixed", Queues = [hidden[0].Id, seen[0].Id] }, 0, Actor.Person("root", "root"), Cancellation)).IsSaved);
        var visitor = await host.SomebodyAsync("sue", "two");
        var leaks = new List<string>();

        foreach (var path in Addresses(snapshot, hidden[0], seen[0]))
        {
            var text = await TextAsync(visitor.Client, path);
            leaks.AddRange(hidden.Where(q => text.Contains(q.Name, StringComparison.Ordinal)).Select(q => $"{path} names {q.Name}"));
            if (!path.Contains(hidden[0].Id.Value, StringComparison.Ordinal))
            {
                leaks.AddRange(hidden.Where(q => text.Contains(q.Id.Value, StringComparison.Ordinal)).Select(q => $"{path} holds {q.Id}"));
            }
        }

        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Distinct()));
        var overview = await visitor.PageAsync("/");
        Assert.Contains("of the 2 queues you may see", overview, StringComparison.Ordinal);
        Assert.Contains(seen[0].Name, overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueueOutside_IsNotFoundLikeOneThatIsNotThere()
    {
        await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var (seen, hidden) = (snapshot.Queues[0], snapshot.Queues.First(q => q.Queue.Id != snapshot.Queues[0].Queue.Id));
        await host.Services.GetRequiredService<DocumentCache<Role>>().SaveAsync(
            "one", new Role { Queues = [seen.Queue.Id] }, 0, Actor.Person("root", "root"), Cancellation);
        var visitor = await host.SomebodyAsync("vic", "one");
        var day = ExplainAddress.SoFar(snapshot);

        async Task<(HttpStatusCode, string)> Outcome(string path, string id)
        {
            using var answer = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            return (
                answer.StatusCode,
                answer.StatusCode == HttpStatusCode.OK ? "" : (await answer.Content.ReadAsStringAsync(Cancellation)).Replace(id, "", StringComparison.Ordinal));
        }

        foreach (var address in new Func<QueueMedia, string>[]
        {
            k => FigureExport.Of(new(k, day), "csv"),
            k => $"/api/v1/queues/{k.Queue.Value}",
            k => $"/api/v1/report?queue={k.Queue.Value}&last=1h",
        })
        {
            var absent = new QueueMedia(new QueueId("00000000-0000-0000-0000-000000000000"), MediaType.Voice);
            var outside = await Outcome(address(hidden.Key), hidden.Queue.Id.Value);
            Assert.NotEqual(HttpStatusCode.OK, outside.Item1);
            Assert.Equal((await Outcome(address(absent), absent.Queue.Value)).Item1, outside.Item1);
            Assert.Equal(HttpStatusCode.OK, (await Outcome(address(seen.Key), "")).Item1);
        }

        Assert.DoesNotContain(hidden.Queue.Name, await visitor.PageAsync(QueueUrls.Of(hidden.Key)), StringComparison.Ordinal);
    }

    /// <summary>Every address that answers a supervisor, and the same with a hidden queue asked for.</summary>
    private IEnumerable<string> Addresses(Snapshot snapshot, Domain.Targets.Queue hidden, Domain.Targets.Queue seen)
    {
        var day = ExplainAddress.SoFar(snapshot);
        foreach (var pattern in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null).Select(e => e.RoutePattern.RawText!).Distinct()) // routed by it
        {
            if (EndpointTable.Rows.GetValueOrDefault(pattern) is > Rank.Nobody and < Rank.Administrator && !pattern.StartsWith("/_", StringComparison.Ordinal))
            {
                yield return EndpointTable.Sample(pattern);
            }
        }

        foreach (var key in new[] { new QueueMedia(hidden.Id, MediaType.Voice), new QueueMedia(seen.Id, MediaType.Voice) })
        {
            yield return QueueUrls.Of(key);
            yield return ExplainUrls.Of(key, day);
            yield return FigureExport.Of(new(key, day), "csv");
            yield return $"/history?queue={key.Queue.Value}&show=side";
            yield return $"/history/rows.csv?queue={key.Queue.Value}&show=side";
            yield return $"/api/v1/report?queue={key.Queue.Value}&last=1h";
        }

        yield return "/history/rows.csv?show=side";
        yield return "/api/v1/report?queue=all&last=1h";
    }

    private static async Task<string> TextAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
        }
        // of a stream the first event
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        using var reader = new StreamReader(stream);
        var text = new System.Text.StringBuilder();
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
        {
            text.AppendLine(line);
        }
        return text.ToString();
    }
}

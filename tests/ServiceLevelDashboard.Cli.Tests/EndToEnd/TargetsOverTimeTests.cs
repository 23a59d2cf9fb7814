using ServiceLevelDashboard.Web.Tests.Hosting;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>
/// Targets that change, over real HTTP: shell, API, history page and sheet say the same of every day. Five days of two queues. The target of "Moved" in
/// Genesys Cloud was first seen at noon of the second day with 60 s and at 08:00 of the fourth with 20 s; that of "Set" was 20 s, and 90 % in 60 s are set
/// here from yesterday on.
/// </summary>
public sealed partial class TargetsOverTimeTests(TargetsOverTimeTests.Fixture days) : IClassFixture<TargetsOverTimeTests.Fixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_OverriddenHere_AreWhatGenesysSaysInShellAndApi()
    {
        var answer = await TextAsync("/api/v1/queues");

        Assert.Equal((await ShellAsync("queues", "--format", "json")).Out, answer);
        Assert.All(JsonNode.Parse(answer)!.AsArray(), queue => Assert.Equal(20, (int)queue!["targets"]!["voice"]!["thresholdSeconds"]!));
    }

    [Theory]
    [InlineData("Set", 0, 2, "1 of 2")] // 10 s and 30 s at 20 s, whatever is set from yesterday on
    [InlineData("Moved", 0, 1, "1 of 2")] // 10 s and 90 s before anybody asked: 60 s are assumed
    [InlineData("Moved", 0, 5, "5 of 8")]
    [InlineData("Moved", 1, 2, "2 of 2")]
    [InlineData("Moved", 3, 4, "1 of 2")] // 30 s at 06:00, when 60 s held, and 30 s at 09:00, when 20 s did
    [InlineData("Moved", 4, 5, "1 of 2")]
    public async Task Level_OfDays_IsTheSameWhoeverIsAsked(string queue, int from, int to, string level)
    {
        var (first, end) = (days.Day(from), days.Day(to));
        var report = await ShellAsync("report", "--queue", queue, "--from", first, "--to", end, "--format", "json");
        Assert.Equal(report.Out, await TextAsync($"/api/v1/report?queue={queue}&from={first}&to={end}"));
        Assert.Equal(level, Level(JsonNode.Parse(report.Out)!["totals"]!));

        foreach (var by in to - from == 1 ? new[] { "day", "hour", "interval", "week", "month" } : ["day", "week", "month"])
        {
            Assert.Equal(level, Sum(await RowsAsync($"/history/rows.csv?from={first}&to={days.Day(to - 1)}&queue={days.IdOf(queue)}&by={by}&show=side")));
        }

        var rows = await RowsAsync($"/explain/rows.csv?queue={days.IdOf(queue)}&media=voice&from={first}T00:00:00Z&to={end}T00:00:00Z");
        Assert.Equal(level, Sum(rows));
    }

    [Fact]
    public async Task Rows_OfADayWithinWhichTheTargetChanged_NameTheirOwnThreshold()
    {
        var rows = await RowsAsync($"/explain/rows.csv?queue={days.IdOf("Moved")}&media=voice&from={days.Day(3)}T00:00:00Z&to={days.Day(4)}T00:00:00Z");

        Assert.Equal(["60", "20"], rows.Select(r => r["thresholdSeconds"]));
    }

    [Fact]
    public async Task Report_OfDaysBeforeTheTargetWasSeen_SaysThatItIsAssumed()
    {
        var before = JsonNode.Parse(
            (await ShellAsync("report", "--queue", "Moved", "--from", days.Day(0), "--to", days.Day(5), "--format", "json")).Out)!["queues"]![0]!;
        Assert.Equal($"{days.Day(1)}T12:00:00Z", (string?)before["targetAssumedUntil"]);
        Assert.Equal([60, 20], before["targets"]!.AsArray().Select(t => (int)t!["thresholdSeconds"]!));

        var known = JsonNode.Parse(
            (await ShellAsync("report", "--queue", "Moved", "--from", days.Day(3), "--to", days.Day(5), "--format", "json")).Out)!["queues"]![0]!;
        Assert.Null(known["targetAssumedUntil"]);
        Assert.Contains(
            "assumed before", (await ShellAsync("report", "--queue", "Moved", "--from", days.Day(0), "--to", days.Day(5))).Out, StringComparison.Ordinal);
    }

    private static string Level(JsonNode figures) => $"{figures["numerator"]} of {figures["denominator"]}";

    private static string Sum(IReadOnlyList<IDictionary<string, string>> rows) =>
        $"{Sum(rows, "numeratorLeast")} of {Sum(rows, "denominatorMost")}";

    private static long Sum(IReadOnlyList<IDictionary<string, string>> rows, string column) =>
        rows.Sum(row => long.Parse(row[column], CultureInfo.InvariantCulture));

    private Task<ShellRun> ShellAsync(params string[] arguments) => ShellRun.OfAsync(days.Variables, arguments);

    private async Task<string> TextAsync(string path)
    {
        using var answer = await days.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    private async Task<IReadOnlyList<IDictionary<string, string>>> RowsAsync(string path)
    {
        var lines = (await TextAsync(path)).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var headings = Fields(lines[0]);
        return [.. lines.Skip(1).Select(line => headings.Zip(Fields(line)).ToDictionary(f => f.First, f => f.Second))];
    }

    private static string[] Fields(string line) => [.. Field().Matches(line).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("(?:^|,)(\"[^\"]*\"|[^,]*)")]
    private static partial Regex Field();

    /// <summary>A dashboard with that past, and the shell beside it on the same archive.</summary>
    public sealed class Fixture : WebApplicationFactory<DataOrigin>, IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-targets-");
        private readonly DateOnly _first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-8);
        private ImmutableDictionary<string, string> _ids = ImmutableDictionary<string, string>.Empty;
        private SimulatorServer? _centre;

        internal IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>
        {
            ["GENESYS_CLIENT_ID"] = _centre!.ClientId, // started before anything is asked
            ["GENESYS_CLIENT_SECRET"] = _centre.ClientSecret,
            ["GENESYS_URL"] = _centre.Address.ToString(),
            ["Security:SignIn"] = "Never",
            ["Site:TimeZone"] = "UTC",
            ["ServiceLevel:Definition"] = "abandons-negative",
            ["Storage:DataFolder"] = _folder.FullName,
        };

        /// <summary>The days by number, from 0 on.</summary>
        public string Day(int number) => _first.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public string IdOf(string queue) => _ids[queue];

        public async ValueTask InitializeAsync()
        {
            var contacts = Path.Combine(_folder.FullName, "contacts.csv");
            await File.WriteAllLinesAsync(contacts, ["queue,offered_at,outcome,wait_seconds,handle_seconds", .. Contacts()]);
            _centre = await SimulatorServer.StartAsync(
                new SimulatorOptions { ReplayFile = contacts, TimeZone = "UTC" }, TimeProvider.System, CancellationToken.None);
            await PrepareAsync();
            Assert.Equal(
                0, (await ShellRun.OfAsync(Variables, TimeProvider.System, CancellationToken.None, "backfill", "--from", Day(0), "--to", Day(5))).ExitCode);
            StartServer();
            await Services.GetRequiredService<ISnapshots>().UntilAsync(static snapshot => snapshot.Listed.Count == 2);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (_centre is not null)
            {
                await _centre.DisposeAsync();
            }
            _folder.Remove();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.UseContentRoot(ApiDashboard.RepositoryRoot());
            builder.ConfigureLogging(static logging => logging.ClearProviders());
            foreach (var (key, value) in Variables)
            {
                builder.UseSetting(key, value);
            }
            builder.UseSetting("History:BackfillDays", "0");
        }

        private IEnumerable<string> Contacts() =>
            from contact in new[]
            {
                ("Set", 0, "10:00:00", 10), ("Set", 1, "10:00:00", 30),
                ("Moved", 0, "10:00:00", 10), ("Moved", 0, "10:20:00", 90), ("Moved", 1, "10:00:00", 30), ("Moved", 1, "14:00:00", 30),
                ("Moved", 3, "06:00:00", 30), ("Moved", 3, "09:00:00", 30), ("Moved", 4, "10:00:00", 10), ("Moved", 4, "11:00:00", 30),
            }
            select FormattableString.Invariant($"{contact.Item1},{Day(contact.Item2)}T{contact.Item3},answered,{contact.Item4},60");

        private async Task PrepareAsync()
        {
            var shell = new Shell(
                new Terminal(Stream.Null, TextWriter.Null, IsErrorTerminal: false),
                new ConfigurationBuilder().AddInMemoryCollection(Variables).Build(),
                TimeProvider.System);
            using var centre = shell.Connect(null);
            var listed = await centre.GetQueuesAsync(CancellationToken.None);
            _ids = listed.ToImmutableDictionary(q => q.Name, q => q.Id.Value);
            await using var services = ArchiveAccess.Services(shell, null, null);
            var queues = services.GetRequiredService<IQueueHistory>();
            await queues.RecordAsync([.. listed.Select(q => q.Name == "Moved" ? q with { Targets = Voice(60) } : q)], At(1, 12), CancellationToken.None);
            await queues.RecordAsync(listed, At(3, 8), CancellationToken.None);
            var set = new TargetOverride
            {
                Queue = new QueueId(_ids["Set"]),
                Media = MediaType.Voice,
                Ratio = 0.9m,
                ThresholdSeconds = 60,
                From = _first.AddDays(7),
            };
            await services.GetRequiredService<IDocumentStore>()
                .WriteAllAsync(
                    TargetRules.Kind.Name,
                    [new DocumentWrite("set", JsonSerializer.Serialize(set, TargetRules.Kind.Json), 0)],
                    new Change(At(5, 0), Actor.Program),
                    CancellationToken.None);
        }

        private DateTimeOffset At(int day, int hour) => new(_first.AddDays(day).ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

        private static ImmutableDictionary<MediaType, ServiceLevelTarget> Voice(int seconds) =>
            ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(seconds)));
    }
}

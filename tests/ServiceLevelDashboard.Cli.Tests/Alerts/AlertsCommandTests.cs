using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Alerts;

/// <summary>Alerts and their rules by the shell, on an archive of its own.</summary>
public sealed class AlertsCommandTests : IDisposable
{
    private const string Two =
        """
        alerts:
          level:
            name: "Last 30 minutes below target"
            condition: LevelBelowTarget
            severity: Critical
            routes:
            - route: office
              afterMinutes: 0
              mode: Each
              repeatMinutes: 30
              digestMinutes: 60
          waits:
            name: "Waits"
            condition: LongestWaitOver
            limit: 90

        """;

    private static readonly DateTimeOffset Now = new(2026, 9, 3, 10, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-alerts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Import_ThenExport_GivesTheFileBackAndWritesOnlyWhatDiffers()
    {
        Assert.Equal(2, (await RunAsync("alerts", "export")).ExitCode); // no archive yet
        Assert.Contains("2 rules and no mistake.", (await RunAsync("alerts", "validate", Write(Two))).Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", (await RunAsync("alerts", "import", Write(Two), "--dry-run")).Error, StringComparison.Ordinal);

        var first = await RunAsync("alerts", "import", Write(Two));
        var second = await RunAsync("alerts", "import", Write(Two));
        var export = await RunAsync("alerts", "export");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, export.ExitCode));
        Assert.Contains("2 rules written.", first.Error, StringComparison.Ordinal);
        Assert.Contains("already as in the file", second.Error, StringComparison.Ordinal);
        Assert.Equal(Two.ReplaceLineEndings("\n").Replace("\"Waits\"", "Waits", StringComparison.Ordinal), export.Out);
    }

    [Fact]
    public async Task Validate_Mistakes_NamesEachByItsLine()
    {
        var file = Write(
            """
            alerts:
              good: { name: Good, condition: Burn }
              Bad: { name: Bad, condition: Burn }
              worse:
                name: Worse
                condition: Burnt
                limits: 3
              worst:
                name: Worst
                condition: WaitingOver
                windowMinutes: 30
                enabled: perhaps
              none:
                name: None
            """);

        var run = await RunAsync("alerts", "validate", file);

        Assert.Equal(8, run.ExitCode);
        Assert.Equal(
            [
                $"{file}:3: The key \"Bad\" may have small letters a to z, digits and hyphens only, 1 to 64 of them.",
                $"{file}:6: \"condition\" must be one of: Burn, ",
                $"{file}:7: Unknown field \"limits\". Did you mean \"limit\"?",
                $"{file}:12: \"enabled\" must be true or false.",
                $"{file}:13: \"none\" has no condition.",
                "5 mistakes: nothing of this file can be imported.",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
                static line => line.Contains("one of:", StringComparison.Ordinal) ? line[..(line.IndexOf("Burn, ", StringComparison.Ordinal) + 6)] : line));
    }

    [Fact]
    public async Task Validate_ValueOutOfRange_IsNamedByTheFieldsLine()
    {
        var file = Write("alerts:\n  waits:\n    name: Waits\n    condition: WaitingOver\n    windowMinutes: 30\n");

        Assert.Contains($"{file}:5: windowMinutes: ", (await RunAsync("alerts", "validate", file)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_KeptRuleAndFile_SayHowOftenTheyWouldHaveRung()
    {
        await FillAsync();
        await RunAsync("alerts", "import", Write(Two));

        var kept = await RunAsync("alerts", "replay", "level", "--days", "2", "--format", "json");
        var file = await RunAsync("alerts", "replay", Write(Two), "--days", "2");

        var ring = JsonDocument.Parse(kept.Out).RootElement[0].GetProperty("rings")[0];
        Assert.Equal((0, 0), (kept.ExitCode, file.ExitCode));
        Assert.Equal(("2026-09-02T09:15:00+00:00", true), (ring.GetProperty("firedAt").GetString(), ring.GetProperty("dayMissed").GetBoolean()));
        Assert.Contains(
            "Last 30 minutes below target (level), 2026-09-01 to 2026-09-02: would have rung once; 1 of 1 days on which it rang missed their target.", file.Out,
            StringComparison.Ordinal);
        Assert.Contains(
            "Waits (waits), 2026-09-01 to 2026-09-02: cannot be replayed, since what waited at each moment is not kept.", file.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("alerts", "replay", "nothing")).ExitCode);
        Assert.Equal(2, (await RunAsync("alerts", "replay", "level", "--days", "0")).ExitCode);
    }

    [Fact]
    public async Task ListAcknowledgeAndSilence_OneAlert_AreSeen()
    {
        await RunAsync("alerts", "import", Write(Two));
        var facts = new AlertFacts
        {
            Alert = "a1",
            Rule = "level",
            RuleName = "Level",
            Condition = AlertConditionKind.LevelBelowTarget,
            Severity = AlertSeverity.Critical,
            State = AlertState.Firing,
            Name = "Sales",
            Since = Now,
            FiredAt = Now.AddMinutes(-25),
            Zone = "UTC",
        };
        await using (var services = Services())
        {
            var json = JsonSerializer.Serialize(new { facts, changedAt = Now }, AlertNotice.Json.Options);
            Assert.True(await services.GetRequiredService<IAlertStore>().WriteAsync(
                [new AlertWrite(new StoredAlert("a1", "level", "q voice", AlertState.Firing, Now.AddMinutes(-30), Now.AddMinutes(-25), null, json, 0))], [],
                TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, (await RunAsync("alerts", "acknowledge", "a1", "--note", "on it")).ExitCode);
        Assert.Equal(8, (await RunAsync("alerts", "acknowledge", "a1")).ExitCode);
        Assert.Equal(2, (await RunAsync("alerts", "silence", "a1", "--for", "2h")).ExitCode); // without a reason
        Assert.Equal(0, (await RunAsync("alerts", "silence", "a1", "--for", "2h", "--why", "known")).ExitCode);
        var alert = JsonDocument.Parse((await RunAsync("alerts", "list", "--format", "json")).Out).RootElement[0];
        Assert.Equal(
            ("sld alerts acknowledge", "on it", "2026-09-03T12:00:00+00:00"),
            (alert.GetProperty("acknowledgedBy").GetString(), alert.GetProperty("note").GetString(), alert.GetProperty("silencedUntil").GetString()));
        var text = (await RunAsync("alerts", "list", "--last", "1d")).Out;
        Assert.Contains("a1     Critical  Level  Sales    Firing  2026-09-03 09:35       25", text, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("alerts", "silence", "a1", "--end")).ExitCode);
        Assert.Equal(8, (await RunAsync("alerts", "silence", "a1", "--end")).ExitCode);
        Assert.Equal(2, (await RunAsync("alerts", "acknowledge", "a2")).ExitCode);
    }

    [Theory]
    [InlineData("alerts", "--help", "replay")]
    [InlineData("alerts", "replay", "--help", "--days")]
    [InlineData("alerts", "silence", "--help", "--why")]
    public async Task Help_EachCommand_NamesWhatThereIs(params string[] words) =>
        Assert.Contains(words[^1], (await RunAsync(words[..^1])).Out, StringComparison.Ordinal);

    /// <summary>The second of two days goes badly from nine to ten.</summary>
    private async Task FillAsync()
    {
        await using var services = Services();
        var (key, day) = (new QueueMedia(new QueueId("q1"), MediaType.Voice), new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
        var queue = new Queue(
            key.Queue, "Sales", null,
            ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20))));
        await services.GetRequiredService<IQueueHistory>().RecordAsync([queue], day, TestContext.Current.CancellationToken);
        var range = new Interval(day, day.AddDays(2));
        await services.GetRequiredService<IDurableIntervalArchive>().MergeAsync(
            new Coverage(range, Granularity.QuarterHour, EdgeSet.None, [], Now),
            [
                .. from interval in Granularity.QuarterHour.Split(range)
                   where interval.Start.Hour is >= 8 and < 12
                   let late = interval.Start.Day == 2 && interval.Start.Hour == 9 ? 20 : 0
                   select new QueueInterval(key, interval, new ContactCounts
                   {
                       Offered = 20, AnswerWait = new DurationStatistics(20, 200_000, 30_000), OverSla = late,
                       Genesys = new GenesysServiceLevel(20 - late, 20, 0.8m),
                   }),
            ],
            TestContext.Current.CancellationToken);
    }

    private ServiceProvider Services() => ArchiveAccess.Services(
        new Shell(new Terminal(Stream.Null, TextWriter.Null, false), new ConfigurationBuilder().AddInMemoryCollection(Variables).Build(), new Clock()), null,
        null);

    private Dictionary<string, string?> Variables => new() { ["Storage:DataFolder"] = _folder.FullName, ["Site:TimeZone"] = "UTC" };

    private string Write(string yaml)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName() + ".yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    private Task<ShellRun> RunAsync(params string[] arguments) =>
        ShellRun.OfAsync(Variables, new Clock(), TestContext.Current.CancellationToken, arguments);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using System.Text.Json;
using CsCheck;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Archive;

/// <summary>Schedules from a file into an archive and back; listed; sent now.</summary>
public sealed class SchedulesCommandTests : IDisposable
{
    private const string Two =
        """
        schedules:
          morning:
            name: "Morning, all queues"
            media: voice
            cron: 0 8 * * 1-5
            zone: Europe/Berlin
            addresses:
              - anna@example.org
            role: viewer
            waitHours: 3
            formats:
              - Xlsx
              - Csv
          month:
            name: Month
            queues: ["42"]
            range: LastMonth
            compare: YearBefore
            cron: 30 9 1 * *
            zone: Europe/Berlin
            routes: [office, board]
            role: viewer
            language: de
            isEnabled: false
        """;

    private static readonly string[] Odd =
        ["true", "null", "~", "12", "-0.5", "1e3", "#x", "a: b", "- a", "\"", "'", "[", "{}", "&a", "*a", "!t", "%", "@", "ü\u4f60"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-schedules-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Import_ThenExport_IsTheSameFileAgain()
    {
        var file = Write(Two);
        Assert.Equal(2, (await RunAsync("schedules", "export")).ExitCode); // no archive yet

        var dry = await RunAsync("schedules", "import", file, "--dry-run");
        var first = await RunAsync("schedules", "import", file);
        var exported = await RunAsync("schedules", "export");
        var again = await RunAsync("schedules", "import", Write(exported.Out));

        Assert.Contains("Nothing was changed.", dry.Error, StringComparison.Ordinal);
        Assert.Contains("2 schedules written.", first.Error, StringComparison.Ordinal);
        Assert.Contains("already as in the file", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task Validate_Mistakes_AreNamedByTheirLine()
    {
        var file = Write(
            """
            schedules:
              a:
                name: A
                cron: every morning
                zone: Europe/Berlin
                role: viewer
                addresses: [nobody]
              b:
                nam: B
                cron: 0 8 * * *
                zone: Europe/Berlin
                role: viewer
            """);

        var run = await RunAsync("schedules", "validate", file);

        Assert.Equal(8, run.ExitCode);
        Assert.Contains($"{file}:4: cron: give five fields", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:7: addresses: one is no mail address", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:9: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 mistakes: nothing of this file can be imported.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Json_SaysTheNextTime()
    {
        await RunAsync("schedules", "import", Write(Two));

        var text = await RunAsync("schedules", "list");
        var json = JsonDocument.Parse((await RunAsync("schedules", "list", "--format", "json")).Out).RootElement;

        Assert.Contains("paused", text.Out, StringComparison.Ordinal);
        Assert.Contains("anna@example.org", text.Out, StringComparison.Ordinal);
        Assert.Equal(["month", "morning"], json.EnumerateArray().Select(s => s.GetProperty("key").GetString()));
        Assert.Equal(JsonValueKind.Null, json[0].GetProperty("next").ValueKind);
        Assert.True(json[1].GetProperty("next").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Equal("0 8 * * 1-5", json[1].GetProperty("schedule").GetProperty("cron").GetString());
    }

    [Fact]
    public async Task Run_Now_EntersAMessageForEachRecipient()
    {
        await RunAsync("schedules", "import", Write(Two));

        var unsaid = await RunAsync("schedules", "run", "month");
        var run = await RunAsync("schedules", "run", "MONTH", "--now");
        var none = await RunAsync("schedules", "run", "year", "--now");

        Assert.Equal((2, 0, 2), (unsaid.ExitCode, run.ExitCode, none.ExitCode));
        Assert.Contains("--now", unsaid.Error, StringComparison.Ordinal);
        Assert.Contains("Entered for 2 recipients.", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no schedule 'year'", none.Error, StringComparison.Ordinal);
    }

    /// <summary>Whatever a name looks like (a number, yes or no, a comment, a mapping), it is a text and stays what it was.</summary>
    [Fact]
    public void Yaml_AnyTexts_AreReadBack() =>
        Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 1, 30], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]))
            .Sample(text =>
            {
                var schedule = new Schedule
                {
                    Name = text.Trim().Length == 0 ? "x" : text.Trim(),
                    Cron = "0 8 * * *",
                    Zone = "Europe/Berlin",
                    Role = text,
                    Queues = [new QueueId(text)],
                    Addresses = ["anna@example.org"],
                };
                if (!ScheduleRules.Problems(schedule).IsEmpty || new TypedName("name", schedule.Name, ScheduleRules.MaximumNameLength).Problem is not null)
                {
                    return true; // refused for what it says, not for how it is written
                }

                var file = new DocumentYaml<Schedule>("schedules", ScheduleRules.Kind, ScheduleRules.Blank);
                var (read, problems) = file.Read(file.Write([KeyValuePair.Create("a", schedule)]));
                return problems.IsEmpty && Json(read["a"]) == Json(schedule);
            });

    private static string Json(Schedule schedule) => JsonSerializer.Serialize(schedule, ScheduleRules.Kind.Json);

    private string Write(string yaml)
    {
        var file = Path.Combine(_folder.FullName, "schedules.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    private Task<ShellRun> RunAsync(params string[] args) =>
        ShellRun.OfAsync([KeyValuePair.Create("Storage:DataFolder", (string?)_folder.FullName)], args);
}

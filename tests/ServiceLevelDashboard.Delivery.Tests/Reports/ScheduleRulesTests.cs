using System.Text.Json;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

public sealed class ScheduleRulesTests
{
    private static readonly Schedule Good = new()
    {
        Name = "Morning report",
        Cron = "0 8 * * *",
        Zone = "Europe/Berlin",
        Role = "viewer",
        Addresses = ["anna@example.org"],
    };

    public static TheoryData<string, ScheduleProblem> Wrong => new()
    {
        { "name", ScheduleProblem.Name }, { "cron", ScheduleProblem.Cron }, { "zone", ScheduleProblem.Zone }, { "nobody", ScheduleProblem.NoRecipient },
        { "address", ScheduleProblem.Address }, { "many", ScheduleProblem.TooManyAddresses }, { "role", ScheduleProblem.Role },
        { "wait", ScheduleProblem.Wait }, { "intervals", ScheduleProblem.IntervalsWithoutFile }, { "language", ScheduleProblem.Language },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Problems_OneMistake_IsNamedAlone(string what, ScheduleProblem problem)
    {
        var schedule = what switch
        {
            "name" => Good with { Name = " " },
            "cron" => Good with { Cron = "every morning" },
            "zone" => Good with { Zone = "Europe/Nowhere" },
            "nobody" => Good with { Addresses = [] },
            "address" => Good with { Addresses = ["anna@example.org\r\nBcc: x@example.org"] },
            "many" => Good with { Addresses = [.. Enumerable.Range(0, 21).Select(i => $"a{i}@example.org")] },
            "role" => Good with { Role = "" },
            "wait" => Good with { WaitHours = 73 },
            "intervals" => Good with { WithIntervals = true, Formats = [ReportFormat.Pdf] },
            _ => Good with { Language = "fr" },
        };

        Assert.Equal([problem], ScheduleRules.Problems(schedule));
        Assert.NotEmpty(ScheduleRules.Sentence(problem));
    }

    [Fact]
    public void Problems_OfAGoodOne_AreNone() => Assert.Empty(ScheduleRules.Problems(Good));

    [Fact]
    public void Kind_WrittenAndRead_IsTheSame()
    {
        var schedule = Good with
        {
            Queues = [new QueueId("q1")],
            Media = MediaType.Voice,
            Formula = ServiceLevelFormula.Offered,
            Range = ReportSpan.LastWeek,
            Compare = ReportComparison.YearBefore,
            Formats = [ReportFormat.Csv, ReportFormat.Pdf],
        };

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(schedule, ScheduleRules.Kind.Json), ScheduleRules.Kind.Json)!;

        Assert.Equal(JsonSerializer.Serialize(schedule, ScheduleRules.Kind.Json), JsonSerializer.Serialize(read, ScheduleRules.Kind.Json));
        Assert.Equal(schedule.Queues.AsEnumerable(), read.Queues);
    }
}

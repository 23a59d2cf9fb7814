using System.Globalization;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Tests;

public sealed class ReplayTests
{
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Fact]
    public async Task Replay_OwnDates_GivesTheFiguresOfTheFile()
    {
        var contacts = Read(Repository.Sample);
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { ReplayFile = Repository.Sample });
        var ids = await simulator.QueueIdsByNameAsync();
        var (from, to) = (At("2024-03-04T00:00:00"), At("2024-03-10T00:00:00"));
        var rows = await simulator.AggregateAsync(from, to, "PT15M", views: """
            [ { "target": "tAbandon", "name": "within20", "function": "rangeBound", "range": { "lt": 20001 } } ]
            """);

        Assert.Equal(contacts.Select(contact => contact.Queue).Distinct().Order(StringComparer.Ordinal), ids.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, id) in ids)
        {
            var own = contacts.Where(contact => contact.Queue == name).ToList();
            var answered = own.Where(contact => contact.Answered).ToList();
            var served = rows.Where(row => row.Queue == id).ToList();
            Assert.Equal(own.Count, served.Sum(row => row.Offered));
            Assert.Equal(answered.Count, served.Sum(row => row.Answered));
            Assert.Equal(own.Count - answered.Count, served.Sum(row => row.Abandoned));
            Assert.Equal(own.Count(contact => !contact.Answered && contact.Wait <= 5), served.Sum(row => row.Count("tShortAbandon")));
            Assert.Equal(own.Count(contact => !contact.Answered && contact.Wait <= 20), served.Sum(row => row.ViewCount("within20")));
            Assert.Equal(answered.Count(contact => contact.Wait > 20), served.Sum(row => row.Count("nOverSla")));
            Assert.Equal(answered.Count(contact => contact.Wait <= 20), served.Sum(row => row.Stat("oServiceLevel", "numerator")));
            Assert.Equal(answered.Sum(contact => contact.Handle) * 1000.0, served.Sum(row => row.Stat("tHandle", "sum")));
            Assert.Equal(own.Max(contact => contact.Wait) * 1000.0, served.Max(row => row.Stat("tWait", "max")));
        }
    }

    [Fact]
    public async Task Replay_HalfHours_HoldEachEventWhereItHappened()
    {
        var contacts = Read(Repository.Sample);
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { ReplayFile = Repository.Sample });
        var rows = await simulator.AggregateAsync(At("2024-03-05T00:00:00"), At("2024-03-06T00:00:00"), "PT30M");

        foreach (var bucket in rows.GroupBy(row => row.Start))
        {
            bool Inside(DateTime local) => At(local) >= bucket.Key && At(local) < bucket.Key.AddMinutes(30);
            Assert.Equal(contacts.Count(contact => Inside(contact.OfferedAt)), bucket.Sum(row => row.Offered));
            Assert.Equal(contacts.Count(contact => contact.Answered && Inside(contact.OfferedAt.AddSeconds(contact.Wait))), bucket.Sum(row => row.Answered));
            Assert.Equal(
                contacts.Count(contact => contact.Answered && Inside(contact.OfferedAt.AddSeconds(contact.Wait + contact.Handle))),
                bucket.Sum(row => row.Count("tHandle")));
        }

        Assert.True(rows.Select(row => row.Start).Distinct().Count() > 25);
    }

    [Fact]
    public async Task Replay_ShiftedToToday_ShowsTheWeekdayUpToNow()
    {
        // Wednesday 2026-09-02 takes the place of Wednesday 2024-03-06; there it is 11:40 by the clock too.
        var contacts = Read(Repository.Sample).Where(contact => contact.OfferedAt.Date == new DateTime(2024, 3, 6)).ToList();
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { ReplayFile = Repository.Sample, ShiftToToday = true });
        var midnight = new DateTimeOffset(2026, 9, 1, 23, 0, 0, TimeSpan.Zero);

        var today = await simulator.AggregateAsync(midnight, midnight.AddDays(1));
        var yesterday = await simulator.AggregateAsync(midnight.AddDays(-1), midnight);
        var tomorrow = await simulator.AggregateAsync(midnight.AddDays(1), midnight.AddDays(2));

        Assert.Equal(contacts.Count(contact => contact.OfferedAt.TimeOfDay <= new TimeSpan(11, 40, 0)), today.Sum(row => row.Offered));
        Assert.True(yesterday.Sum(row => row.Offered) > today.Sum(row => row.Offered));
        Assert.Empty(tomorrow);
    }

    [Fact]
    public async Task Replay_ChosenDay_IsToday()
    {
        var options = new SimulatorOptions { ReplayFile = Repository.Sample, ShiftToToday = true, ReplayDay = new DateOnly(2024, 3, 8) };
        await using var simulator = await TestSimulator.StartAsync(options);
        var midnight = new DateTimeOffset(2026, 9, 1, 23, 0, 0, TimeSpan.Zero);

        var rows = await simulator.AggregateAsync(midnight.AddDays(-4), midnight);

        Assert.Equal(Read(Repository.Sample).Count(contact => contact.OfferedAt < new DateTime(2024, 3, 8)), rows.Sum(row => row.Offered));
    }

    [Fact]
    public async Task Replay_OtherTarget_DecidesWhatIsOverIt()
    {
        var options = new SimulatorOptions { ReplayFile = Repository.Sample, ReplayTarget = new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(60)) };
        await using var simulator = await TestSimulator.StartAsync(options);
        var rows = await simulator.AggregateAsync(At("2024-03-04T00:00:00"), At("2024-03-10T00:00:00"), "P7D");

        Assert.Equal(Read(Repository.Sample).Count(contact => contact.Answered && contact.Wait > 60), rows.Sum(row => row.Count("nOverSla")));
        Assert.All(rows, row => Assert.Equal(0.9, row.Stat("oServiceLevel", "target")));
    }

    [Theory]
    [InlineData("queue,offered_at,outcome,wait_seconds\nPS,2024-03-04T07:00:00,answered,1\n", "handle_seconds")]
    [InlineData("queue,offered_at,outcome,wait_seconds,handle_seconds\nPS,2024-03-04T07:00:00,answered,1,2\nPS,noon,answered,1,2\n", "row 3")]
    [InlineData("queue,offered_at,outcome,wait_seconds,handle_seconds\nPS,2024-03-04T07:00:00,lost,1,2\n", "row 2")]
    [InlineData("queue,offered_at,outcome,wait_seconds,handle_seconds\nPS,2024-03-04T07:00:00,answered,-1,2\n", "row 2")]
    [InlineData("queue,offered_at,outcome,wait_seconds,handle_seconds\nPS,2024-03-04T07:00:00\n", "row 2")]
    public async Task Replay_BrokenFile_SaysWhere(string text, string named)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            var broken = await Assert.ThrowsAsync<InvalidDataException>(() => TestSimulator.StartAsync(new SimulatorOptions { ReplayFile = file }));
            Assert.Contains(named, broken.Message, StringComparison.Ordinal);
            Assert.Contains(file, broken.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Sample_MadeAgain_IsTheCommittedFile()
    {
        var made = await NodeScript.RunAsync("tests/data/make-contacts-sample.mjs");

        Assert.SkipWhen(made is null, "needs node");
        Assert.Equal(await File.ReadAllTextAsync(Repository.Sample, TestContext.Current.CancellationToken), made);
    }

    /// <summary>The published figures of one real month, which does not belong to the repository.</summary>
    [Fact]
    public async Task Replay_RealMonth_GivesItsReferenceFigures()
    {
        var file = Environment.GetEnvironmentVariable("SLD_CONTACTS_CSV");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "needs SLD_CONTACTS_CSV");
        await using var simulator = await TestSimulator.StartAsync(new SimulatorOptions { ReplayFile = file, TimeZone = "Asia/Jerusalem" });
        var offset = TimeSpan.FromHours(2);
        var rows = await simulator.AggregateAsync(
            new DateTimeOffset(1999, 2, 1, 0, 0, 0, offset), new DateTimeOffset(1999, 3, 1, 0, 0, 0, offset), "PT30M", views: """
            [ { "target": "tAbandon", "name": "within20", "function": "rangeBound", "range": { "lt": 20001 } } ]
            """);

        var (answered, abandoned) = (rows.Sum(row => row.Answered), rows.Sum(row => row.Abandoned));
        var within = answered - rows.Sum(row => row.Count("nOverSla"));
        var quick = rows.Sum(row => row.ViewCount("within20"));
        Assert.Equal(31_125, rows.Sum(row => row.Offered));
        Assert.Equal(0.5968m, Ratio(within, answered));
        Assert.Equal(0.5208m, Ratio(within, answered + abandoned));
        Assert.Equal(0.5254m, Ratio(within, answered + abandoned - rows.Sum(row => row.Count("tShortAbandon"))));
        Assert.Equal(0.5427m, Ratio(within, answered + abandoned - quick));
        Assert.Equal(0.5612m, Ratio(within + quick, answered + abandoned));
    }

    private static decimal Ratio(int numerator, int denominator) => Math.Round((decimal)numerator / denominator, 4);

    private static DateTimeOffset At(string local) => At(DateTime.Parse(local, CultureInfo.InvariantCulture));

    private static DateTimeOffset At(DateTime local) => new(local, _london.GetUtcOffset(local));

    private static List<Row> Read(string file) =>
    [
        .. File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(fields => new Row(
            fields[0],
            DateTime.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[2] == "answered",
            int.Parse(fields[3], CultureInfo.InvariantCulture),
            int.Parse(fields[4], CultureInfo.InvariantCulture))),
    ];

    private sealed record Row(string Queue, DateTime OfferedAt, bool Answered, int Wait, int Handle);
}

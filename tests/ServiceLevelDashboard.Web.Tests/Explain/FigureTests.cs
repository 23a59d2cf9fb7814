using System.Globalization;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class FigureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_QueueOutside_IsNone()
    {
        var explainer = ExplainSamples.Explainer(ExplainSamples.Archive());
        var asked = ExplainSamples.Request;

        Assert.Null(await explainer.ReadAsync(asked, Visibility.Nothing, Cancellation));
        Assert.Null(await explainer.ReadAsync(asked, Visibility.Of(["other"], [], [new QueueId("other")]), Cancellation));
        Assert.NotNull(await explainer.ReadAsync(asked, Visibility.Of([], [], [asked.Key.Queue]), Cancellation));
    }

    [Fact]
    public async Task Read_Rows_AddUpToTheLevel()
    {
        var figure = await ExplainSamples.ReadAsync(ExplainSamples.Archive());

        Assert.Equal(new ServiceLevel(61, 76), figure.Level.Exact);
        Assert.Equal(3, figure.Rows.Length);
        Assert.True(figure.Genesys.Agrees);
        Assert.Empty(figure.Unsettled);
        Assert.Empty(figure.Missing);
    }

    [Fact]
    public async Task Read_OneNumeratorOffByOne_NamesTheInterval()
    {
        var archive = ExplainSamples.Archive();
        var row = archive.Rows[1];
        archive.Rows = archive.Rows.SetItem(1, row with { Counts = row.Counts with { Genesys = new GenesysServiceLevel(18, 21, 0.8m) } });

        var comparison = (await ExplainSamples.ReadAsync(archive)).Genesys;

        Assert.Equal([row.Interval], comparison.Differing);
        Assert.Equal(1, comparison.Theirs.Numerator - comparison.Ours.Numerator);
    }

    [Fact]
    public async Task Read_FetchedForAnotherQueue_IsMissingForThisOne()
    {
        var archive = ExplainSamples.Archive();
        archive.Covered =
        [
            ExplainSamples.Fetched(new Interval(ExplainSamples.Eight, ExplainSamples.Eight.AddHours(1)), ExplainSamples.NextMorning),
            ExplainSamples.Fetched(
                new Interval(ExplainSamples.Eight.AddHours(1), ExplainSamples.Range.End), ExplainSamples.NextMorning, new QueueId("another")),
        ];

        var figure = await ExplainSamples.ReadAsync(archive);

        Assert.Equal([new Interval(ExplainSamples.Eight.AddHours(1), ExplainSamples.Range.End)], figure.Missing);
    }

    [Fact]
    public async Task Read_FetchedBeforeItSettled_MarksWhatMayMove()
    {
        var archive = ExplainSamples.Archive();
        archive.Covered = [ExplainSamples.Fetched(ExplainSamples.Range, ExplainSamples.Eight.AddHours(3).AddMinutes(15))];

        var figure = await ExplainSamples.ReadAsync(archive);

        Assert.Equal([false, true, true], figure.Rows.Select(r => r.MayMove));
        Assert.Equal([new Interval(ExplainSamples.Eight.AddMinutes(15), ExplainSamples.Range.End)], figure.Unsettled);
    }

    [Fact]
    public async Task Read_FetchedAfterItsEndButBeforeItSettled_MayMove()
    {
        var archive = ExplainSamples.Archive();
        archive.Covered = [ExplainSamples.Fetched(ExplainSamples.Range, ExplainSamples.Range.End.AddHours(1))];

        var figure = await ExplainSamples.ReadAsync(archive);

        Assert.Equal([new Interval(ExplainSamples.Range.End.AddHours(-2), ExplainSamples.Range.End)], figure.Unsettled);
        Assert.DoesNotContain(figure.Rows, r => r.MayMove);
    }

    [Fact]
    public async Task Compare_CountAlteredThatTheLevelDoesNotTake_IsToldAllTheSame()
    {
        var archive = ExplainSamples.Archive();
        var before = await ExplainSamples.ReadAsync(archive);
        var row = archive.Rows[0];
        archive.Rows = archive.Rows.SetItem(0, row with { Counts = row.Counts with { OverSla = 9 } });

        var comparison = FigureComparison.Of(before, await ExplainSamples.ReadAsync(archive));

        Assert.Equal(comparison.Before, comparison.Now);
        Assert.Single(comparison.Changes);
    }

    [Fact]
    public async Task Frozen_ReadBack_IsTheSameFigureUnderTheSameAddress()
    {
        var figure = await ExplainSamples.ReadAsync(ExplainSamples.Archive());
        var text = FrozenFigure.Write(figure);

        var back = FrozenFigure.Read(text);

        Assert.Equal(text, FrozenFigure.Write(back));
        Assert.Equal(figure.Level, back.Level);
        Assert.Equal(figure.Target, back.Target);
        Assert.Equal(figure.Rows.Select(r => r.Interval), back.Rows.Select(r => r.Interval));
        Assert.Matches("^[0-9a-f]{24}$", FrozenFigure.IdOf(text));
    }

    [Fact]
    public async Task Keep_Twice_IsOneDocument()
    {
        var archive = ExplainSamples.Archive();
        var kept = ExplainSamples.Kept(archive);
        var figure = await ExplainSamples.ReadAsync(archive);

        var first = await kept.KeepAsync(figure, Actor.Person("Ann", "Ann"), Cancellation);
        var again = await kept.KeepAsync(figure, Actor.Person("Ann", "Ann"), Cancellation);

        Assert.NotNull(first.Id);
        Assert.Equal(first, again);
        Assert.Equal(ExplainSamples.NextMorning, (await kept.ReadAsync(first.Id, Cancellation))!.KeptAt); // just kept
    }

    [Fact]
    public async Task Keep_TooLarge_SaysHowLargeAndKeepsNothing()
    {
        var archive = ExplainSamples.Archive();
        var kept = ExplainSamples.Kept(archive);
        var figure = await ExplainSamples.ReadAsync(archive);

        var result = await kept.KeepAsync(figure with { QueueName = new string('x', FrozenFigure.MaximumBytes) }, Actor.Person("Ann", "Ann"), Cancellation);

        Assert.Null(result.Id);
        Assert.True(result.Bytes > FrozenFigure.MaximumBytes);
    }

    [Fact]
    public async Task Keep_AMonthOfQuarterHoursAtTwentyEdges_Fits()
    {
        var edges = EdgeSet.Of(
            Enumerable.Range(1, 12).Select(i => TimeSpan.FromSeconds(10 * i)), Enumerable.Range(1, 8).Select(i => TimeSpan.FromSeconds(10 * i)));
        var archive = ExplainSamples.Archive();
        var month = new Interval(ExplainSamples.Eight, ExplainSamples.Eight.AddDays(31));
        archive.Covered = [ExplainSamples.Fetched(month, month.End.AddDays(1))];
        archive.Rows =
        [
            .. Enumerable.Range(0, 31 * 96).Select(i => ExplainSamples.Row(i, 140, 20, 10)).Select(r => r with
            {
                Counts = r.Counts with { Bands = new Bands(edges, [.. Enumerable.Repeat(120, 12)], [.. Enumerable.Repeat(10, 8)]) },
            }),
        ];

        var result = await ExplainSamples.Kept(archive).KeepAsync(
            await ExplainSamples.ReadAsync(archive, ExplainSamples.Request with { Range = month }), Actor.Person("Ann", "Ann"), Cancellation);

        Assert.True(result.Id is not null, $"{result.Bytes} bytes are too many.");
    }

    [Fact]
    public async Task Kept_Altered_IsRefused()
    {
        var archive = ExplainSamples.Archive();
        var kept = ExplainSamples.Kept(archive);
        var id = (await kept.KeepAsync(await ExplainSamples.ReadAsync(archive), Actor.Person("Ann", "Ann"), Cancellation)).Id!; // not too large
        archive.Tamper("frozen", id, json => json.Replace("\"late\":8", "\"late\":0", StringComparison.Ordinal));

        await Assert.ThrowsAsync<InvalidDataException>(() => kept.ReadAsync(id, Cancellation));
    }

    [Fact]
    public async Task Compare_RowsAddedRemovedAltered_TellsEachWithOldAndNew()
    {
        var archive = ExplainSamples.Archive();
        var before = await ExplainSamples.ReadAsync(archive);
        archive.Rows = [ExplainSamples.Row(0, 41, 8, 2), ExplainSamples.Row(2, 12, 0, 1), ExplainSamples.Row(5, 9, 9, 0)];

        var comparison = FigureComparison.Of(before, await ExplainSamples.ReadAsync(archive));

        Assert.Equal(new ServiceLevel(61, 76), comparison.Before.Exact);
        Assert.Equal(new ServiceLevel(45, 65), comparison.Now.Exact);
        Assert.Collection(
            comparison.Changes,
            altered => Assert.Equal((40, 41), (altered.Before!.Counts.Answered, altered.Now!.Counts.Answered)),
            removed => Assert.Null(removed.Now),
            added => Assert.Null(added.Before));
    }

    [Fact]
    public async Task Csv_NameThatASpreadsheetWouldCalculate_IsText()
    {
        var figure = await ExplainSamples.ReadAsync(ExplainSamples.Archive());
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        ExportFile.WriteCsv(text, FigureExport.Table(figure with { QueueName = "=HYPERLINK(\"evil\")" }, TimeZoneInfo.Utc));

        Assert.Contains("'=HYPERLINK", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(null, "voice", "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", null, null)]
    [InlineData("q", "voice", "2026-03-03T09:00:00Z", "2026-03-03T08:00:00Z", null, null)]
    [InlineData("q", "voice", "0001-01-01T00:00:00Z", "0001-01-01T08:00:00Z", null, null)]
    [InlineData("q", "voice", "yesterday", "2026-03-03T08:00:00Z", null, null)]
    [InlineData("q", "voice", "2020-03-03T08:00:00Z", "2026-03-03T08:00:00Z", null, null)]
    [InlineData("q", "voice", "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", "mean", null)]
    [InlineData("q", "voice", "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z", null, "-5")]
    public void Address_ThatMakesNoSense_NamesNoFigure(string? queue, string? media, string? from, string? to, string? definition, string? threshold) =>
        Assert.Null(ExplainAddress.Read(queue, media, from, to, definition, threshold, (_, _) => ServiceLevelDefinition.Default));

    [Fact]
    public void Address_WrittenAndRead_IsTheSame()
    {
        var address = ExplainUrls.Of(QueueSamples.Billing, ExplainSamples.Range);

        Assert.Equal("explain?queue=q-billing&media=voice&from=2026-03-03T08%3A00%3A00Z&to=2026-03-03T17%3A30%3A00Z", address);
        Assert.Equal(
            ExplainSamples.Request,
            ExplainAddress.Read("q-billing", "voice", "2026-03-03T08:00:00Z", "2026-03-03T17:30:00Z", null, null, (_, _) => ServiceLevelDefinition.Default));
    }
}

using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>Files of days: another program reads in them what the shell's report says, and a second run writes what has changed alone.</summary>
[Collection(nameof(FlatRows))]
[Trait("Length", "Long")]
public sealed class ExportTests(KeptDashboard dashboard)
{
    private const string First = "2025-03-04", Second = "2025-03-05", After = "2025-03-06";

    [Theory]
    [InlineData("P1D", "parquet")]
    [InlineData("PT15M", "parquet")]
    [InlineData("PT15M", "csv")]
    public async Task Export_ReadByAnotherProgram_AddsUpToTheReport(string granularity, string format)
    {
        using var folder = new Folder();
        var run = await ExportAsync(folder.Path, "--granularity", granularity, "--format", format);
        Assert.Equal((ExitCode.Ok, ""), (run.ExitCode, run.Out));

        string[] counts = ["offered", "answered", "answeredWithinThreshold", "abandoned", "flowOut", "numerator", "denominator"];
        var sums = string.Join(", ", counts.Select(static count => $"coalesce(sum({count}), 0)::bigint"));
        var read = await QueryAsync(
            $"SELECT queueId, mediaType, {sums} FROM '{folder.Path}/*.{format}' GROUP BY ALL ORDER BY queueId, mediaType");

        var report = await ReportAsync();
        var expected = report["queues"]!.AsArray()
            .OrderBy(static q => (string?)q!["id"], StringComparer.Ordinal).ThenBy(static q => (string?)q!["mediaType"], StringComparer.Ordinal)
            .Select(q => (object[])[q!["id"]!.ToString(), q["mediaType"]!.ToString(), .. counts.Select(count => (object)((long?)q[count] ?? 0))]);
        Assert.Equal(expected, read);
        var types = Assert.Single(await QueryAsync(
            $"""SELECT typeof(min("start")), typeof(min("end")), epoch_us(min("start")), bool_and(final) FROM '{folder.Path}/*.{format}'"""));
        var start = new DateTimeOffset(2025, 3, 4, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000;
        const string type = "TIMESTAMP WITH TIME ZONE";
        Assert.Equal([type, type, start, true], types);
        Assert.Empty(await QueryAsync($"SELECT column_name FROM (DESCRIBE SELECT * FROM '{folder.Path}/*.{format}') WHERE column_name ILIKE 'serviceLevel%'"));
    }

    [Fact]
    public async Task Export_Again_WritesWhatIsMissingOrHasChangedAlone()
    {
        using var folder = new Folder();
        string Of(string day) => Path.Combine(folder.Path, day + ".parquet");
        await ExportAsync(folder.Path);
        var (first, second) = (await File.ReadAllBytesAsync(Of(First), Cancellation), await File.ReadAllBytesAsync(Of(Second), Cancellation));

        // killed amid the second day: what was written of it is under another name
        File.Delete(Of(Second));
        await File.WriteAllTextAsync(Of(Second) + ".partial", "half", Cancellation);
        await File.WriteAllTextAsync(Of(First), "left as it is", Cancellation);
        var again = await ExportAsync(folder.Path);

        Assert.Contains("Days exported before, final and unchanged: 1.", again.Error, StringComparison.Ordinal);
        Assert.Equal("left as it is", await File.ReadAllTextAsync(Of(First), Cancellation));
        Assert.Equal(second, await File.ReadAllBytesAsync(Of(Second), Cancellation));
        var files = Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["2025-03-04.parquet", "2025-03-05.parquet", "export.json"], files);

        await dashboard.CorrectAsync(new DateOnly(2025, 3, 4));
        var corrected = await ExportAsync(folder.Path);

        Assert.Contains("2025-03-04.parquet: ", corrected.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("2025-03-05.parquet: ", corrected.Error, StringComparison.Ordinal);
        Assert.NotEqual(first, await File.ReadAllBytesAsync(Of(First), Cancellation));
        await dashboard.RestoreAsync(new DateOnly(2025, 3, 4));
    }

    [Fact]
    public async Task Export_OfDaysThatAreNotKept_SaysSoAndIsNotFinal()
    {
        using var folder = new Folder();

        var run = await ShellRun.OfAsync(
            dashboard.Variables, "export", "--from", "2025-02-01", "--to", "2025-02-02", "--output", folder.Path, "--data", dashboard.DataFolder);

        Assert.Equal(ExitCode.NoData, run.ExitCode);
        Assert.Contains("2025-02-01.parquet: 0 rows, not final", run.Error, StringComparison.Ordinal);
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-export-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<ShellRun> ExportAsync(string folder, params string[] options) => ShellRun.OfAsync(
        dashboard.Variables, ["export", "--from", First, "--to", After, "--output", folder, "--data", dashboard.DataFolder, .. options]);

    private async Task<JsonNode> ReportAsync()
    {
        var run = await ShellRun.OfAsync(
            dashboard.Variables, "report", "--from", First, "--to", After, "--media", "all", "--format", "json", "--data", dashboard.DataFolder);
        Assert.Contains("Read from the archive only", run.Error, StringComparison.Ordinal);
        return JsonNode.Parse(run.Out)!;
    }

    private static async Task<List<object[]>> QueryAsync(string sql)
    {
        await using var database = new DuckDBConnection("DataSource=:memory:");
        await database.OpenAsync(Cancellation);
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(Cancellation))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}

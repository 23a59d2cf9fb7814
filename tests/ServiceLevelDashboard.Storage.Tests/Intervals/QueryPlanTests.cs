using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

/// <summary>
/// How the databases find what the past is read from: by the key or index that is there for it, never by reading a table whole. Asked of the databases
/// themselves, so that it fails when an index is dropped.
/// </summary>
public sealed class QueryPlanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Each statement with what SQLite and PostgreSQL call the key that they find its rows by.</summary>
    public static TheoryData<DatabaseKind, string, string> Statements => new()
    {
        { DatabaseKind.Sqlite, "range", "SEARCH intervals USING PRIMARY KEY (Minutes=? AND Start>? AND Start<?)" },
        { DatabaseKind.PostgreSql, "range", "Index Cond: ((\"Minutes\" = 15) AND (\"Start\" >= 0) AND (\"Start\" < 900000))" },
        { DatabaseKind.Sqlite, "lines", "SEARCH intervals USING PRIMARY KEY (Minutes=? AND Start=? AND LineNo=?)" },
        { DatabaseKind.PostgreSql, "lines", "Index Scan using \"PK_intervals\" on intervals" },
        { DatabaseKind.Sqlite, "sums", "SEARCH day_sums USING INDEX sqlite_autoindex_day_sums_1 (DayNo=?)" },
        { DatabaseKind.PostgreSql, "sums", "Index Cond: (\"DayNo\" = ANY (" },
        { DatabaseKind.Sqlite, "sums of lines", "SEARCH day_sums USING INDEX sqlite_autoindex_day_sums_1 (DayNo=? AND LineNo=?)" },
        { DatabaseKind.PostgreSql, "sums of lines", "Index Cond: ((\"DayNo\" = ANY ('{1,2}'::integer[])) AND (\"LineNo\" = ANY (" },
        { DatabaseKind.Sqlite, "days", "SEARCH d USING INDEX IX_days_From_Minutes (From>? AND From<?)" },
        { DatabaseKind.PostgreSql, "days", "Index Scan using \"IX_days_From_Minutes\" on days" },
        { DatabaseKind.Sqlite, "coverage", "SEARCH c USING INDEX IX_coverage_Minutes_From (Minutes=? AND From<?)" },
        { DatabaseKind.PostgreSql, "coverage", "Index Scan using \"IX_coverage_Minutes_From\" on coverage" },
        { DatabaseKind.Sqlite, "old rows", "SEARCH intervals USING PRIMARY KEY (Minutes=? AND Start<?)" },
        { DatabaseKind.PostgreSql, "old rows", "Index Cond: ((\"Minutes\" = ANY ('{5,15,30,60}'::integer[])) AND (\"Start\" < 900000))" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_OfThePast_FindsItsRowsByTheirKey(DatabaseKind kind, string statement, string by)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        Assert.Contains(by, await PlanAsync(context, StatementOf(context, statement)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Statement_IndexDropped_ReadsTheTableWhole(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        await context.Database.ExecuteSqlRawAsync("DROP INDEX \"IX_days_From_Minutes\"", Cancel);

        var plan = await PlanAsync(context, StatementOf(context, "days"));

        Assert.DoesNotContain("IX_days_From_Minutes", plan, StringComparison.Ordinal);
        Assert.Contains(kind == DatabaseKind.Sqlite ? "SCAN d" : "Seq Scan on days", plan, StringComparison.Ordinal);
    }

    private static string StatementOf(ArchiveContext context, string name) => name switch
    {
        "range" => IntervalBulkTable.SelectRange(null),
        "lines" => IntervalBulkTable.SelectLines(15, [7, 8], context is SqliteArchiveContext),
        "sums" => DaySumTable.Select([1, 2], null),
        "sums of lines" => DaySumTable.Select([1, 2], [7, 8]),
        "days" => Text(context.Days.Where(d => d.From >= 0 && d.From < 900_000 && d.Zone == "UTC")),
        "coverage" => Text(context.Coverage.Where(c => c.Minutes == 15 && c.From < 900_000 && c.To > 0)),
        _ => IntervalBulkTable.DeleteBefore,
    };

    /// <summary>The statement without the lines in which EF Core says what parameters are.</summary>
    internal static string Text<T>(IQueryable<T> query) =>
        string.Join('\n', query.ToQueryString().Split('\n').Where(static line => !line.StartsWith(".param", StringComparison.Ordinal)));

    internal static async Task<string> PlanAsync(ArchiveContext context, string statement)
    {
        await context.Database.OpenConnectionAsync(Cancel);
        var isSqlite = context is SqliteArchiveContext;
        if (!isSqlite)
        {
            // Empty tables are read whole otherwise, whatever indexes there are.
            await context.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_bitmapscan = off", Cancel);
        }
        await using var command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // of this class and of the archive alone
        command.CommandText = (isSqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + (isSqlite ? statement : Literal(statement));
#pragma warning restore CA2100
        foreach (var (name, value) in new (string, object)[] { ("@minutes", 15), ("@from", 0L), ("@to", 900_000L), ("@start", 900_000L) })
        {
            if (isSqlite && statement.Contains(name, StringComparison.Ordinal))
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
        }

        var lines = new List<string>();
        await using DbDataReader reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(isSqlite ? 3 : 0));
        }

        return string.Join('\n', lines);
    }

    private static string Literal(string statement) => statement
        .Replace("@minutes", "15", StringComparison.Ordinal).Replace("@from", "0", StringComparison.Ordinal)
        .Replace("@to", "900000", StringComparison.Ordinal).Replace("@start", "900000", StringComparison.Ordinal);
}

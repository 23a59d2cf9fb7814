using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>A row's place in the table.</summary>
internal readonly record struct RowKey(long Start, int LineNo);

/// <summary>A row's content: the number of its edge set, and its figures.</summary>
internal readonly record struct RowFigures(int EdgeSetNo, byte[] Figures)
{
    public bool Same(RowFigures other) => EdgeSetNo == other.EdgeSetNo && FiguresCodec.Same(Figures, other.Figures);
}

/// <summary>
/// The table of intervals, read and written in bulk by prepared commands: EF Core would track every row of a day of 2,000
/// queues. Works inside the context's current transaction.
/// </summary>
internal sealed class IntervalBulkTable(ArchiveContext context)
{
    private DbConnection Connection => context.Database.GetDbConnection();

    private DbTransaction? Transaction => context.Database.CurrentTransaction?.GetDbTransaction();

    /// <summary>The rows of a granularity that start inside [from, to).</summary>
    /// <param name="minutes">The granularity.</param>
    /// <param name="from">First start, inclusive.</param>
    /// <param name="to">Last start, exclusive.</param>
    /// <param name="lines">The lines to read, or null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="InvalidDataException">The table is damaged: rows are out of order, or end before the last of the range.</exception>
    public async Task<Dictionary<RowKey, RowFigures>> ReadAsync(
        int minutes, long from, long to, ImmutableArray<int>? lines, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<RowKey, RowFigures>();
        await foreach (var (key, figures) in StreamAsync(minutes, from, to, lines, cancellationToken).ConfigureAwait(false))
        {
            rows.Add(key, figures);
        }

        return rows;
    }

    /// <summary>The same rows one by one, so that none has to be kept.</summary>
    /// <param name="minutes">The granularity.</param>
    /// <param name="from">First start, inclusive.</param>
    /// <param name="to">Last start, exclusive.</param>
    /// <param name="lines">The lines to read, or null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="InvalidDataException">The table is damaged: rows are out of order, or end before the last of the range.</exception>
    public async IAsyncEnumerable<KeyValuePair<RowKey, RowFigures>> StreamAsync(
        int minutes, long from, long to, ImmutableArray<int>? lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // SQLite reads the table in the order of its key anyway; a page with foreign bytes makes it end early without a word.
        var isOrdered = Connection is SqliteConnection;
        var last = default(RowKey?);
        var sql = $"{SelectRange(lines)}{(isOrdered ? """ ORDER BY "Start", "LineNo" """ : "")}";
        await foreach (var row in QueryAsync(sql, minutes, from, to, cancellationToken).ConfigureAwait(false))
        {
            if (isOrdered && last is { } before && (row.Key.Start, row.Key.LineNo).CompareTo((before.Start, before.LineNo)) <= 0)
            {
                throw new InvalidDataException("Rows of intervals are out of order.");
            }
            last = row.Key;
            yield return row;
        }

        if (isOrdered)
        {
            var end = default(RowKey?);
            sql = $"""{SelectRange(lines)} ORDER BY "Start" DESC, "LineNo" DESC LIMIT 1""";
            await foreach (var row in QueryAsync(sql, minutes, from, to, cancellationToken).ConfigureAwait(false))
            {
                end = row.Key;
            }
            if (end != last)
            {
                throw new InvalidDataException("Rows of intervals are missing.");
            }
        }
    }

    /// <summary>
    /// The rows of a few lines, each looked up at every start that an interval can have: the key begins with the time, and the rows of all other lines are
    /// not read. Nothing tells whether one is missing since the table is damaged.
    /// </summary>
    /// <param name="minutes">The granularity.</param>
    /// <param name="from">First start, inclusive.</param>
    /// <param name="to">Last start, exclusive.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public IAsyncEnumerable<KeyValuePair<RowKey, RowFigures>> LookUpAsync(
        int minutes, long from, long to, ImmutableArray<int> lines, CancellationToken cancellationToken) =>
        QueryAsync(SelectLines(minutes, lines, Connection is SqliteConnection), minutes, from, to, cancellationToken);

    /// <summary>The statement that reads a range.</summary>
    internal static string SelectRange(ImmutableArray<int>? lines) => $"""
        SELECT "Start", "LineNo", "EdgeSetNo", "Figures" FROM intervals
        WHERE "Minutes" = @minutes AND "Start" >= @from AND "Start" < @to{(lines is { } some ? $" AND \"LineNo\" IN ({Numbers(some)})" : "")}
        """;

    /// <summary>The statement that looks lines up. Intervals start at whole multiples of their length.</summary>
    internal static string SelectLines(int minutes, ImmutableArray<int> lines, bool isSqlite)
    {
        var step = minutes * 60L;
        var first = $"(@from + {step - 1}) / {step} * {step}";
        return isSqlite
            ? $"""
                WITH RECURSIVE starts(at) AS (SELECT {first} UNION ALL SELECT at + {step} FROM starts WHERE at + {step} < @to)
                SELECT "Start", "LineNo", "EdgeSetNo", "Figures" FROM starts CROSS JOIN intervals
                WHERE "Minutes" = @minutes AND "Start" = at AND "Start" < @to AND "LineNo" IN ({Numbers(lines)})
                """
            : $"""
                SELECT found.* FROM generate_series({first}, @to - 1, {step}) starts(at) CROSS JOIN LATERAL (
                SELECT "Start", "LineNo", "EdgeSetNo", "Figures" FROM intervals
                WHERE "Minutes" = @minutes AND "Start" = at AND "LineNo" IN ({Numbers(lines)}) OFFSET 0) found
                """;
    }

    /// <summary>Numbers, not texts: nothing from outside enters a statement. No line has the number -1.</summary>
    private static string Numbers(ImmutableArray<int> lines) => string.Join(',', lines.Append(-1));

    private async IAsyncEnumerable<KeyValuePair<RowKey, RowFigures>> QueryAsync(
        string sql, int minutes, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = Command(sql, ("minutes", minutes), ("from", from), ("to", to));
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return new(
                        new RowKey(reader.GetInt64(0), reader.GetInt32(1)), new RowFigures(reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)));
                }
            }
        }
    }

    /// <summary>Writes rows, replacing those that stand in their place.</summary>
    public Task WriteAsync(int minutes, IReadOnlyList<KeyValuePair<RowKey, RowFigures>> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask
        : Connection is NpgsqlConnection postgreSql ? CopyAsync(postgreSql, minutes, rows, cancellationToken)
        : UpsertAsync(minutes, rows, cancellationToken);

    /// <summary>Removes rows.</summary>
    public async Task DeleteAsync(int minutes, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }
        var command = Command("""
            DELETE FROM intervals WHERE "Minutes" = @minutes AND "Start" = @start AND "LineNo" = @line
            """, ("minutes", minutes), ("start", 0L), ("line", 0));
        await using (command.ConfigureAwait(false))
        {
            await PrepareAsync(command, cancellationToken).ConfigureAwait(false);
            foreach (var key in keys)
            {
                command.Parameters[1].Value = key.Start;
                command.Parameters[2].Value = key.LineNo;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The statement that removes old rows; granularities are named, since the key of the table begins with them.</summary>
    internal static readonly string DeleteBefore = $"""
        DELETE FROM intervals
        WHERE "Minutes" IN ({string.Join(',', Granularity.All.Select(static g => (int)g.Length.TotalMinutes))}) AND "Start" < @start
        """;

    /// <summary>Removes all rows that start before an instant, of any granularity.</summary>
    public async Task<int> DeleteBeforeAsync(long start, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = Command(DeleteBefore, ("start", start));
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UpsertAsync(int minutes, IReadOnlyList<KeyValuePair<RowKey, RowFigures>> rows, CancellationToken cancellationToken)
    {
        var command = Command("""
            INSERT INTO intervals ("Minutes", "Start", "LineNo", "EdgeSetNo", "Figures") VALUES (@minutes, @start, @line, @edges, @figures)
            ON CONFLICT ("Minutes", "Start", "LineNo") DO UPDATE SET "EdgeSetNo" = excluded."EdgeSetNo", "Figures" = excluded."Figures"
            """, ("minutes", minutes), ("start", 0L), ("line", 0), ("edges", 0), ("figures", Array.Empty<byte>()));
        await using (command.ConfigureAwait(false))
        {
            await PrepareAsync(command, cancellationToken).ConfigureAwait(false);
            // In the order of the key, so that the tree grows at its end.
            foreach (var (key, figures) in rows.OrderBy(r => r.Key.Start).ThenBy(r => r.Key.LineNo))
            {
                command.Parameters[1].Value = key.Start;
                command.Parameters[2].Value = key.LineNo;
                command.Parameters[3].Value = figures.EdgeSetNo;
                command.Parameters[4].Value = figures.Figures;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(
        NpgsqlConnection connection, int minutes, IReadOnlyList<KeyValuePair<RowKey, RowFigures>> rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync("""CREATE TEMPORARY TABLE incoming (LIKE intervals) ON COMMIT DROP""", cancellationToken).ConfigureAwait(false);
        var import = await connection.BeginBinaryImportAsync(
            """COPY incoming ("Minutes", "Start", "LineNo", "EdgeSetNo", "Figures") FROM STDIN (FORMAT BINARY)""", cancellationToken).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            foreach (var (key, figures) in rows)
            {
                await import.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(minutes, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(key.Start, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(key.LineNo, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(figures.EdgeSetNo, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(figures.Figures, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
            }

            await import.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync("""
            INSERT INTO intervals SELECT * FROM incoming
            ON CONFLICT ("Minutes", "Start", "LineNo") DO UPDATE SET "EdgeSetNo" = excluded."EdgeSetNo", "Figures" = excluded."Figures"
            """, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync("DROP TABLE incoming", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>For SQLite alone: Npgsql keeps a prepared statement for the session, and behind a pooler the next transaction has another.</summary>
    private static Task PrepareAsync(DbCommand command, CancellationToken cancellationToken) =>
        command is NpgsqlCommand ? Task.CompletedTask : command.PrepareAsync(cancellationToken);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var command = Command(sql);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The texts are of this class: values from outside travel as parameters only.
#pragma warning disable CA2100
    private DbCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
#pragma warning restore CA2100
}

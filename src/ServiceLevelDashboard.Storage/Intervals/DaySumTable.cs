using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>The table of sums, read without an entity for each row: ninety days of 2,000 queues are 200,000.</summary>
internal sealed class DaySumTable(ArchiveContext context)
{
    /// <summary>The sums of some days, one by one in the order of days and lines.</summary>
    /// <param name="days">The numbers of the days, ascending.</param>
    /// <param name="lines">The lines to read, or null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="InvalidDataException">The table is damaged: rows are out of order, or end before the last.</exception>
    public async IAsyncEnumerable<(int DayNo, int LineNo, byte[] Figures)> StreamAsync(
        ImmutableArray<int> days, ImmutableArray<int>? lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (days.IsEmpty || lines is { IsEmpty: true })
        {
            yield break;
        }
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var last = default((int, int)?);
        var command = Command(Select(days, lines) + """ ORDER BY "DayNo", "LineNo" """);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var key = (reader.GetInt32(0), reader.GetInt32(1));
                    if (last is { } before && key.CompareTo(before) <= 0)
                    {
                        throw new InvalidDataException("Sums of days are out of order.");
                    }
                    last = key;
                    yield return (key.Item1, key.Item2, reader.GetFieldValue<byte[]>(2));
                }
            }
        }

        // As the rows of intervals: foreign bytes make the table end early without a word.
        if (await LastAsync(days, lines, cancellationToken).ConfigureAwait(false) != last)
        {
            throw new InvalidDataException("Sums of days are missing.");
        }
    }

    /// <summary>The statement that reads sums. Numbers, not texts: nothing from outside enters it.</summary>
    internal static string Select(ImmutableArray<int> days, ImmutableArray<int>? lines)
    {
        var some = lines is { } chosen ? $""" AND "LineNo" IN ({string.Join(',', chosen)})""" : "";
        return $"""SELECT "DayNo", "LineNo", "Figures" FROM day_sums WHERE "DayNo" IN ({string.Join(',', days)}){some}""";
    }

    private async Task<(int, int)?> LastAsync(ImmutableArray<int> days, ImmutableArray<int>? lines, CancellationToken cancellationToken)
    {
        var command = Command(Select(days, lines) + """ ORDER BY "DayNo" DESC, "LineNo" DESC LIMIT 1""");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? (reader.GetInt32(0), reader.GetInt32(1)) : null;
            }
        }
    }

    // The texts are of this class and hold numbers alone.
#pragma warning disable CA2100
    private DbCommand Command(string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
#pragma warning restore CA2100
}

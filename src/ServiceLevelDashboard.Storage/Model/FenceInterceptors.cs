using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>
/// Checks a <see cref="Fence"/> at the beginning of each transaction that writes, on PostgreSQL. The epoch's row stays locked until the transaction ends, so
/// that nobody takes the lease over between the check and the commit.
/// </summary>
internal sealed class FenceOnTransactions : DbTransactionInterceptor
{
    // A writer that sleeps holds up whoever wants to take over, and one that was killed in the middle of a statement likewise: the server ends both.
    private const string Check = """
        SET LOCAL idle_in_transaction_session_timeout = '5s';
        SET LOCAL client_connection_check_interval = '1s';
        SELECT 1 FROM lease_epochs WHERE "Lease" = @lease AND "Epoch" = @epoch FOR SHARE
        """;

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        // What reads a moment of the archive does so in this isolation, and writes nothing.
        if (Fence.Current is not { } fence || result.IsolationLevel == IsolationLevel.RepeatableRead)
        {
            return result;
        }
        var command = connection.CreateCommand();
        await using var scope = command.ConfigureAwait(false);
        command.Transaction = result;
        command.CommandText = Check;
        Add(command, "lease", fence.Name);
        Add(command, "epoch", fence.Epoch);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null ? throw new LeaseLostException(fence.Name) : result;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>Refuses what would be written past a <see cref="Fence"/>: a statement outside a transaction. It is a mistake of the program.</summary>
internal sealed class FenceOnCommands : DbCommandInterceptor
{
    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (!command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
        {
            Check(command);
        }
        return new(result);
    }

    private static void Check(DbCommand command)
    {
        if (Fence.Current is { } fence && command.Transaction is null)
        {
            throw new InvalidOperationException($"What depends on the lease '{fence.Name}' is written in a transaction (ArchiveExecutor.WriteAsync).");
        }
    }
}

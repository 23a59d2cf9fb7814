using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Instances;

/// <summary>Signals by PostgreSQL's NOTIFY, told in the transaction that they are about: they are heard when it has been committed, and not before.</summary>
internal sealed class Signals(ArchiveDatabase database) : ISignals
{
    private const string ChannelName = "sld";

    // A connection that a router has forgotten is noticed after this and made anew.
    private const int KeepAliveSeconds = 30;

    /// <inheritdoc/>
    public bool HasOthers => database.IsPostgreSql && !database.Options.OnlyInstance;

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!HasOthers)
        {
            yield break;
        }
        var heard = Channel.CreateUnbounded<string>();
        var connection = new NpgsqlConnection(Connection());
        await using var scope = connection.ConfigureAwait(false);
        connection.Notification += (_, notification) => heard.Writer.TryWrite(notification.Payload);
        await TryAsync(async () =>
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var listen = connection.CreateCommand();
            await using var listenScope = listen.ConfigureAwait(false);
            listen.CommandText = $"LISTEN {ChannelName}";
            await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        while (true)
        {
            await TryAsync(() => connection.WaitAsync(cancellationToken)).ConfigureAwait(false);
            while (heard.Reader.TryRead(out var signal))
            {
                yield return signal;
            }
        }
    }

    /// <summary>Tells a signal in the transaction of a context; nothing on SQLite.</summary>
    public static Task TellAsync(ArchiveContext context, string signal, CancellationToken cancellationToken) => context.Database.IsNpgsql()
        ? context.Database.ExecuteSqlAsync($"SELECT pg_notify({ChannelName}, {signal})", cancellationToken)
        : Task.CompletedTask;

    /// <summary>A connection of its own, not one of the pool: it stays.</summary>
    private string Connection() =>
        new NpgsqlConnectionStringBuilder(database.Options.PostgreSql)
        {
            Pooling = false,
            KeepAlive = KeepAliveSeconds,
            ApplicationName = "sld signals",
        }.ToString();

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseErrors.IsOutage(e))
        {
            throw new ArchiveUnavailableException($"Nothing is heard of the archive ({database.Description}): {DatabaseErrors.CauseOf(e).Message}", e);
        }
    }
}

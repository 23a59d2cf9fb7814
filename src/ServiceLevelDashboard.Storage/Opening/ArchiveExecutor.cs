using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>
/// The one way of the stores to the database: makes it ready before the first piece of work and after an outage, and throws
/// <see cref="ArchiveUnavailableException"/>, and nothing else, while the disk or the database is away.
/// </summary>
internal sealed class ArchiveExecutor(ArchiveDatabase database, ArchiveOpening opening, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _isReady;

    /// <summary>Where the archive is, in words that may be shown: no password.</summary>
    public string Description => database.Description;

    /// <summary>The options of the archive.</summary>
    public StorageOptions Options => database.Options;

    /// <summary>Does a piece of work in a context of its own.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    public Task<TResult> ExecuteAsync<TResult>(Func<ArchiveContext, Task<TResult>> work, CancellationToken cancellationToken) => ExecuteAsync(
        async () =>
        {
            var context = database.Open();
            await using var scope = context.ConfigureAwait(false);
            return await work(context).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Does a piece of work that gives nothing back.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    public Task ExecuteAsync(Func<ArchiveContext, Task> work, CancellationToken cancellationToken) => ExecuteAsync<bool>(
        async context =>
        {
            await work(context).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Reads what ended at an instant: from the replica where there is one and all of it has settled, so that its being a little behind does not matter. From
    /// the archive itself while the replica is away.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    public async Task<TResult> ReadAsync<TResult>(DateTimeOffset end, Func<ArchiveContext, Task<TResult>> work, CancellationToken cancellationToken)
    {
        if (end <= clock.GetUtcNow().AddHours(-Options.SettleHours) && database.OpenReplica() is { } replica)
        {
            await using var scope = replica.ConfigureAwait(false);
            try
            {
                return await work(replica).ConfigureAwait(false);
            }
            catch (Exception e) when (DatabaseErrors.IsOutage(e) && !cancellationToken.IsCancellationRequested)
            {
                // the archive itself has it too
            }
        }

        return await ExecuteAsync(work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes in a transaction, all or nothing; a write that depends on a lease is checked in it (<see cref="Fence"/>).</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    /// <exception cref="LeaseLostException">The lease has gone to somebody else.</exception>
    public Task<TResult> WriteAsync<TResult>(Func<ArchiveContext, Task<TResult>> work, CancellationToken cancellationToken) => ExecuteAsync(
        async context =>
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var scope = transaction.ConfigureAwait(false);
            var result = await work(context).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    /// <inheritdoc cref="WriteAsync{TResult}(Func{ArchiveContext, Task{TResult}}, CancellationToken)"/>
    public Task WriteAsync(Func<ArchiveContext, Task> work, CancellationToken cancellationToken) => WriteAsync<bool>(
        async context =>
        {
            await work(context).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Does a piece of work that has a context already.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used at present.</exception>
    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        try
        {
            await MakeReadyAsync(cancellationToken).ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseErrors.IsDamage(e))
        {
            // Another file may be put in its place while connections to this one are kept.
            _isReady = false;
            database.CloseIdle();
            throw new ArchiveUnavailableException(
                $"The archive ({Description}) is damaged: {e.Message.TrimEnd('.')}. `sld doctor` says how far; `sld restore FILE` puts a copy in its place.",
                e);
        }
        catch (Exception e) when (DatabaseErrors.IsOutage(e))
        {
            // A file that was taken away is made anew when it can be.
            _isReady = false;
            throw new ArchiveUnavailableException($"The archive ({Description}) cannot be used: {DatabaseErrors.CauseOf(e).Message.TrimEnd('.')}. {Advice}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        database.CloseIdle();
        _one.Dispose();
    }

    private string Advice => database.IsPostgreSql
        ? "Check that the server runs, and that Storage:PostgreSql leads to it."
        : "Check that the disk has room, and that the program may write to the folder.";

    private async Task MakeReadyAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                await opening.OpenAsync(cancellationToken).ConfigureAwait(false);
                _isReady = true;
            }
        }
        finally
        {
            _one.Release();
        }
    }
}

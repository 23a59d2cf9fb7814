using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage;

/// <summary>The archive in a database.</summary>
internal sealed class DurableArchive(ArchiveDatabase database, ArchiveOpening opening) : IDurableArchive
{
    /// <inheritdoc/>
    public string Description { get; } = database.Options.UsesPostgreSql
        ? PostgreSqlInWords(new NpgsqlConnectionStringBuilder(database.Options.PostgreSql))
        : $"SQLite, {Path.GetFullPath(database.Options.SqliteFile)}";

    /// <inheritdoc/>
    public TimeSpan SettlesAfter => TimeSpan.FromHours(database.Options.SettleHours);

    /// <inheritdoc/>
    public IIntervalArchive Intervals { get; } = new IntervalArchive(database);

    /// <inheritdoc/>
    public IDailyArchive Days { get; } = new DailyArchive(database, new IntervalArchive(database));

    /// <inheritdoc/>
    public IQueueHistory Queues { get; } = new QueueHistory(database);

    /// <inheritdoc/>
    public IObservationArchive Observations { get; } = new ObservationArchive(database);

    /// <inheritdoc/>
    public IDocumentStore Configuration { get; } = new DocumentStore(database);

    /// <inheritdoc/>
    public ILeases Leases { get; } = new Leases(database);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => opening.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var minutes = (int)granularity.Length.TotalMinutes;
        var last = await context.Coverage.Where(c => c.Minutes == minutes).MaxAsync(c => (long?)c.FetchedAt, cancellationToken).ConfigureAwait(false);
        return last is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <inheritdoc/>
    public async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddMonths(-database.Options.RetentionMonths).ToUnixTimeSeconds();
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionScope = transaction.ConfigureAwait(false);
        var removed = await new IntervalBulkTable(context).DeleteBeforeAsync(before, cancellationToken).ConfigureAwait(false);
        await context.Days.Where(d => d.From < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Observations.Where(o => o.Start < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Revisions.Where(r => r.Start < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Coverage.Where(c => c.To <= before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await context.Coverage.Where(c => c.From < before).ExecuteUpdateAsync(c => c.SetProperty(x => x.From, before), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <inheritdoc/>
    public bool IsOutage(Exception error) => ArchiveDatabase.IsOutage(error);

    private static string PostgreSqlInWords(NpgsqlConnectionStringBuilder connection) =>
        $"PostgreSQL, database {connection.Database} on {connection.Host}";
}

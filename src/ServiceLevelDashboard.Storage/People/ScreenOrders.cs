using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Orders to screens as rows that last a minute.</summary>
internal sealed class ScreenOrders(ArchiveExecutor archive) : IScreenOrders
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task SendAsync(SentOrder order, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            var old = (order.At - KeptFor).ToUnixTimeMilliseconds();
            await context.ScreenOrders.Where(o => o.AtMs < old).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            context.ScreenOrders.Add(new StoredScreenOrder
            {
                Id = order.Id,
                AtMs = order.At.ToUnixTimeMilliseconds(),
                Screen = order.Screen,
                Kind = order.Kind,
                Argument = order.Argument,
            });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await Signals.TellAsync(context, Signal.Orders, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<SentOrder>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<SentOrder>>(async context =>
        {
            var from = since.ToUnixTimeMilliseconds();
            var rows = await context.ScreenOrders.AsNoTracking().Where(o => o.AtMs >= from).OrderBy(static o => o.AtMs)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(static o => new SentOrder(o.Id, DateTimeOffset.FromUnixTimeMilliseconds(o.AtMs), o.Screen, o.Kind, o.Argument))];
        }, cancellationToken);
    }
}

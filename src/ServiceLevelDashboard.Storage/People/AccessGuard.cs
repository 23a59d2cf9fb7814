using System.Collections.Immutable;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Lets one process at a time change who gets in, and asks the rule of access within its transaction.</summary>
/// <param name="rules">The rule; none where only the archive is used.</param>
internal sealed class AccessGuard(IEnumerable<IAccessRule> rules)
{
    // Any number will do, as long as every instance takes the same one, and no other lock does.
    private const long AdvisoryLock = 0x51D_ACCE55;

    /// <summary>Why a change was refused.</summary>
    public const string Refusal = "At least one administrator is required. Add another administrator first.";

    /// <summary>Whether documents of a kind say who gets in.</summary>
    public bool Concerns(string kind) => rules.Any(r => r.RoleKind == kind);

    /// <summary>Begins a transaction that no other of this sort runs beside.</summary>
    public static async Task<IDbContextTransaction> BeginAloneAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await WaitForOthersAsync(context, cancellationToken).ConfigureAwait(false);
        return transaction;
    }

    /// <summary>Within a transaction: from here on no other of this sort runs beside it. SQLite has one writer anyway.</summary>
    public static async Task WaitForOthersAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock})", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether somebody may administer, as it stands within the transaction.</summary>
    public async Task<bool> HasAdministratorAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        foreach (var rule in rules)
        {
            var accounts = await context.Set<Account>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            var sessions = await context.Sessions.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            var roles = await context.Configuration.AsNoTracking().Where(d => d.Kind == rule.RoleKind)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return rule.HasAdministrator(new AccessState(
                [.. accounts], roles.ToImmutableDictionary(static r => r.Key, static r => r.Json), [.. sessions.Select(SessionStore.SessionOf)]));
        }

        return false;
    }
}

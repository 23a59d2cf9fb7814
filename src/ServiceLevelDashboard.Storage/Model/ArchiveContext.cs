using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceLevelDashboard.Access.Ports;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>The one model of both databases. Instants are whole seconds since 1970 in UTC.</summary>
internal abstract class ArchiveContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoredLine> Lines => Set<StoredLine>();
    public DbSet<StoredEdgeSet> EdgeSets => Set<StoredEdgeSet>();
    public DbSet<StoredCoverage> Coverage => Set<StoredCoverage>();
    public DbSet<StoredRevision> Revisions => Set<StoredRevision>();
    public DbSet<StoredQueueVersion> QueueVersions => Set<StoredQueueVersion>();
    public DbSet<StoredObservation> Observations => Set<StoredObservation>();
    public DbSet<StoredConfiguration> Configuration => Set<StoredConfiguration>();
    public DbSet<StoredLease> Leases => Set<StoredLease>();
    public DbSet<StoredEpoch> Epochs => Set<StoredEpoch>();
    public DbSet<StoredLivePart> LiveParts => Set<StoredLivePart>();
    public DbSet<StoredScreenOrder> ScreenOrders => Set<StoredScreenOrder>();
    public DbSet<StoredInstance> Instances => Set<StoredInstance>();
    public DbSet<StoredKey> Keys => Set<StoredKey>();
    public DbSet<StoredCompatibility> Compatibility => Set<StoredCompatibility>();
    public DbSet<StoredDay> Days => Set<StoredDay>();
    public DbSet<StoredDaySum> DaySums => Set<StoredDaySum>();
    public DbSet<StoredSession> Sessions => Set<StoredSession>();
    public DbSet<StoredChange> Changes => Set<StoredChange>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredLine>(line =>
        {
            line.ToTable("lines").HasKey(l => l.No);
            line.HasIndex(l => new { l.QueueId, l.Media }).IsUnique();
        });
        modelBuilder.Entity<StoredEdgeSet>(set =>
        {
            set.ToTable("edge_sets").HasKey(s => s.No);
            set.HasIndex(s => s.Edges).IsUnique();
        });
        modelBuilder.Entity<StoredInterval>(interval =>
            interval.ToTable("intervals").HasKey(i => new { i.Minutes, i.Start, i.LineNo }));
        modelBuilder.Entity<StoredCoverage>(coverage =>
        {
            coverage.ToTable("coverage").HasKey(c => c.No);
            coverage.HasIndex(c => new { c.Minutes, c.From });
        });
        modelBuilder.Entity<StoredRevision>(revision =>
        {
            revision.ToTable("revisions").HasKey(r => r.No);
            revision.HasIndex(r => new { r.Start, r.LineNo });
        });
        modelBuilder.Entity<StoredQueueVersion>(version =>
        {
            version.ToTable("queue_versions").HasKey(v => v.No);
            version.HasIndex(v => new { v.QueueId, v.From });
        });
        modelBuilder.Entity<StoredObservation>(observation =>
            observation.ToTable("observations").HasKey(o => new { o.QueueId, o.Start, o.Media, o.Minutes }));
        modelBuilder.Entity<StoredConfiguration>(document =>
            document.ToTable("configuration").HasKey(d => new { d.Kind, d.Key }));
        modelBuilder.Entity<StoredDay>(day =>
        {
            day.ToTable("days").HasKey(d => d.No);
            day.HasIndex(d => new { d.From, d.Minutes });
        });
        modelBuilder.Entity<StoredDaySum>(sum =>
        {
            sum.ToTable("day_sums").HasKey(s => new { s.DayNo, s.LineNo });
            sum.HasOne<StoredDay>().WithMany().HasForeignKey(s => s.DayNo).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<StoredLease>(lease => lease.ToTable("leases").HasKey(l => l.Name));
        modelBuilder.Entity<StoredEpoch>(epoch => epoch.ToTable("lease_epochs").HasKey(e => e.Lease));
        modelBuilder.Entity<StoredLivePart>(part => part.ToTable("live_parts").HasKey(p => p.Name));
        modelBuilder.Entity<StoredScreenOrder>(order =>
        {
            order.ToTable("screen_orders").HasKey(o => o.Id);
            order.HasIndex(o => o.AtMs);
        });
        modelBuilder.Entity<StoredInstance>(instance => instance.ToTable("instances").HasKey(i => i.Id));
        modelBuilder.Entity<StoredKey>(key => key.ToTable("keys").HasKey(k => k.Id));
        modelBuilder.Entity<StoredCompatibility>(row =>
        {
            row.ToTable("compatibility").HasKey(r => r.Id);
            row.Property(static r => r.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<StoredChange>(change => change.ToTable("changes").HasKey(c => c.No));
        modelBuilder.Entity<StoredSession>(session =>
        {
            session.ToTable("sessions").HasKey(s => s.Id);
            session.HasIndex(s => s.Person);
        });
        modelBuilder.Entity<AlertRow>(alert =>
        {
            alert.ToTable("alerts").HasKey(a => a.Id);
            // Two instances that see the same thing at once cannot both open an alert about it.
            alert.HasIndex(a => new { a.Rule, a.Subject }).IsUnique().HasFilter("\"ResolvedMs\" IS NULL");
            alert.HasIndex(a => a.FiredMs);
        });
        modelBuilder.Entity<OutboxRow>(message =>
        {
            message.ToTable("outbox").HasKey(m => m.Id);
            message.HasIndex(m => new { m.Route, m.CreatedMs }).HasFilter("\"FinishedMs\" IS NULL");
            message.HasIndex(m => m.CreatedMs);
        });
        modelBuilder.Entity<Account>(DescribeAccount);
    }

    /// <summary>Of what the library can keep of a person: a name, a digest of the password, and what locks out who guesses.</summary>
    private static void DescribeAccount(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts").HasKey(a => a.Id);
        account.HasIndex(a => a.NormalizedUserName).IsUnique();
        account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        account.Ignore(a => a.ChangedBy).Ignore(a => a.InvitedBy).Ignore(a => a.Email).Ignore(a => a.NormalizedEmail).Ignore(a => a.EmailConfirmed)
            .Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled);
    }
}

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteArchiveContext(DbContextOptions<SqliteArchiveContext> options) : ArchiveContext(options);

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgreSqlArchiveContext(DbContextOptions<PostgreSqlArchiveContext> options) : ArchiveContext(options);

using Microsoft.EntityFrameworkCore;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>The one model of both databases. Instants are whole seconds since 1970 in UTC.</summary>
internal abstract class ArchiveContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Line> Lines => Set<Line>();
    public DbSet<StoredEdgeSet> EdgeSets => Set<StoredEdgeSet>();
    public DbSet<StoredCoverage> Coverage => Set<StoredCoverage>();
    public DbSet<StoredRevision> Revisions => Set<StoredRevision>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Line>(line =>
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
    }
}

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteArchiveContext(DbContextOptions<SqliteArchiveContext> options) : ArchiveContext(options);

/// <summary>The model on PostgreSQL.</summary>
internal sealed class PostgreSqlArchiveContext(DbContextOptions<PostgreSqlArchiveContext> options) : ArchiveContext(options);

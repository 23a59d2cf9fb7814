using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>For <c>dotnet ef</c> alone: no database is opened.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteArchiveContext>
{
    public SqliteArchiveContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteArchiveContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef</c> alone: no database is opened.</summary>
internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlArchiveContext>
{
    public PostgreSqlArchiveContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlArchiveContext>().UseNpgsql("Host=localhost").Options);
}

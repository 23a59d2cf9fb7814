using Npgsql;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>A database of PostgreSQL of its own for a test, which the program makes; gone when disposed. Skips the test where there is no server.</summary>
internal sealed class EmptyDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = "t" + Guid.NewGuid().ToString("N");

    public EmptyDatabase()
    {
        var server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "SLD_TEST_POSTGRESQL names no server; ./test starts one where it can.");
        _server = server!; // not skipped
    }

    /// <summary>How to reach it.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ToString();

    /// <summary>What a statement gives back, a text a row.</summary>
    public async Task<List<string>> AskAsync(string statement) => await DoAsync(Connection, statement);

    public async ValueTask DisposeAsync() => await DoAsync(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task<List<string>> DoAsync(string server, string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements are the tests' own
        command.CommandText = statement;
#pragma warning restore CA2100
        List<string> rows = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0).ToString()!); // no row is null
        }
        return rows;
    }
}

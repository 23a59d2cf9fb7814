using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Hosting;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Storage;

namespace ServiceLevelDashboard.Delivery.Tests;

/// <summary>The room as it is put together, on an archive of its own.</summary>
internal sealed class DeliveryUnderTest : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sld-delivery-").FullName;
    private readonly string? _postgreSql;
    private readonly Dictionary<string, string?> _settings;

    private DeliveryUnderTest(string? postgreSql, Dictionary<string, string?> settings, DateTimeOffset now)
    {
        (_postgreSql, _settings, Clock) = (postgreSql, settings, new FakeTimeProvider(now));
        _settings["Storage:DataFolder"] = _folder;
        _settings["Storage:PostgreSql"] = postgreSql;
        _settings.TryAdd("Delivery:AllowedTargets", "127.0.0.1");
        _settings.TryAdd("Delivery:Address", "https://dashboard.example/sld");
        Services = NewServices(Clock);
    }

    public FakeTimeProvider Clock { get; }

    public ServiceProvider Services { get; }

    public IOutbox Outbox => Services.GetRequiredService<IOutbox>();

    public NoticeSender Sender => Services.GetRequiredService<NoticeSender>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DeliveryUnderTest New(params (string Key, string Value)[] settings) => NewAt(Notices.Now, settings);

    public static DeliveryUnderTest NewAt(DateTimeOffset now, params (string Key, string Value)[] settings) =>
        new(null, settings.ToDictionary(s => s.Key, s => (string?)s.Value), now);

    /// <summary>On PostgreSQL, in a database of its own; skips where there is none.</summary>
    public static DeliveryUnderTest NewOnPostgreSql()
    {
        var server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "SLD_TEST_POSTGRESQL names no server; ./test starts one where it can.");
        return new(new NpgsqlConnectionStringBuilder(server) { Database = "d" + Guid.NewGuid().ToString("N") }.ToString(), [], Notices.Now);
    }

    /// <summary>Another instance on the same archive.</summary>
    public ServiceProvider NewServices(TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(clock);
        services.AddStorage(configuration);
        services.AddDelivery(configuration);
        return services.BuildServiceProvider();
    }

    public async Task AddRouteAsync(string key, Route route)
    {
        var saved = await Services.GetRequiredService<DocumentCache<Route>>().SaveAsync(key, route, 0, Actor.Program, Cancel);
        Assert.True(saved.IsSaved, string.Join(' ', saved.Problems));
    }

    public Task<SendResult> SendAsync(string route, AlertNotice notice) => Sender.SendAsync(route, notice, 1, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_postgreSql is { } database)
        {
            var name = new NpgsqlConnectionStringBuilder(database);
            await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ToString());
            await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS \"{name.Database}\" WITH (FORCE)");
            await drop.ExecuteNonQueryAsync(Cancel);
        }
        Directory.Delete(_folder, recursive: true);
    }
}

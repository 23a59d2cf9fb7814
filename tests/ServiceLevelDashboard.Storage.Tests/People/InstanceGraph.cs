using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;

namespace ServiceLevelDashboard.Storage.Tests.People;

/// <summary>One of several instances on an archive: all that decides who gets in, without pages.</summary>
internal sealed class InstanceGraph : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _end = new();
    private Task _listening = Task.CompletedTask;

    public InstanceGraph(ArchiveFixture fixture, FakeTimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("Storage:DataFolder", (string?)fixture.Options.DataFolder),
            KeyValuePair.Create("Storage:PostgreSql", (string?)fixture.Options.PostgreSql),
        ]).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IPasswordHasher<Account>, GuardedArchive.CountingHasher>();
        services.AddSingleton<IScreenHours, NoHours>();
        services.AddSingleton<IServer, NoServer>();
        services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddSingleton<ILeadership, NoLeader>();
        services.AddSingleton<SignalBoard>();
        services.AddStorage(configuration);
        services.AddAccess(configuration, new SignInMode(true));
        services.AddDocuments(GroupRules.Kind);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : class => _services.GetRequiredService<T>();

    /// <summary>A service in the background.</summary>
    public T Work<T>()
        where T : IHostedService => _services.GetServices<IHostedService>().OfType<T>().Single();

    /// <summary>Reads all documents, as the look of the program does.</summary>
    public async Task LookAtDocumentsAsync()
    {
        foreach (var cache in _services.GetServices<IDocumentCache>())
        {
            await cache.RefreshAsync(Cancel);
        }
    }

    /// <summary>Hears signals from now on.</summary>
    public async Task ListenAsync()
    {
        var heard = Get<SignalBoard>();
        var first = heard.Next("listening");
        _listening = Task.Run(
            async () =>
            {
                try
                {
                    await foreach (var signal in Get<ISignals>().ListenAsync(_end.Token))
                    {
                        heard.Raise(signal);
                    }
                }
                catch (OperationCanceledException)
                {
                    // the test is over
                }
            },
            Cancel);
        // until a signal of the test's own is heard: only then it is sure that none is missed
        while (!first.IsCompleted)
        {
            await using var context = Get<Model.ArchiveDatabase>().Open();
            await Signals.TellAsync(context, "listening", Cancel);
            await Task.WhenAny(first, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        await _services.DisposeAsync();
        _end.Dispose();
    }

    private sealed class NoHours : IScreenHours
    {
        public DarkReason? ReasonAt(Screen screen, DateTimeOffset now) => null;
    }

    private sealed class NoLeader : ILeadership
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public Term? Current => null;

        public string? Holder => null;

        public void End(Term term) => throw new NotSupportedException("nobody leads here");

        public Task<Term> WaitAsync(CancellationToken cancellationToken) => throw new NotSupportedException("not asked here");
    }

    private sealed class NoServer : IServer
    {
        public NoServer() => Features.Set<IServerAddressesFeature>(new Addressed());

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => throw new NotSupportedException("not asked here");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }

        private sealed class Addressed : IServerAddressesFeature
        {
            public ICollection<string> Addresses { get; } = ["http://127.0.0.1:5080"];

            public bool PreferHostingUrls { get; set; }
        }
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted { get; } = new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException("not asked here");
    }
}

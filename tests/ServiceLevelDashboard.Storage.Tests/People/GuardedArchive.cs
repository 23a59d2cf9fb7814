using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Tests.People;

/// <summary>Accounts, sessions and roles over a database of either kind, as the dashboard has them.</summary>
internal sealed class GuardedArchive : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly ArchiveFixture _fixture;
    private readonly ServiceProvider _services;

    private GuardedArchive(ArchiveFixture fixture, ServiceProvider services) => (_fixture, _services) = (fixture, services);

    public Access.Accounts.People People => _services.GetRequiredService<Access.Accounts.People>();

    public SessionRegistry Sessions => _services.GetRequiredService<SessionRegistry>();

    public DocumentCache<Role> Roles => _services.GetRequiredService<DocumentCache<Role>>();

    public IChangeLog Trail => _services.GetRequiredService<IChangeLog>();

    public CountingHasher Hasher => (CountingHasher)_services.GetRequiredService<IPasswordHasher<Account>>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<GuardedArchive> OpenAsync(DatabaseKind kind, params (string Key, string Value)[] settings)
    {
        var fixture = await ArchiveFixture.OpenAsync(kind);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("Storage:DataFolder", (string?)fixture.Options.DataFolder),
            KeyValuePair.Create("Storage:PostgreSql", (string?)fixture.Options.PostgreSql),
            .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
        ]).Build();
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System); // the library's lock-out has this clock
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IPasswordHasher<Account>, CountingHasher>();
        services.AddStorage(configuration);
        services.AddAccounts(configuration);
        services.AddDocuments(Role.Kind);
        return new GuardedArchive(fixture, services.BuildServiceProvider());
    }

    /// <summary>An account whose owner has chosen a password; its id.</summary>
    public async Task<string> AddAsync(string name, string role)
    {
        var made = await People.AddAsync(name, role, Actor.Person("1", "root"), Cancel);
        Assert.True((await AcceptAsync(made.Invitation!)).IsDone); // a new name
        return (await People.ListAsync(Cancel)).Single(a => a.UserName == name).Id;
    }

    /// <summary>Chooses the password at an invitation.</summary>
    public Task<Access.Accounts.PeopleResult> AcceptAsync(string invitation)
    {
        var query = invitation[(invitation.IndexOf('?', StringComparison.Ordinal) + 1)..]
            .Split('&').Select(static p => p.Split('=')).ToDictionary(static p => p[0], static p => p[1]);
        return People.AcceptAsync(Uri.UnescapeDataString(query["person"]), query["token"], Password, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    /// <summary>Counts how often a password was compared with what an account has.</summary>
    internal sealed class CountingHasher : IPasswordHasher<Account>
    {
        private int _compared;

        public int Compared => _compared;

        public string HashPassword(Account user, string password) => "hash of " + password;

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            if (user.UserName is not null)
            {
                Interlocked.Increment(ref _compared);
            }
            return hashedPassword == "hash of " + providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }
    }
}

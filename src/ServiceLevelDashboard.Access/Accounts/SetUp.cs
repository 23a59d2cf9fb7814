using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// The first administrator is made by whoever started the program: its console shows an address that serves once, until there is an account.
/// The code in it is new at every start, and neither logged nor stored by the program.
/// </summary>
public sealed class SetUp(People people, SignInMode mode, IOptions<SecurityOptions> options, IServer server, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _isSettled;
    private bool _isAnnounced;

    /// <summary>What the address holds.</summary>
    public string Code { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether a code is the one on the console.</summary>
    public bool IsCode(string? given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(Code));

    /// <summary>Whether the first administrator is still to be made.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken) =>
        mode.IsAsked && options.Value.HasLocalAccounts && !_isSettled && !(_isSettled = await people.AnyAsync(cancellationToken));

    /// <summary>Makes the first administrator; null when the code is wrong or somebody was first.</summary>
    public async Task<PeopleResult?> MakeFirstAsync(string? code, string name, string password, CancellationToken cancellationToken)
    {
        if (!IsCode(code))
        {
            return null;
        }
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await IsOpenAsync(cancellationToken) ? await people.AddFirstAsync(name, password, cancellationToken) : null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Says on the console how, once, if it has to be done. Not by the log: what the log holds may be sent elsewhere.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        if (_isAnnounced || !lifetime.ApplicationStarted.IsCancellationRequested || Address is not { } address)
        {
            return;
        }
        _isAnnounced = true;
        if (await IsOpenAsync(cancellationToken))
        {
            await Console.Out.WriteLineAsync($"There are no accounts yet. Create the first administrator at {address.TrimEnd('/')}/{AccessPaths.SetUp}?code={Code}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>Where the server listens, as a browser on this machine would ask for it; known once it does.</summary>
    private string? Address => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
        .Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//+:", "//127.0.0.1:", StringComparison.Ordinal);
}

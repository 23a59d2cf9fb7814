using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// The first administrator is made by whoever started the program: its console shows an address that serves once, until there is an account.
/// The code in it is new at every start, and neither logged nor stored by the program; other instances on the archive know its hash for as long as this one
/// lives, so that it serves at each of them.
/// </summary>
public sealed class SetUp(
    People people, SignInMode mode, InstanceBoard instances, IOptions<SecurityOptions> options, IServer server, IHostApplicationLifetime lifetime)
{
    private const int CodeLength = 32;
    private bool _isSettled;
    private bool _isAnnounced;

    /// <summary>What the address holds.</summary>
    public string Code { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeLength / 2));

    /// <summary>Whether a code is the one on the console, this instance's or another's.</summary>
    public bool IsCode(string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(Code))
        || (given is { Length: CodeLength } && instances.IsSetUpElsewhere(HashOf(given)));

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
        return await IsOpenAsync(cancellationToken) ? await people.AddFirstAsync(name, password, cancellationToken) : null;
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
            instances.SetUp = HashOf(Code);
            await Console.Out.WriteLineAsync($"There are no accounts yet. Create the first administrator at {address.TrimEnd('/')}/{AccessPaths.SetUp}?code={Code}");
        }
    }

    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    /// <summary>Where the server listens, as a browser on this machine would ask for it; known once it does.</summary>
    private string? Address => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
        .Replace("//*:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//+:", "//127.0.0.1:", StringComparison.Ordinal);
}

using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Access.Accounts;

/// <summary>
/// At least one active person who may administer remains: an account that may be used and has a password, or, since nothing else is known of people whom
/// another service signs in, one of them who is signed in now.
/// </summary>
internal sealed class AdministratorRule(IOptions<SecurityOptions> options, TimeProvider clock) : IAccessRule
{
    /// <inheritdoc/>
    public string RoleKind => Role.Kind.Name;

    /// <inheritdoc/>
    public bool HasAdministrator(AccessState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var security = options.Value;
        var now = clock.GetUtcNow();
        return (security.HasLocalAccounts && state.Accounts.Any(a => a is { IsDisabled: false, PasswordHash: not null } && Administers(state, a.Role)))
            || state.Sessions.Any(
                s => now - s.SeenAt < TimeSpan.FromHours(security.IdleHours)
                    && now - s.Since < TimeSpan.FromHours(security.LongestHours)
                    && s.Roles.Any(r => Administers(state, r))
                    && state.Accounts.All(a => a.Id != s.Person));
    }

    private static bool Administers(AccessState state, string key) =>
        (Role.BuiltIn.GetValueOrDefault(key) ?? (state.Roles.TryGetValue(key, out var json) ? Read(json) : null)) is { Rank: Rank.Administrator };

    private static Role? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Role.Kind.Json);
        }
        catch (JsonException)
        {
            return null; // somebody broke it by hand: it allows nothing
        }
    }
}

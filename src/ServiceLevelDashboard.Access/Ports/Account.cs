using Microsoft.AspNetCore.Identity;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>Somebody who signs in with a password kept here. The name is the key that sessions and changes are signed with.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The name of the role; one that does not exist allows nothing.</summary>
    public string Role { get; set; } = "";

    /// <summary>Whether the account may not be used at present.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Who makes the change that is about to be written; not stored with the account but in the trail of changes.</summary>
    public Actor? ChangedBy { get; set; }

    /// <summary>Who made the invitation by which the password is chosen that is about to be written; in the trail alone, as <see cref="ChangedBy"/>.</summary>
    public string? InvitedBy { get; set; }
}

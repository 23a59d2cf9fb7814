using Microsoft.AspNetCore.Identity;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Accounts in words. Pure.</summary>
internal static class AccountWords
{
    /// <summary>What is wrong and how to mend it.</summary>
    public static string Of(PeopleResult result) => string.Join(' ', result.Problems.Select(static code => code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) or nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => SecurityText.PasswordRule,
        nameof(IdentityErrorDescriber.PasswordMismatch) => SecurityText.WrongPassword,
        nameof(IdentityErrorDescriber.DuplicateUserName) => SecurityText.NameTaken,
        nameof(IdentityErrorDescriber.InvalidUserName) => SecurityText.NameRule,
        nameof(PeopleResult.NoInvitation) => SecurityText.InvitationOver,
        nameof(PeopleResult.Away) => SecurityText.AccountsAway,
        nameof(PeopleResult.Oneself) => SecurityText.NotOneself,
        AccessState.NobodyLeft => SecurityText.NobodyLeft,
        _ => SecurityText.ChangedMeanwhile,
    }).Distinct());

    /// <summary>A rank: "Viewer".</summary>
    public static string Of(Rank rank) => rank switch
    {
        Rank.Administrator => SecurityText.RankAdministrator,
        Rank.Supervisor => SecurityText.RankSupervisor,
        Rank.Viewer => SecurityText.RankViewer,
        _ => SecurityText.RankNobody,
    };

    /// <summary>What somebody may do and see.</summary>
    public static string Of(Person person) =>
        $"{Of(person.Rank)}. {(person.Sees.IsEverything ? SecurityText.SeesEverything : SecurityText.SeesPart)}";
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.SignIn;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access;

/// <summary>Registers this room.</summary>
public static class AccessServices
{
    /// <summary>
    /// Adds the <see cref="PrincipalResolver"/>, the <see cref="Policies"/>, <see cref="Viewer"/>, accounts, sessions, roles, tokens, screens and what
    /// instances know of each other. The ports of this room, <see cref="IScreenHours"/>, the archive, data protection and a <see cref="TimeProvider"/> must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">
    /// Holds the section <c>Security</c>. A value that cannot be used ends the start with a sentence that names the key and the fix.
    /// </param>
    /// <param name="mode">Whether visitors have to sign in.</param>
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, SignInMode mode)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddAccounts(configuration);
        services.AddSingleton(mode);
        services.AddSingleton<PlainHttp>();
        services.AddDocuments(Role.Kind);
        services.AddSingleton<RoleRegistry>();
        services.AddSingleton<ViewerLeases>();
        services.AddSingleton<SetUp>();
        services.AddHostedService<SessionService>();
        services.AddDocuments(ApiToken.Kind);
        services.AddSingleton<ApiTokens>();
        services.AddDocuments(Screen.Kind);
        services.AddSingleton<ScreenRegistry>();
        services.AddSingleton<ScreenSeats>();
        services.AddDocuments(WaitingScreen.Kind);
        services.AddSingleton<EnrolmentDesk>();
        services.AddHostedService<ScreenWatch>();
        services.AddSingleton<InstanceBoard>();
        services.AddHostedService<InstanceService>();
        services.AddOutages(configuration);
        services.AddSingleton<PrincipalResolver>();
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<IAuthorizationHandler, RankHandler>();
        services.AddScoped(static provider => new Viewer(provider.GetRequiredService<PrincipalResolver>().Of));
    }

    private static void AddOutages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScreenOptions>().Bind(configuration.GetSection(ScreenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScreenOptions>, ScreenOptionsValidator>();
        services.AddDocumentRepository(ScreenOutages.Kind);
        services.AddDocumentRepository(ScreensHeard.Kind);
        services.AddSingleton<OutageWatch>();
        services.AddSingleton<IDarkScreens, DarkScreens>();
        services.AddHostedService(static provider => provider.GetRequiredService<OutageWatch>());
    }

    /// <summary>
    /// Adds accounts, their invitations and sessions, and the rule that an administrator remains: for who has the archive alone, as the shell has.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the section <c>Security</c>.</param>
    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SecurityOptions>().Bind(configuration.GetSection(SecurityOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>();
        services.AddSingleton<SessionRegistry>();
        services.AddIdentityCore<Account>(DescribeAccounts);
        services.AddDocumentRepository(Invitation.Kind);
        services.AddSingleton<IAccessRule, AdministratorRule>();
        services.AddSingleton<People>();
    }

    /// <summary>Long passwords rather than odd ones (NIST SP 800-63B); guessing locks an account for a while.</summary>
    private static void DescribeAccounts(IdentityOptions options)
    {
        options.User.AllowedUserNameCharacters = ""; // any: names are people's own
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}

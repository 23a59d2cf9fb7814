using Microsoft.AspNetCore.Authorization;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Access;

/// <summary>
/// What an address or a page asks of its visitors. Without one of these it asks for <see cref="View"/>; whoever comes without signing in is let in nowhere by
/// default.
/// </summary>
public static class Policies
{
    /// <summary>May look at the walls: an enrolled screen, and everybody who may <see cref="View"/>.</summary>
    public const string Watch = nameof(Watch);

    /// <summary>May look.</summary>
    public const string View = nameof(View);

    /// <summary>May change boards, messages, annotations and screens.</summary>
    public const string Supervise = nameof(Supervise);

    /// <summary>May change everything, and sees how the program fares.</summary>
    public const string Administer = nameof(Administer);

    /// <summary>Registers them; <see cref="View"/> is asked for where nothing is said.</summary>
    public static void Add(AuthorizationOptions options)
    {
        foreach (var (name, rank) in new[] { (Watch, Rank.Screen), (View, Rank.Viewer), (Supervise, Rank.Supervisor), (Administer, Rank.Administrator) })
        {
            options.AddPolicy(name, policy => policy.AddRequirements(new RankRequirement(rank)));
        }
        options.DefaultPolicy = options.FallbackPolicy = options.GetPolicy(View)!; // added above
    }
}

/// <summary>Asks for a rank at least.</summary>
public sealed record RankRequirement(Rank Least) : IAuthorizationRequirement;

/// <summary>Asks the doorkeeper, as every page does: a rank that was taken away is gone at once, whatever a cookie says.</summary>
public sealed class RankHandler(PrincipalResolver doorkeeper) : AuthorizationHandler<RankRequirement>
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RankRequirement requirement)
    {
        if (doorkeeper.Of(context.User).Rank >= requirement.Least)
        {
            context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceLevelDashboard.Web.Screens;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Who gets in, and what they may.</summary>
internal static class SecurityServices
{
    /// <summary>Decides by which scheme a request is judged: a screen's on the wall, else a person's.</summary>
    private const string Entrance = nameof(Entrance);

    /// <summary>Adds the doorkeeper, the policies and <see cref="Viewer"/>.</summary>
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddAuthentication(Entrance)
            .AddPolicyScheme(Entrance, null, o => o.ForwardDefaultSelector = static context => ScreenScheme.IsFor(context.Request) ? ScreenScheme.SchemeName : OpenDoor.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OpenDoor>(OpenDoor.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, ScreenScheme>(ScreenScheme.SchemeName, null);
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<IAuthorizationHandler, RankHandler>();
        services.AddScoped(provider => new Viewer(provider.GetRequiredService<Doorkeeper>().Of));
        services.AddScoped<CircuitHandler, ViewerOfCircuit>();
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Finds out who asks, and refuses what they may not. After routing, before anything that answers.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(static (context, next) =>
        {
            context.RequestServices.GetRequiredService<Viewer>().Become(context.User);
            return next(context);
        });
        app.UseAuthorization();
    }
}

/// <summary>Tells the viewer of a circuit who it is, and when that changes.</summary>
internal sealed class ViewerOfCircuit(Viewer viewer, AuthenticationStateProvider states) : CircuitHandler, IDisposable
{
    /// <inheritdoc/>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        states.AuthenticationStateChanged += Become;
        viewer.Become((await states.GetAuthenticationStateAsync()).User);
    }

    /// <inheritdoc/>
    public void Dispose() => states.AuthenticationStateChanged -= Become;

    private void Become(Task<AuthenticationState> state) => _ = BecomeAsync(state);

    private async Task BecomeAsync(Task<AuthenticationState> state) => viewer.Become((await state).User);
}

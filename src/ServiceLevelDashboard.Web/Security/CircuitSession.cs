using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceLevelDashboard.Access.Instances;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;

namespace ServiceLevelDashboard.Web.Security;

/// <summary>Tells the viewer of a circuit who it is, and when that changes; and what is done on a page counts as use of the session.</summary>
internal sealed class ViewerOfCircuit(Viewer viewer, AuthenticationStateProvider states, SessionRegistry sessions, InstanceBoard instances)
    : CircuitHandler, IDisposable
{
    /// <inheritdoc/>
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        instances.CountPage(1);
        states.AuthenticationStateChanged += Become;
        viewer.Become((await states.GetAuthenticationStateAsync()).User);
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        instances.CountPage(-1);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        if (viewer.SessionId is { } id)
        {
            sessions.See(id);
        }
        return next(context);
    };

    /// <inheritdoc/>
    public void Dispose() => states.AuthenticationStateChanged -= Become;

    private void Become(Task<AuthenticationState> state) => _ = BecomeAsync(state);

    private async Task BecomeAsync(Task<AuthenticationState> state) => viewer.Become((await state).User);
}

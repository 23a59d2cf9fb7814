using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// Draws nothing itself. What is asked to draw itself while a component is drawn joins the batch of that component, so that a change of the figures,
/// which is drawn in many places of a page, reaches the browser as one message.
/// </summary>
public sealed class LiveBatch : ComponentBase, IDisposable
{
    [Inject]
    internal LiveUpdates Updates { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override void OnInitialized() => Updates.Batch = StateHasChanged;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => Updates.RefreshDue();

    /// <inheritdoc/>
    public void Dispose() => Updates.Batch = null;
}

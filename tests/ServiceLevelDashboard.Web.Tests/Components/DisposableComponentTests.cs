using System.Reflection;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tests.Components;

public sealed class DisposableComponentTests : BunitContext
{
    /// <summary>
    /// The token of a source that is disposed throws when it is asked for: a second await of a page that was left broke the page that came after it.
    /// </summary>
    [Fact]
    public async Task Disposed_ReadAfterAnAwaitOfAPageThatWasLeft_EndsItsWorkAlone()
    {
        var read = new TaskCompletionSource();
        var page = Render<Reader>(p => p.Add(r => r.Read, read.Task)).Instance;

        await DisposeComponentsAsync();
        read.SetResult();
        await page.Ended.Task;

        Assert.False(page.IsShown);
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public void Components_ThatAwaitSomething_HaveNoSourceOfTheirOwn()
    {
        var own = from component in typeof(DisposableComponent).Assembly.GetTypes()
                  where component.IsAssignableTo(typeof(ComponentBase)) && component != typeof(DisposableComponent)
                  from field in component.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                  where field.FieldType == typeof(CancellationTokenSource)
                  select $"{component.Name}.{field.Name}: derive from {nameof(DisposableComponent)}";

        Assert.Empty(own);
    }

    private sealed class Reader : DisposableComponent
    {
        [Parameter]
        public Task Read { get; set; } = Task.CompletedTask;

        public TaskCompletionSource Ended { get; } = new();

        public bool IsShown { get; private set; }

        protected override async Task OnInitializedAsync()
        {
            try
            {
                await Read;
                await Task.Delay(TimeSpan.Zero, TimeProvider.System, Disposed);
                IsShown = true;
            }
            finally
            {
                Ended.SetResult();
            }
        }
    }
}

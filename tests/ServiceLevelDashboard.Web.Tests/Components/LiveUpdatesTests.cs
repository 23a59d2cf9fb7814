using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Components;

#pragma warning disable BL0006 // messages to the browser can be counted by a renderer alone

/// <summary>How a change of the figures reaches the live parts of a page.</summary>
public sealed class LiveUpdatesTests : IDisposable
{
    private readonly FakeSnapshots _snapshots = new(QueueSamples.State([]));
    private readonly FakeTimeProvider _clock = new(QueueSamples.Now);
    private readonly ServiceProvider _services;
    private readonly CountingRenderer _renderer;

    public LiveUpdatesTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ISnapshots>(_snapshots);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(Viewers.Administrator);
        services.AddLiveUpdates();
        _services = services.BuildServiceProvider();
        _renderer = new CountingRenderer(_services);
    }

    [Fact]
    public async Task Change_ThreePartsOfAPage_IsOneMessage()
    {
        var page = await OpenAsync();
        var before = _renderer.Messages;

        await _snapshots.PublishAsync(QueueSamples.State([]));

        Assert.Equal(before + 1, _renderer.Messages);
        Assert.All(page.Parts, part => Assert.Equal(2, part.Drawings));
    }

    [Fact]
    public async Task Change_PartThatFails_ReachesTheOthers()
    {
        var page = await OpenAsync();
        page.Parts[0].Fails = true;

        await _snapshots.PublishAsync(QueueSamples.State([]));

        Assert.Equal([1, 2, 2], page.Parts.Select(p => p.Drawings));
        Assert.Equal("broken on purpose", Assert.Single(_renderer.Failures).Message);
    }

    [Fact]
    public async Task Age_NothingNewArrives_IsSeenOnceASecondByOneTimer()
    {
        var page = await OpenAsync();

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(page.Parts, part => Assert.Equal(1, part.Drawings)); // live still

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.All(page.Parts, part => Assert.Equal(2, part.Drawings));
    }

    [Fact]
    public async Task Page_Closed_IsToldNothingMore()
    {
        var page = await OpenAsync();
        await _renderer.DisposeAsync();

        Assert.False(_snapshots.IsSubscribed);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.All(page.Parts, part => Assert.Equal(1, part.Drawings));
    }

    public void Dispose()
    {
        _renderer.Dispose();
        _services.Dispose();
    }

    private Task<Page> OpenAsync() => _renderer.Dispatcher.InvokeAsync(_renderer.OpenAsync);

    private sealed class Page : ComponentBase
    {
        public List<Part> Parts { get; } = [];

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveBatch>(0);
            builder.CloseComponent();
            for (var i = 0; i < 3; i++)
            {
                builder.OpenComponent<Part>(1);
                builder.AddComponentReferenceCapture(2, part => Parts.Add((Part)part));
                builder.CloseComponent();
            }
        }
    }

    private sealed class Part : LiveComponent
    {
        public int Drawings { get; private set; }

        public bool Fails { get; set; }

        protected override void OnLook()
        {
            if (Fails)
            {
                throw new InvalidOperationException("broken on purpose");
            }
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ++Drawings);
    }

    private sealed class CountingRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        public int Messages { get; private set; }

        public List<Exception> Failures { get; } = [];

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);

        public async Task<Page> OpenAsync()
        {
            var page = (Page)InstantiateComponent(typeof(Page));
            await RenderRootComponentAsync(AssignRootComponentId(page));
            return page;
        }

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            Messages++;
            return Task.CompletedTask;
        }

        protected override void HandleException(Exception exception) => Failures.Add(exception);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Analytics.Tests.Background;

public sealed class PeriodicServiceTests
{
    private readonly WatchedTime _time = new(Given.Utc("08:00"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TurnFails_IsShownTriedAgainAndOver()
    {
        var turns = 0;
        using var service = new Service(_time, () => ++turns <= 2 ? throw new InvalidOperationException($"mistake {turns}") : TimeSpan.FromMinutes(1));

        await service.StartAsync(Token);
        Assert.Equal(TimeSpan.FromSeconds(30), await _time.NextWaitAsync());
        Assert.Equal(new TurnFailure(Given.Utc("08:00"), 1, "mistake 1"), service.Failure);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), await _time.NextWaitAsync());
        Assert.Equal(new TurnFailure(Given.Utc("08:00"), 2, "mistake 2"), service.Failure);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromMinutes(1), await _time.NextWaitAsync());
        Assert.Null(service.Failure);

        await service.StopAsync(Token).Soon();
        Assert.Equal(TaskStatus.RanToCompletion, service.ExecuteTask!.Status); // started above
    }

    [Fact]
    public async Task Run_TurnThatGivesUpByItself_IsAFailureAndNoEnd()
    {
        using var service = new Service(_time, static () => throw new OperationCanceledException("a time-out of its own"));

        await service.StartAsync(Token);
        await _time.NextWaitAsync();

        Assert.Equal("a time-out of its own", service.Failure?.Message);
        await service.StopAsync(Token).Soon();
    }

    [Theory]
    [InlineData(5_000_000, 86_400)] // more than a timer takes
    [InlineData(922_337_203_685, 86_400)]
    [InlineData(-5, 0)]
    public async Task Run_TurnAsksForAnyWait_IsOneThatATimerTakes(long seconds, int waited)
    {
        var turns = 0;
        using var service = new Service(_time, () => ++turns == 1 ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(1));

        await service.StartAsync(Token);
        if (waited > 0)
        {
            Assert.Equal(TimeSpan.FromSeconds(waited), await _time.NextWaitAsync());
            _time.Advance(TimeSpan.FromSeconds(waited));
        }

        Assert.Equal(TimeSpan.FromMinutes(1), await _time.NextWaitAsync());
        Assert.Null(service.Failure);
        await service.StopAsync(Token).Soon();
    }

    [Fact]
    public async Task Run_FailingTurnsAskForAnyWait_IsOneThatATimerTakes()
    {
        using var service = new Service(_time, static () => throw new InvalidOperationException("a mistake"), TimeSpan.FromSeconds(5_000_000));

        await service.StartAsync(Token);

        Assert.Equal(PeriodicService.MaximumPause, await _time.NextWaitAsync());
        await service.StopAsync(Token).Soon();
    }

    [Fact]
    public async Task Host_TurnThrows_GoesOn()
    {
        var fails = true;
        var turned = new TaskCompletionSource();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostedService>(_ => new Service(_time, () =>
        {
            turned.TrySetResult();
            return fails ? throw new InvalidOperationException("a mistake") : TimeSpan.FromMinutes(1);
        }));
        using var host = builder.Build();

        await host.StartAsync(Token);
        await turned.Task.Soon();
        await _time.NextWaitAsync();

        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal("Testing", Assert.Single(host.Services.GetServices<IHostedService>().Failing()).Name);
        fails = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        await _time.NextWaitAsync();
        Assert.Empty(host.Services.GetServices<IHostedService>().Failing());
        await host.StopAsync(Token).Soon();
    }

    private sealed class Service(TimeProvider clock, Func<TimeSpan> turn, TimeSpan? afterFailure = null) : PeriodicService(clock, NullLogger.Instance)
    {
        public override string Name => "Testing";

        protected override TimeSpan PauseAfterFailure => afterFailure ?? base.PauseAfterFailure;

        public override Task<TimeSpan> TurnAsync(CancellationToken cancellationToken) => Task.FromResult(turn());
    }
}

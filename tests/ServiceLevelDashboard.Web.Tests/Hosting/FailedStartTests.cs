using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

public sealed class FailedStartTests
{
    /// <summary>What a service works with was disposed of under its hands: an error with its stack stood beside the sentence about the start.</summary>
    [Fact]
    public async Task Run_StartFails_EndsWhatWasBegunBeforeItIsDisposedOf()
    {
        var steps = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(_ => new Archive(steps));
        builder.Services.AddHostedService(provider => new Begun(provider.GetRequiredService<Archive>(), steps));
        builder.Services.AddHostedService<Failing>();

        await using (var app = builder.Build())
        {
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Dashboard.RunAsync(app, TestContext.Current.CancellationToken));
        }

        Assert.Equal(["begun", "ended", "disposed of"], steps);
    }

    private sealed class Archive(List<string> steps) : IDisposable
    {
        public void Dispose() => steps.Add("disposed of");
    }

    private sealed class Begun(Archive archive, List<string> steps) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Assert.NotNull(archive);
            steps.Add("begun");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            steps.Add("ended");
            return Task.CompletedTask;
        }
    }

    private sealed class Failing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidTimeZoneException("no start");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

public sealed class SignalServiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_HeardAgainAfterAFailure_SaysThatItNoLongerFailsThoughItGoesOn()
    {
        var clock = new FakeTimeProvider();
        var (signals, board) = (new Line(), new SignalBoard(clock));
        using var service = new SignalService(signals, board, clock, NullLogger<SignalService>.Instance);
        await service.RunTurnAsync(Cancel);
        Assert.NotNull(service.Failure);

        signals.IsCut = false;
        var next = board.Next(Signal.Live);
        var turn = service.RunTurnAsync(Cancel);
        signals.Tell(Signal.Live);
        await next;

        Assert.Null(service.Failure);
        Assert.False(turn.IsCompleted);
        signals.End();
        await turn;
    }

    private sealed class Line : ISignals
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        public bool IsCut { get; set; } = true;

        public bool HasOthers => true;

        public void Tell(string signal) => _told.Writer.TryWrite(signal);

        public void End() => _told.Writer.Complete();

        public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            if (IsCut)
            {
                throw new ArchiveUnavailableException("cut");
            }
            await foreach (var signal in _told.Reader.ReadAllAsync(cancellationToken))
            {
                yield return signal;
            }
        }
    }
}

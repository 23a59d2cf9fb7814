using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallReaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 10, 42, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly WriteThrottle _turns;

    public WallReaderTests() => _turns = new WriteThrottle(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_KnownVersion_GetsWhatHasChangedSince()
    {
        var (reader, pipe) = (new WallReader("e", 2, _turns, _clock), new Pipe());
        reader.Post(Face(3, Part("a", 1), Part("b", 3)));
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        var text = await ReadAsync(pipe);

        Assert.StartsWith(
            $"event: state\ndata: {Now.ToUnixTimeMilliseconds()}\ndata: {{\"epoch\":\"e\",\"version\":3,\"from\":2,", text, StringComparison.Ordinal);
        Assert.Contains("\"parts\":{\"b\":\"<b>b3</b>\"}}\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("order", text, StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_SlowScreen_GetsTheLatestAloneWithAllThatItMissed()
    {
        var (reader, pipe) = (new WallReader("e", 1, _turns, _clock), new Pipe());
        reader.Post(Face(2, Part("a", 2), Part("b", 1)));
        reader.Post(Face(3, Part("a", 2), Part("b", 3)));
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        var text = await ReadAsync(pipe);

        Assert.Contains("\"version\":3,\"from\":1,", text, StringComparison.Ordinal);
        Assert.Contains("a2", text, StringComparison.Ordinal);
        Assert.Contains("b3", text, StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("other", 2)]
    [InlineData("e", 99)]
    public async Task Write_VersionOfAnotherRun_IsToldTheVersionAlone(string epoch, long version)
    {
        var (reader, pipe) = (new WallReader(epoch, version, _turns, _clock), new Pipe());
        reader.Post(Face(3, Part("a", 1)));
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        Assert.Contains("\"version\":3,\"from\":3,", await ReadAsync(pipe), StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_NothingNew_BeatsWithTheTimeOfSending()
    {
        var (reader, pipe) = (new WallReader("e", 3, _turns, _clock), new Pipe());
        reader.Post(Face(3, Part("a", 1)));
        reader.Beat();
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        Assert.Equal($"event: beat\ndata: {Now.ToUnixTimeMilliseconds()}\n\n", await ReadAsync(pipe));
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_ScreenTakesNothing_IsDroppedAfterTenSeconds()
    {
        var reader = new WallReader("e", 2, _turns, _clock);
        var stuck = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        reader.Post(Face(3, Part("a", 3)));
        var writing = reader.WriteAsync(stuck.Writer, Cancellation);

        _clock.Advance(WallReader.WriteLimit);

        await Assert.ThrowsAsync<TimeoutException>(() => writing.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Fact]
    public async Task Write_AllTurnsTakenByStuckScreens_GoesOnAfterAMoment()
    {
        var stuck = Enumerable.Range(0, WriteThrottle.AtOnce).Select(_ =>
        {
            var reader = new WallReader("e", 2, _turns, _clock);
            reader.Post(Face(3, Part("a", 3)));
            return reader.WriteAsync(
                new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false)).Writer, Cancellation);
        }).ToList();
        var (reader, pipe) = (new WallReader("e", 2, _turns, _clock), new Pipe());
        reader.Post(Face(3, Part("a", 3)));
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);
        Assert.False(pipe.Reader.TryRead(out _));

        _clock.Advance(WriteThrottle.Patience);

        Assert.Contains("a3", await ReadAsync(pipe), StringComparison.Ordinal);
        Assert.DoesNotContain(stuck, s => s.IsCompleted);
        await EndAsync(reader, writing);
    }

    [Fact]
    public void Since_SameVersion_IsMadeOnce()
    {
        var face = Face(3, Part("a", 3));

        Assert.Same(face.Since(2), face.Since(2));
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<string> ReadAsync(Pipe pipe)
    {
        var read = await pipe.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        return Encoding.UTF8.GetString(read.Buffer);
    }

    private static async Task EndAsync(WallReader reader, Task writing)
    {
        reader.Post(null);
        await writing.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    private static WallPart Part(string key, long changedAt) => new(key, $"<b>{key}{changedAt}</b>", changedAt, key);

    private static WallFrame Face(long version, params WallPart[] parts) => new(
        new WallState
        {
            Epoch = "e",
            Version = version,
            Build = "b",
            Layout = "l",
            Until = 1,
            Observed = 1,
            Limits = [1, 2, 3, 4],
            Zone = 60,
            Open = true,
            Night = false,
        },
        [.. parts],
        new WallNames([]),
        1);
}

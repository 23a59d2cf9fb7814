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
        var before = Face(null, "a1", "b1");
        var (reader, pipe) = (new WallReader(before.Version, _turns, _clock), new Pipe());
        var face = Face(before, "a1", "b3");
        reader.Post(face);
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        var text = await ReadAsync(pipe);

        Assert.StartsWith(
            $"event: state\ndata: {Now.ToUnixTimeMilliseconds()}\ndata: {{\"version\":\"{face.Version}\",\"from\":\"{before.Version}\",",
            text,
            StringComparison.Ordinal);
        Assert.Contains("\"parts\":{\"b\":\"<b>b3</b>\"}}\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("order", text, StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_SlowScreen_GetsTheLatestAloneWithAllThatItMissed()
    {
        var first = Face(null, "a1", "b1");
        var (reader, pipe) = (new WallReader(first.Version, _turns, _clock), new Pipe());
        var second = Face(first, "a2", "b1");
        var third = Face(second, "a2", "b3");
        reader.Post(second);
        reader.Post(third);
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        var text = await ReadAsync(pipe);

        Assert.Contains($"\"version\":\"{third.Version}\",\"from\":\"{first.Version}\",", text, StringComparison.Ordinal);
        Assert.Contains("a2", text, StringComparison.Ordinal);
        Assert.Contains("b3", text, StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e.2")]
    public async Task Write_UnknownVersion_IsToldTheVersionAlone(string version)
    {
        var (reader, pipe) = (new WallReader(version, _turns, _clock), new Pipe());
        var face = Face(Face(null, "a1"), "a2");
        reader.Post(face);
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        var text = await ReadAsync(pipe);

        Assert.Contains($"\"version\":\"{face.Version}\",\"from\":\"{face.Version}\",", text, StringComparison.Ordinal);
        Assert.Contains("\"parts\":{}", text, StringComparison.Ordinal);
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_NothingNew_BeatsWithTheTimeOfSending()
    {
        var (reader, pipe) = (new WallReader(Face(null, "a1").Version, _turns, _clock), new Pipe());
        reader.Post(Face(null, "a1"));
        reader.Beat();
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);

        Assert.Equal($"event: beat\ndata: {Now.ToUnixTimeMilliseconds()}\n\n", await ReadAsync(pipe));
        await EndAsync(reader, writing);
    }

    [Fact]
    public async Task Write_ScreenTakesNothing_IsDroppedAfterTenSeconds()
    {
        var reader = new WallReader("", _turns, _clock);
        var stuck = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        reader.Post(Face(null, "a3"));
        var writing = reader.WriteAsync(stuck.Writer, Cancellation);

        _clock.Advance(WallReader.WriteLimit);

        await Assert.ThrowsAsync<TimeoutException>(() => writing.Soon());
    }

    [Fact]
    public async Task Write_AllTurnsTakenByStuckScreens_GoesOnAfterAMoment()
    {
        var stuck = Enumerable.Range(0, WriteThrottle.AtOnce).Select(_ =>
        {
            var reader = new WallReader("", _turns, _clock);
            reader.Post(Face(null, "a3"));
            return reader.WriteAsync(
                new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false)).Writer, Cancellation);
        }).ToList();
        var (reader, pipe) = (new WallReader("", _turns, _clock), new Pipe());
        reader.Post(Face(null, "a3"));
        var writing = reader.WriteAsync(pipe.Writer, Cancellation);
        Assert.False(pipe.Reader.TryRead(out _));

        _clock.Advance(WriteThrottle.Patience);

        Assert.Contains(Face(null, "a3").Version, await ReadAsync(pipe), StringComparison.Ordinal);
        Assert.DoesNotContain(stuck, s => s.IsCompleted);
        await EndAsync(reader, writing);
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<string> ReadAsync(Pipe pipe)
    {
        var read = await pipe.Reader.ReadAsync(Cancellation).AsTask().Soon();
        return Encoding.UTF8.GetString(read.Buffer);
    }

    private static async Task EndAsync(WallReader reader, Task writing)
    {
        reader.Post(null);
        await writing.Soon();
    }

    private static WallFrame Face(WallFrame? before, params string[] tiles) => WallFrameTests.Face(before, tiles);
}

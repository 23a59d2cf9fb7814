namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>An answer that is read no further than is believable.</summary>
/// <param name="inner">The answer; not disposed with this.</param>
/// <param name="maximum">Most bytes.</param>
internal sealed class LimitedStream(Stream inner, long maximum) : Stream
{
    private long _left = maximum;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException(); // CanSeek is false

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException(); // CanSeek is false
        set => throw new NotSupportedException(); // likewise
    }

    /// <inheritdoc/>
    /// <exception cref="AnswerTooLargeException">There is more than is believable.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException(); // CanSeek is false

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException(); // CanWrite is false

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(); // CanWrite is false

    private int Counted(int count) => (_left -= count) >= 0 ? count : throw new AnswerTooLargeException();
}

/// <summary>An answer is larger than any should be. Never leaves this project.</summary>
internal sealed class AnswerTooLargeException() : Exception("The answer is too large.");

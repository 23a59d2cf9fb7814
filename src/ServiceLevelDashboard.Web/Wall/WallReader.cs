using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// One connected screen. It has one slot with the latest face alone: a slow screen skips what it missed and delays nobody. A screen
/// that takes nothing for ten seconds is dropped; it connects again by itself.
/// </summary>
/// <param name="version">The version that the screen knows; empty when none.</param>
/// <param name="turns">Who is written to.</param>
/// <param name="clock">The clock.</param>
internal sealed class WallReader(string version, WriteThrottle turns, TimeProvider clock)
{
    /// <summary>How long a write may take.</summary>
    public static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(10);

    private const int MaximumOrders = 4;

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    private readonly Channel<string> _orders = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaximumOrders) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile WallFrame? _latest;
    private volatile bool _isBeatDue;
    private volatile bool _isGone;
    private string _version = version;

    /// <summary>Puts a face into the slot, in the order of drawing; null says that the board is gone, which ends the stream.</summary>
    public void Post(WallFrame? face)
    {
        _isGone = face is null;
        _latest = face ?? _latest;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Says that the screen is to hear that the server lives.</summary>
    public void Beat()
    {
        _isBeatDue = true;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Sends the screen an order, on one line.</summary>
    public void Tell(string order)
    {
        _orders.Writer.TryWrite(order);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Writes until the screen goes, the board is gone, or a write takes too long.</summary>
    /// <param name="to">The response.</param>
    /// <param name="cancellationToken">The screen has gone or the server stops.</param>
    public async Task WriteAsync(PipeWriter to, CancellationToken cancellationToken)
    {
        while (await _signal.Reader.WaitToReadAsync(cancellationToken))
        {
            _signal.Reader.TryRead(out _);
            if (_isGone)
            {
                return;
            }
            if (!IsNextDue)
            {
                continue;
            }
            if (await turns.WriteAsync(() => FlushNextAsync(to, cancellationToken), cancellationToken))
            {
                return;
            }
        }
    }

    private bool IsNextDue => _isBeatDue || _orders.Reader.Count > 0 || (_latest is { } face && IsNew(face));

    private bool IsNew(WallFrame face) => face.Version != _version;

    /// <summary>Writes what is due now, which may be more than when the turn was asked for; true when the screen has gone.</summary>
    private async Task<bool> FlushNextAsync(PipeWriter to, CancellationToken cancellationToken)
    {
        WriteNext(to);
        var flush = to.FlushAsync(cancellationToken);
        var result = flush.IsCompletedSuccessfully ? flush.Result : await flush.AsTask().WaitAsync(WriteLimit, clock, cancellationToken);
        return result.IsCompleted;
    }

    private void WriteNext(PipeWriter to)
    {
        while (_orders.Reader.TryRead(out var order))
        {
            to.Write(Encoding.UTF8.GetBytes($"event: order\ndata: {order}\n\n"));
        }
        if (_latest is { } face && IsNew(face))
        {
            Write(to, "event: state\ndata: "u8, face.Since(_version));
            _version = face.Version;
        }
        else
        {
            Write(to, "event: beat\ndata: "u8, null);
        }

        _isBeatDue = false;
    }

    /// <summary>The first line of every event is the time of sending, which no two screens share; the rest is shared.</summary>
    private void Write(PipeWriter to, ReadOnlySpan<byte> head, byte[]? body)
    {
        to.Write(head);
        Span<byte> time = stackalloc byte[24];
        clock.GetUtcNow().ToUnixTimeMilliseconds().TryFormat(time, out var length, default, CultureInfo.InvariantCulture);
        to.Write(time[..length]);
        if (body is not null)
        {
            to.Write("\ndata: "u8);
            to.Write(body);
        }

        to.Write("\n\n"u8);
    }
}

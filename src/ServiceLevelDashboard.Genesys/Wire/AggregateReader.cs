using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// Reads an aggregate answer from a stream in pieces, through one pooled buffer, without allocating for a bucket. Memory does
/// not grow with the answer.
/// </summary>
internal static class AggregateReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>A single token longer than this is a fault of the answer.</summary>
    private const int LargestBuffer = 1024 * 1024;

    /// <param name="body">The answer; read to its end.</param>
    /// <param name="views">The views that were asked for.</param>
    /// <param name="sink">Takes the buckets. What it holds is worth something only when this method has returned.</param>
    /// <param name="oddities">Counts what was passed over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JsonException">The answer is cut, malformed, or not of the known structure.</exception>
    public static async ValueTask ReadAsync(
        Stream body, ImmutableArray<EdgeView> views, IBucketSink sink, ParseDiagnostics oddities, CancellationToken cancellationToken)
    {
        var parser = new AggregateParser(views, sink, oddities);
        var state = new JsonReaderState();
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var filled = 0;
            while (true)
            {
                var count = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                filled += count;
                var consumed = parser.Consume(buffer.AsSpan(0, filled), isLast: count == 0, ref state);
                if (count == 0)
                {
                    parser.RequireEnd();
                    return;
                }

                filled -= consumed;
                buffer.AsSpan(consumed, filled).CopyTo(buffer);
                if (filled == buffer.Length)
                {
                    buffer = Larger(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Larger(byte[] full)
    {
        if (full.Length >= LargestBuffer)
        {
            throw new JsonException("The answer holds a value that is too long.");
        }
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}

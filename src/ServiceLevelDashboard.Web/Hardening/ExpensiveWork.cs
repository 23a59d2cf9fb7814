using System.Threading.RateLimiting;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Where everything goes that reads much of the archive or asks the contact centre, whether a page, a file or the API wants it: one piece of
/// work of a visitor at a time, and in all no more than leave a processor to everybody else. Whoever asks for much waits behind himself.
/// </summary>
internal sealed class ExpensiveWork : IDisposable
{
    private const int WaitingOfOne = 16;
    private const int WaitingInAll = 1_000;

    private readonly PartitionedRateLimiter<string> _limits = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(static visitor => AtOnce(visitor, 1, WaitingOfOne)),
        PartitionedRateLimiter.Create<string, string>(static _ => AtOnce("", Math.Max(1, Environment.ProcessorCount - 1), WaitingInAll)));

    /// <summary>Does the work when it is the visitor's turn. Not within other such work: it would wait for itself.</summary>
    /// <param name="viewer">Whose work it is.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the waiting and the work.</param>
    /// <exception cref="TooMuchWorkException">Too much of the visitor's, or of all, waits already.</exception>
    public async Task<T> RunAsync<T>(Viewer viewer, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var lease = await _limits.AcquireAsync(viewer.Visitor, 1, cancellationToken);
        return lease.IsAcquired ? await work(cancellationToken) : throw new TooMuchWorkException();
    }

    /// <inheritdoc/>
    public void Dispose() => _limits.Dispose();

    private static RateLimitPartition<string> AtOnce(string key, int most, int waiting) => RateLimitPartition.GetConcurrencyLimiter(
        key, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}

/// <summary>More was asked for than is answered at a time: to be asked again in a moment.</summary>
internal sealed class TooMuchWorkException() : Exception("Too much is being asked for at a time. Ask again in a moment.")
{
    /// <summary>The answer to a program: 429, and when to ask again.</summary>
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext asked, EndpointFilterDelegate next)
    {
        try
        {
            return await next(asked);
        }
        catch (TooMuchWorkException e)
        {
            asked.HttpContext.Response.Headers.RetryAfter = "30";
            return Results.Problem(e.Message, statusCode: StatusCodes.Status429TooManyRequests);
        }
    }
}

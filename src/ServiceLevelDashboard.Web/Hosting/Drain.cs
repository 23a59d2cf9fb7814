using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// The time between being asked to end and ending, in which whoever is here moves to another instance: this one says that it is not ready, takes nobody new,
/// and lets those who are here go one by one, so that they do not arrive elsewhere all at once.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="hasOthers">Asked when it begins: whether another instance is there to move to.</param>
/// <param name="environment">In Development it takes no time unless it is set.</param>
/// <param name="clock">The clock.</param>
internal sealed class Drain(IOptions<DrainOptions> options, Func<bool> hasOthers, IHostEnvironment environment, TimeProvider clock) : IDisposable
{
    /// <summary>How long it takes where nothing else is set.</summary>
    public static readonly TimeSpan LengthByDefault = TimeSpan.FromSeconds(10);

    /// <summary>Nobody is let go before proxies have asked and know; and the last has time to arrive elsewhere.</summary>
    private const double FirstShare = 0.25, LastShare = 0.85;

    private readonly CancellationTokenSource _begun = new();
    private long _begunAt;
    private TimeSpan? _length;

    /// <summary>How long it takes; zero where there is nobody to move to. Settled once it has begun.</summary>
    public TimeSpan Length => _length ?? (options.Value.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds)
        : !environment.IsDevelopment() && hasOthers() ? LengthByDefault
        : TimeSpan.Zero);

    /// <summary>Cancelled when it begins.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Whether it has begun.</summary>
    public bool IsBegun => _begun.IsCancellationRequested;

    /// <summary>After how long somebody who is here is to go: by chance, within what is left. Meant to be asked once it has begun.</summary>
    public TimeSpan NextMoment()
    {
        var moment = Length * (FirstShare + ((LastShare - FirstShare) * Random.Shared.NextDouble())) - clock.GetElapsedTime(_begunAt);
        return moment > TimeSpan.Zero ? moment : TimeSpan.Zero;
    }

    /// <summary>Ends something at its moment once it has begun.</summary>
    /// <param name="leaving">What is cancelled then.</param>
    /// <returns>To be disposed when it has ended by itself.</returns>
    public IDisposable EndInTurn(CancellationTokenSource leaving) => Begun.Register(() => leaving.CancelAfter(NextMoment()));

    /// <summary>Begins, and waits until all who are here should have gone.</summary>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsBegun || Length is not { Ticks: > 0 } length)
        {
            return;
        }
        (_length, _begunAt) = (length, clock.GetTimestamp());
        await _begun.CancelAsync();
        await Task.Delay(length, clock, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _begun.Dispose();
}

/// <summary>Section <c>Drain</c>.</summary>
internal sealed class DrainOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Drain";

    /// <summary>Most seconds that can be set.</summary>
    public const int MostSeconds = 600;

    /// <summary>How long an instance that is asked to end (SIGTERM) goes on so that walls and pages can move, in seconds; 0 to end at once.</summary>
    /// <value>Null: 10 while there is another instance, else 0; 0 in Development.</value>
    public int? Seconds { get; set; }
}

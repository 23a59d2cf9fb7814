using System.Diagnostics.CodeAnalysis;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>Work of which only the newest is wanted: beginning it anew cancels the one before, which would hold it up. For one page's turn.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Who begins a piece of work disposes it.")]
internal sealed class NewestWork
{
    private Turn? _current;

    /// <summary>Cancels the work before, and begins.</summary>
    /// <param name="cancellationToken">Ends the new work too.</param>
    public async Task<Turn> BeginAsync(CancellationToken cancellationToken)
    {
        var former = _current;
        var turn = _current = new Turn(this, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        if (former is not null)
        {
            await former.CancelAsync();
        }
        return turn;
    }

    /// <summary>One piece of work; disposed when it ends.</summary>
    public sealed class Turn(NewestWork owner, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled once newer work has begun.</summary>
        public CancellationToken Token { get; } = source.Token;

        /// <summary>Whether no newer work has begun.</summary>
        public bool IsNewest => owner._current == this;

        internal Task CancelAsync() => source.CancelAsync();

        /// <inheritdoc/>
        public void Dispose()
        {
            if (IsNewest)
            {
                owner._current = null;
            }
            source.Dispose();
        }
    }
}

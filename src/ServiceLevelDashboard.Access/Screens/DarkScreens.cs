using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>The screens that are dark for long enough to be missed.</summary>
internal sealed class DarkScreens(ScreenRegistry screens, OutageWatch watch, TimeProvider clock) : IDarkScreens
{
    /// <inheritdoc/>
    public ImmutableArray<DarkScreen> Current
    {
        get
        {
            var now = clock.GetUtcNow();
            var dark = ImmutableArray.CreateBuilder<DarkScreen>();
            foreach (var (id, screen) in screens.All)
            {
                if (watch.Of(id)?.MissedSince is { } since && now - since >= watch.DarkAfter)
                {
                    dark.Add(new DarkScreen(id, screen.Value.Place, since));
                }
            }

            return dark.ToImmutable();
        }
    }
}

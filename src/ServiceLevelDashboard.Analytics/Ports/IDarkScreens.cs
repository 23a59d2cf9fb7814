using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>Which screens are dark that should not be. Always readable.</summary>
public interface IDarkScreens
{
    /// <summary>The screens as of now; empty when all that should be lit are.</summary>
    ImmutableArray<DarkScreen> Current { get; }
}

/// <summary>A screen that is dark without a reason.</summary>
/// <param name="Id">Its name in the archive.</param>
/// <param name="Place">Where it hangs; hostile input until encoded.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record DarkScreen(string Id, string Place, DateTimeOffset Since);

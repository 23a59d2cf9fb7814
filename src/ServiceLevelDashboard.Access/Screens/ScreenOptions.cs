using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>How screens are looked after. In section <c>Wall</c>.</summary>
public sealed class ScreenOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Wall";

    /// <summary>Minutes that a screen may be dark unexpectedly before it is recorded, 2 to 1,440.</summary>
    /// <value>Default 10.</value>
    public int DarkAfterMinutes { get; set; } = 10;
}

/// <summary>Refuses to start with a setting that cannot be used.</summary>
internal sealed class ScreenOptionsValidator : IValidateOptions<ScreenOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ScreenOptions options) => options.DarkAfterMinutes is >= 2 and <= 1_440
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{ScreenOptions.Section}:{nameof(options.DarkAfterMinutes)} is {options.DarkAfterMinutes}; give 2 to 1440 minutes.");
}

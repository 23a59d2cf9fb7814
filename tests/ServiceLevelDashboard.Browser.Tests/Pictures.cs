using Microsoft.Playwright;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>Pictures for people to look at, in artifacts/screenshots: taken when asked for (<c>./test --pictures</c>), since they take their time.</summary>
internal static class Pictures
{
    private static readonly bool AreWanted = Environment.GetEnvironmentVariable("SLD_TEST_PICTURES") is { Length: > 0 };

    /// <summary>A picture of a page: of its window, or of all of it.</summary>
    public static Task PictureAsync(this IPage page, string name, bool fullPage = false) =>
        AreWanted ? page.ScreenshotAsync(new() { Path = Repository.Screenshot(name), FullPage = fullPage }) : Task.CompletedTask;

    /// <summary>A picture of a part of a page.</summary>
    public static Task PictureAsync(this ILocator part, string name) =>
        AreWanted ? part.ScreenshotAsync(new() { Path = Repository.Screenshot(name) }) : Task.CompletedTask;
}

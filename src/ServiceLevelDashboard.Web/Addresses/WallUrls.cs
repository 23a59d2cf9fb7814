using System.Globalization;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where boards are shown.</summary>
public static class WallUrls
{
    /// <summary>A board on a screen.</summary>
    public static string Board(string board) => $"wall/{board}";

    /// <summary>A board on an enrolled screen, which nobody touches.</summary>
    public static string Screen(string board) => $"wall/{board}?kiosk";

    /// <summary>The style sheet of a screen's sizes, at a board's address.</summary>
    internal static string Sizes(string board, WallGeometry sizes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Board(board)}/size.css?diagonal={sizes.DiagonalInches}&distance={sizes.DistanceMetres}&lines={sizes.Lines}");
}

using MudBlazor;

namespace ServiceLevelDashboard.Web.Layout;

/// <summary>
/// MudBlazor in our colours and type. The colours are those of <c>tokens.css</c>, from which MudBlazor reckons its shades and which a test holds equal;
/// everything else names the token itself. <c>mud.css</c> lets the theme follow the choice in the browser without a round trip.
/// </summary>
internal static class DashboardTheme
{
    /// <summary>The one theme.</summary>
    public static readonly MudTheme Mud = new()
    {
        PaletteDark = Colours(
            new PaletteDark(),
            background: "#0b0f14",
            surface: "#18212c",
            line: "#243140",
            text: "#e9eff5",
            muted: "#9fb2c4",
            link: "#56b4e9",
            below: "#ff7a33"),
        PaletteLight = Colours(
            new PaletteLight(),
            background: "#f4f6f9",
            surface: "#ffffff",
            line: "#dbe2ea",
            text: "#13202d",
            muted: "#4e5f70",
            link: "#0072b2",
            below: "#b84a00"),
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "var(--radius-small)", AppbarHeight = "var(--bar)" },
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
        Typography = Type(new Typography()),
    };

    private static T Colours<T>(T palette, string background, string surface, string line, string text, string muted, string link, string below)
        where T : Palette
    {
        palette.Background = palette.BackgroundGray = background;
        palette.Surface = palette.DrawerBackground = palette.AppbarBackground = surface;
        palette.LinesDefault = palette.LinesInputs = palette.TableLines = palette.Divider = line;
        palette.TextPrimary = palette.DrawerText = palette.AppbarText = text;
        palette.TextSecondary = palette.ActionDefault = palette.DrawerIcon = muted;
        palette.Primary = palette.Secondary = palette.Tertiary = palette.Info = link;
        palette.PrimaryContrastText = background;
        palette.Error = palette.Warning = below;
        return palette;
    }

    private static Typography Type(Typography type)
    {
        BaseTypography[] all =
        [
            type.Default, type.Body1, type.Body2, type.Button, type.Caption, type.Overline, type.Subtitle1, type.Subtitle2,
            type.H1, type.H2, type.H3, type.H4, type.H5, type.H6,
        ];
        foreach (var one in all)
        {
            one.FontFamily = ["var(--font)"];
            one.FontSize = "var(--size-normal)";
            one.FontWeight = "var(--weight-regular)";
            one.LineHeight = "1.45";
            one.LetterSpacing = "normal";
            one.TextTransform = "none";
        }
        return type;
    }
}

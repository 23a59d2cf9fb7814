using System.Globalization;
using static ServiceLevelDashboard.Boards.BoardSentence;

namespace ServiceLevelDashboard.Boards;

/// <summary>
/// How large everything must be for the farthest viewer, and how many tiles that leaves room for. All lengths are angles at that
/// viewer's eye, in minutes of arc; a screen of more pixels is sharper and shows no more tiles. Worked: 55 inches at 8 m are 294
/// minutes high, one minute is 0.34 % of the height, and two by two tiles fit.
/// </summary>
public sealed record WallGeometry
{
    /// <summary>Nothing is smaller than this: the height of a capital, in minutes of arc.</summary>
    public const double SmallestText = 16;

    /// <summary>Height of the figures of a tile's level, in minutes of arc: at least 40.</summary>
    public const double Figure = 46;

    /// <summary>The same where three digits or two counts must stand side by side.</summary>
    public const double WideFigure = 40;

    /// <summary>Height of a capital over the size of the type, of the faces in use the smallest (Segoe UI 0.70, Inter 0.73).</summary>
    public const double CapitalHeight = 0.7;

    /// <summary>Room for name, figure and one line, for each further line, and for the figure with the state's word beside it.</summary>
    public const double TileHeight = 116, LineHeight = 27, TileWidth = 255;

    /// <summary>Height of a line of text, from one to the next; the size of the type of the smallest text.</summary>
    public const double TypeSize = SmallestText / CapitalHeight;

    /// <summary>What a tile's edges and the state's shape take of its width beside the name.</summary>
    public const double BesideName = 40;

    /// <summary>The least that a line of a name has, in em. Worked: 9.4 em, about 20 letters.</summary>
    public const double NameRoom = (TileWidth - BesideName) / TypeSize;

    /// <summary>A standing screen that is narrower than a tile has one column of higher tiles, down to this width.</summary>
    public const double NarrowTile = 220;

    /// <summary>The least that a line of a name has there, in em. Worked: 7.9 em.</summary>
    public const double NarrowNameRoom = (NarrowTile - BesideName) / TypeSize;

    /// <summary>Lines of a name; there.</summary>
    public const int NameLines = 2, NarrowNameLines = 3;

    /// <summary>Below this width the line at the bottom counts with shapes alone, and drops its clock while it says that figures are old.</summary>
    public const double StripOfWords = 480, StripOfClock = 340;

    /// <summary>The most lines below a tile's level.</summary>
    public const int MaximumLines = 3;

    /// <summary>
    /// What a pixel of a style sheet subtends, in minutes of arc: CSS defines it as 1/96 inch seen from an arm's length of 28 inches.
    /// A picture of the screen in this scale has, at a desk, the angles that the screen has on the floor.
    /// </summary>
    public static readonly double PixelAtDesk = Math.Atan(1.0 / 96 / 28) * 60 * 180 / Math.PI;

    /// <summary>Between tiles; around the board, where the picture may move without being cut; the line below.</summary>
    public const double Gap = 4, Margin = 3, Strip = 32;

    private const double LongSide = 16, ShortSide = 9, MillimetresPerInch = 25.4;

    /// <summary>55 inches seen from 8 m.</summary>
    public static readonly WallGeometry Default = new(55, 8, 1);

    private WallGeometry(decimal diagonalInches, decimal distanceMetres, int lines)
    {
        DiagonalInches = diagonalInches;
        DistanceMetres = distanceMetres;
        Lines = lines;
        var minute = (double)distanceMetres * 1000 * Math.Tan(Math.PI / 180 / 60);
        var unit = (double)diagonalInches * MillimetresPerInch / Math.Sqrt((LongSide * LongSide) + (ShortSide * ShortSide)) / minute;
        Landscape = Sheet.Of(LongSide * unit, ShortSide * unit, HeightOf(lines));
        var standing = Sheet.Of(ShortSide * unit, LongSide * unit, HeightOf(lines));
        Portrait = standing.Columns > 0 ? standing : Sheet.Narrow(ShortSide * unit, LongSide * unit, HeightOf(lines + 1));
    }

    /// <summary>The screen's diagonal (16 by 9).</summary>
    public decimal DiagonalInches { get; }

    /// <summary>The farthest viewer.</summary>
    public decimal DistanceMetres { get; }

    /// <summary>Lines below a tile's level.</summary>
    public int Lines { get; }

    /// <summary>The screen lying.</summary>
    public Sheet Landscape { get; }

    /// <summary>The screen standing.</summary>
    public Sheet Portrait { get; }

    /// <summary>The geometry of a screen, or null with a sentence that says what is wrong and what would do.</summary>
    public static WallGeometry? TryCreate(decimal diagonalInches, decimal distanceMetres, int lines, out string? problem)
    {
        problem = diagonalInches is < 10 or > 300 || distanceMetres is < 0.5m or > 50 ? BoardText.ScreenRule : null;
        if (problem is not null)
        {
            return null;
        }
        var geometry = new WallGeometry(diagonalInches, distanceMetres, lines);
        if (geometry.Landscape.Tiles > 0)
        {
            return geometry;
        }
        var nearest = distanceMetres * (decimal)Math.Min(
            geometry.Landscape.Wide / (TileWidth + (2 * Margin)),
            geometry.Landscape.High / (HeightOf(lines) + Strip + (2 * Margin)));
        problem = Filled(
            BoardText.TooSmall,
            diagonalInches.ToString("0.#", CultureInfo.CurrentCulture),
            (Math.Floor(nearest * 10) / 10).ToString("0.#", CultureInfo.CurrentCulture));
        return null;
    }

    private static double HeightOf(int lines) => TileHeight + ((lines - 1) * LineHeight);

    /// <summary>Equal for equal sizes.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{DiagonalInches}-{DistanceMetres}-{Lines}");

    /// <summary>The sizes as a style sheet: the minute of arc as a length, and the rows and columns.</summary>
    public string ToStyleSheet() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        :root { --minute: {{100 / Landscape.High:0.00000}}vmin; --smallest: {{SmallestText}}; --figure: {{Figure}}; --figure-wide: {{WideFigure}}; --capital: {{CapitalHeight}}; --gap-minutes: {{Gap}}; --margin-minutes: {{Margin}}; }
        @media (orientation: landscape) { {{Landscape.ToStyle()}} }
        @media (orientation: portrait) { {{Portrait.ToStyle()}} }

        """);

    /// <summary>One way round of a screen.</summary>
    /// <param name="Wide">Width in minutes of arc.</param>
    /// <param name="High">Height in minutes of arc.</param>
    /// <param name="Columns">Tiles side by side; 0 when not one fits.</param>
    /// <param name="Rows">Tiles one above the other; 0 when not one fits.</param>
    /// <param name="Scale">By how much everything can be larger than it must be, 1 or more.</param>
    public sealed record Sheet(double Wide, double High, int Columns, int Rows, double Scale)
    {
        private const int MostHalves = 60;

        private bool IsNarrow => Wide < TileWidth + (2 * Margin);

        private double StripHeight => IsNarrow ? 2 * Strip : Strip;

        /// <summary>The width of a line of a name, in em.</summary>
        private double NameRoomHere => ((((Wide - (2 * Margin) + Gap) / Columns) - Gap) / Scale / TypeSize) - (BesideName / TypeSize);

        /// <summary>Tiles on a page.</summary>
        public int Tiles => Columns * Rows;

        internal static Sheet Of(double wide, double high, double tileHeight)
        {
            var across = wide - (2 * Margin) + Gap;
            var down = high - (2 * Margin) - Strip;
            var columns = (int)(across / (TileWidth + Gap));
            var rows = (int)(down / (tileHeight + Gap));
            var scale = columns * rows == 0 ? 1 : Math.Min(across / (columns * (TileWidth + Gap)), down / (rows * (tileHeight + Gap)));
            return new Sheet(wide, high, columns, rows, Math.Max(1, scale));
        }

        /// <summary>One column of higher tiles, where not one of full width fits; none when the screen is narrower than that.</summary>
        internal static Sheet Narrow(double wide, double high, double tileHeight) =>
            new(wide, high, wide < NarrowTile + (2 * Margin) ? 0 : 1, (int)((high - (2 * Margin) - (2 * Strip)) / (tileHeight + Gap)), 1);

        /// <summary>How a name or a word is told by which half em it ends on one line; the longest alike.</summary>
        public static int HalvesOf(double em) => (int)Math.Min(Math.Ceiling(em * 2), MostHalves);

        internal string ToStyle()
        {
            var first = Columns == 0 ? 1 : Math.Clamp((int)Math.Floor(NameRoomHere * 2) + 1, 1, MostHalves);
            string Longer(char kind) => string.Join(",", Enumerable.Range(first, MostHalves - first + 1).Select(n => $".{kind}{n}"));
            return string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                :root { --columns: {{Columns}}; --rows: {{Rows}}; --scale: {{Scale:0.0000}}; --strip-minutes: {{StripHeight}}; --name-lines: {{(IsNarrow ? NarrowNameLines : NameLines)}}; --wrap: {{(IsNarrow ? "wrap" : "nowrap")}}; --words: {{(Wide < StripOfWords ? "none" : "inline")}}; --marks: {{(Wide < StripOfWords ? "inline-block" : "none")}}; --clock: {{(Wide < StripOfClock ? "none" : "block")}}; } {{Longer('n')}} { --long: 1; } {{Longer('w')}} { --hyphens: manual; }
                """);
        }
    }
}

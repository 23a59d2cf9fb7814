using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>What a file would do to the screens: which are new, changed and the same, and what is wrong with it.</summary>
/// <param name="Changes">The screens to be written, with the version that was read; 0 for a place that no screen hangs at yet.</param>
/// <param name="New">The places that are new.</param>
/// <param name="Changed">The places whose screens change.</param>
/// <param name="Same">The places that are as they were.</param>
/// <param name="Problems">What is wrong, with its line; then nothing may be written.</param>
internal sealed record ScreenImport(
    ImmutableArray<(string Id, ScreenEdit Edit, int Version)> Changes,
    ImmutableArray<string> New,
    ImmutableArray<string> Changed,
    ImmutableArray<string> Same,
    ImmutableArray<YamlProblem> Problems)
{
    /// <summary>Nothing.</summary>
    public static readonly ScreenImport None = new([], [], [], [], []);

    /// <summary>A screen as it stands in a file.</summary>
    public static ScreenPlace PlaceOf(string id, Screen screen) => new(screen.Place, screen.Boards) { Id = id, Note = screen.Note, IsPaused = screen.IsPaused };

    /// <summary>What a file's places would do.</summary>
    /// <param name="places">The places.</param>
    /// <param name="inFile">The names of the boards of the same file.</param>
    /// <param name="screens">The screens there are.</param>
    /// <param name="boards">The boards there are.</param>
    /// <param name="sees">What whoever imports it sees.</param>
    public static ScreenImport Of(
        ImmutableArray<ScreenPlace> places, IReadOnlyCollection<string> inFile, ScreenRegistry screens, BoardRegistry boards, Visibility sees)
    {
        var (changes, problems) = (ImmutableArray.CreateBuilder<(string, ScreenEdit, int)>(), new List<YamlProblem>());
        var (added, changed, same) = (new List<string>(), new List<string>(), new List<string>());
        var named = new HashSet<string>(StringComparer.Ordinal);
        var hung = screens.All.Where(static s => s.Value.Value.Revoked is null)
            .ToLookup(static s => s.Value.Value.Place, static s => s.Key, StringComparer.Ordinal);
        void Say(ScreenPlace at, string text, params ReadOnlySpan<object?> values) => problems.Add(new YamlProblem(at.Line, Format.Text(text, values)));
        foreach (var place in places)
        {
            string[] known = place.Id is { } own ? [own] : [.. hung[place.Place]];
            if (known.Length > 1)
            {
                Say(place, ScreensText.ImportAmbiguous, known.Length, place.Place);
                continue;
            }
            var id = known.SingleOrDefault() ?? ScreenToken.NewScreen();
            if (!named.Add(known.Length == 0 ? place.Place : id))
            {
                Say(place, ScreensText.ImportTwice, place.Place);
                continue;
            }
            var document = screens.All.GetValueOrDefault(id);
            foreach (var board in place.Boards.Where(b => !inFile.Contains(b) && boards.Find(b, sees) is null))
            {
                Say(place, ScreensText.ImportNoBoard, place.Place, board);
            }
            if (document?.Value.Revoked is not null)
            {
                Say(place, ScreensText.ImportRevoked, place.Place);
            }
            else if (document?.Value.Boards.Any(b => boards.IsHidden(b, sees)) == true)
            {
                Say(place, ScreensText.ImportPart, place.Place);
            }
            else if (document is null)
            {
                added.Add(place.Place);
                changes.Add((id, new ScreenEdit(place.Place, place.Boards, null, place.Note, place.IsPaused), 0));
            }
            else if (place.Says(PlaceOf(id, document.Value)))
            {
                same.Add(place.Place);
            }
            else
            {
                changed.Add(place.Place);
                changes.Add((id, new ScreenEdit(place.Place, place.Boards, document.Value.Network, place.Note, place.IsPaused), document.Version));
            }
        }

        return problems.Count == 0
            ? new ScreenImport(changes.ToImmutable(), [.. added], [.. changed], [.. same], [])
            : None with { Problems = [.. problems.OrderBy(static p => p.Line)] };
    }
}

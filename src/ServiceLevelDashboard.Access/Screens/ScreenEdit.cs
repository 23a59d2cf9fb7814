using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>What people give a screen.</summary>
/// <param name="Place">Where it hangs.</param>
/// <param name="Boards">The boards that it may show; the first is the one it shows by itself.</param>
/// <param name="Network">Where it may come from when it forgets what it stores; null of other screens.</param>
/// <param name="Note">What is noted about it; empty when nothing.</param>
/// <param name="IsPaused">Whether it is off on purpose.</param>
public sealed record ScreenEdit(string Place, ImmutableArray<string> Boards, string? Network, string Note = "", bool IsPaused = false)
{
    /// <summary>What a screen has.</summary>
    public static ScreenEdit Of(Screen screen) => new(screen.Place, screen.Boards, screen.Network, screen.Note, screen.IsPaused);

    /// <summary>A screen that nothing was handed out to yet.</summary>
    internal Screen Enrol(Person who, DateTimeOffset now) =>
        new(Place.Trim(), Boards, who.Roles, who.Name, now, ScreenCredential.None, Network: Network, Note: Note.Trim(), IsPaused: IsPaused);

    /// <summary>The screen when somebody has changed it so: with other boards it sees what they see.</summary>
    internal Screen Of(Screen screen, Person who) => screen with
    {
        Place = Place.Trim(),
        Boards = Boards,
        Network = Network,
        Note = Note.Trim(),
        IsPaused = IsPaused,
        Roles = Boards.SequenceEqual(screen.Boards) ? screen.Roles : who.Roles,
    };
}

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// Who changes something. What sort of actor it is follows from how it came in; a name says nothing about that, since anybody may be called anything.
/// </summary>
/// <param name="Kind">What sort of actor it is.</param>
/// <param name="Id">
/// Which one of its kind: the id of an account, token or screen, or issuer and subject of a person whom another service signs in; empty
/// for the program and the shell, which have none, and where it is not known.
/// </param>
/// <param name="Name">What people call it.</param>
public sealed record Actor(ActorKind Kind, string Id, string Name)
{
    /// <summary>The program by itself.</summary>
    public static readonly Actor Program = new(ActorKind.Program, "", "program");

    /// <summary>A person.</summary>
    public static Actor Person(string id, string name) => new(ActorKind.Person, id, name);

    /// <summary>The shell, by the words of its command: <c>sld boards import</c>.</summary>
    public static Actor Shell(string command) => new(ActorKind.Shell, "", command);
}

/// <summary>What sort of actor changes something.</summary>
public enum ActorKind
{
    /// <summary>Not known: written by a version that kept names alone.</summary>
    Unknown,

    /// <summary>A person who signed in, or sits at the machine where nobody has to.</summary>
    Person,

    /// <summary>A program of somebody else's, by its token.</summary>
    Token,

    /// <summary>A screen on a wall.</summary>
    Screen,

    /// <summary>The shell command.</summary>
    Shell,

    /// <summary>Whoever held the invitation of an account, whose id and name it has: that it was the person is not known.</summary>
    Invitation,

    /// <summary>The dashboard by itself: it enters nothing into the trail of documents.</summary>
    Program,
}

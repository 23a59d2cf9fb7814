using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// The names of this dashboard's cookies. A browser keeps cookies by host, for all ports and paths: two dashboards on one host would take each other's for
/// their own, so the names end with a mark of the installation, which lies beside the keys. Why not the port or path: <c>docs/decisions/addresses.md</c>.
/// </summary>
/// <param name="mark">The installation's mark, or nothing where none can be kept.</param>
internal sealed partial class CookieNames(string mark)
{
    private const string File = "installation", ScreenStem = "sld-screen";

    /// <summary>A person's session.</summary>
    public string Session { get; } = Of("sld-session", mark);

    /// <summary>A screen's credential.</summary>
    public string Screen { get; } = Of(ScreenStem, mark);

    /// <summary>The secret that a screen asks with until it is approved.</summary>
    public string Waiting { get; } = Of("sld-screen-waiting", mark);

    /// <summary>What forms are held against.</summary>
    public string Form { get; } = Of("sld-form", mark);

    /// <summary>A reader's language.</summary>
    public string Language { get; } = Of("sld-language", mark);

    /// <summary>How the names of those begin that one attempt to sign in by a service needs, each under a name of its own.</summary>
    public string Attempt { get; } = Of("sld-sign-in", mark) + ".";

    /// <summary>The session's, screen's and language's names up to version 0.1. They still count, and are replaced.</summary>
    internal static string SessionBefore => "sld-session";

    /// <inheritdoc cref="SessionBefore"/>
    internal static string ScreenBefore => ScreenStem;

    /// <inheritdoc cref="SessionBefore"/>
    internal static string LanguageBefore => "language";

    /// <summary>Whether a cookie is a screen's credential under some installation's mark: this one's, an older one's, a neighbour's.</summary>
    internal static bool IsScreen(string name) => MarkedScreen().IsMatch(name);

    /// <summary>The names for the mark in a folder, which is made when there is none yet.</summary>
    /// <param name="folder">The folder of the keys; several processes of one site share it.</param>
    public static CookieNames In(string folder)
    {
        var path = Path.Combine(folder, File);
        try
        {
            if (!System.IO.File.Exists(path))
            {
                var made = Path.Combine(folder, $".{Path.GetRandomFileName()}");
                OwnFiles.Prepare(made);
                System.IO.File.WriteAllText(made, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
                MoveUnlessThere(made, path);
            }
            return System.IO.File.ReadAllText(path).Trim() is var mark && Mark().IsMatch(mark) ? new CookieNames(mark) : new CookieNames("");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CookieNames(""); // the names of before serve everybody but a second dashboard on the host
        }
    }

    private static void MoveUnlessThere(string made, string path)
    {
        try
        {
            System.IO.File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            System.IO.File.Delete(made); // another process was first
        }
    }

    private static string Of(string name, string mark) => mark.Length == 0 ? name : $"{name}-{mark}";

    [GeneratedRegex(@"\A[0-9a-f]{8}\z")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\Asld-screen-[0-9a-f]{8}\z")]
    private static partial Regex MarkedScreen();
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using dotenv.net;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>
/// The settings of an installation's <c>.env</c>, read by one rule for the dashboard and the shell: <c>NAME=value</c> on each line, quotes around what
/// begins or ends with a blank, a comment behind <c>#</c> at the beginning of a line or behind a blank. Nothing is expanded: a secret may hold a dollar sign.
/// </summary>
public static partial class EnvFile
{
    private const string Server = "ASPNETCORE_";

    /// <summary>What names the way out to the network. The framework looks for it in the environment alone.</summary>
    private static readonly ImmutableArray<string> _proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

    /// <summary>Reads the file. A variable of the environment wins over the file's of the same name, which is left out.</summary>
    /// <param name="path">The file; nothing is read when there is none.</param>
    /// <returns>Configuration keys (<c>Site:TimeZone</c>) and values; <c>ASPNETCORE_URLS</c> is <c>URLS</c>, as the server calls it.</returns>
    /// <exception cref="UnreadableTextException">It is in another encoding.</exception>
    /// <exception cref="IOException">A quote is not closed, or a line is no setting; the message names it.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(string path) =>
    [
        .. Variables(path).Where(static v => Environment.GetEnvironmentVariable(v.Key) is null)
            .GroupBy(static v => KeyOf(v.Key), StringComparer.OrdinalIgnoreCase).Select(static g => KeyValuePair.Create(g.Key, (string?)g.Last().Value)),
    ];

    /// <summary>Puts the proxies that the file names into this process's environment, before anything goes out.</summary>
    public static void UseProxies(string path)
    {
        foreach (var (name, value) in Variables(path).Where(static v => _proxies.Contains(v.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    /// <summary>The names in the file that do not count there: what the runtime reads before the program begins.</summary>
    public static IReadOnlyList<string> WithoutEffect(string path) =>
        [.. Variables(path).Select(static v => v.Key).Where(static name => Runtime().IsMatch(name))];

    private static string KeyOf(string name) =>
        (name.StartsWith(Server, StringComparison.OrdinalIgnoreCase) ? name[Server.Length..] : name).Replace("__", ":", StringComparison.Ordinal);

    private static IDictionary<string, string> Variables(string path)
    {
        if (!File.Exists(path))
        {
            return ImmutableDictionary<string, string>.Empty;
        }
        var text = FileText.Of(path, File.ReadAllBytes(path));
        var line = 1 + Array.FindIndex(text.Split('\n'), static l => Unclosed().IsMatch(l.TrimEnd('\r')));
        if (line > 0)
        {
            throw new IOException(FormattableString.Invariant(
                $"{path}, line {line}: the quote is not closed. Close it on the same line, or write the value without quotes."));
        }
        try
        {
            return DotEnv.Read(new DotEnvOptions(
                ignoreExceptions: false, envFilePaths: [path], trimValues: true, supportExportSyntax: true,
                supportInlineComments: true, supportVariableExpansion: false));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new IOException($"{path} cannot be read: {e.Message} Each line is NAME=value.", e);
        }
    }

    [GeneratedRegex("""^\s*(?:export\s+)?[A-Za-z_][\w.]*\s*=\s*(?:"[^"]*|'[^']*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Unclosed();

    [GeneratedRegex("^(?:DOTNET_|COMPlus_|CORECLR_|SSL_CERT_(?:FILE|DIR)$|ASPNETCORE_(?:ENVIRONMENT|CONTENTROOT|WEBROOT|HOSTINGSTARTUPASSEMBLIES)$|TZDIR$)", RegexOptions.IgnoreCase)]
    private static partial Regex Runtime();
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>What a screen holds to be known by: which screen it is, and a secret of 256 bits. Only the secret's hash is kept here.</summary>
public sealed class ScreenToken
{
    private const int IdBytes = 8, SecretBytes = 32;
    private readonly string _secret;

    private ScreenToken(string screen, string secret) => (Screen, _secret) = (screen, secret);

    /// <summary>Which screen.</summary>
    public string Screen { get; }

    /// <summary>The secret's SHA-256; with 256 random bits there is nothing to guess that a slower hash would protect.</summary>
    public string Hash => HashOf(_secret);

    /// <summary>As it stands in the cookie. A secret: for the cookie alone.</summary>
    public string Reveal() => $"{Screen}.{_secret}";

    /// <summary>A new secret for a screen.</summary>
    public static ScreenToken New(string screen) => new(screen, NewSecret(SecretBytes));

    /// <summary>The name of a new screen, under which it is kept.</summary>
    public static string NewScreen() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Random bytes as they can stand in a cookie.</summary>
    public static string NewSecret(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>What is kept of a secret.</summary>
    public static string HashOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads a cookie; null when no token can be in it.</summary>
    public static ScreenToken? Parse(string? cookie) =>
        cookie is { Length: < 100 } && cookie.Split('.') is [{ Length: 2 * IdBytes } screen, { Length: > 0 } secret] && screen.All(char.IsAsciiHexDigitLower)
            ? new ScreenToken(screen, secret)
            : null;

    /// <summary>Without the secret, so that it comes into no log.</summary>
    public override string ToString() => Screen;
}

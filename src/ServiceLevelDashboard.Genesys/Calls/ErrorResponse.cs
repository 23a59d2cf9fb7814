using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>What an answer with an error status says of itself. Everything may be missing.</summary>
internal sealed partial record ErrorResponse
{
    /// <summary>An error without a body that can be read.</summary>
    public static readonly ErrorResponse Unreadable = new();

    private const int MaximumMessageLength = 300;

    private const int MaximumBodyLength = 64 * 1024;

    // As they came: redaction for the eye would rewrite what is compared.
    private string? _rawCode;

    private string? _rawMessage;

    private ImmutableArray<string> _texts = [];

    /// <summary>Code for people.</summary>
    public string? Code { get; private init; }

    /// <summary>Message for people.</summary>
    public string? Message { get; private init; }

    /// <summary>How long the message asks to wait, or null: a gateway may drop the header that says the same.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The service's id of the call, when the body gives one.</summary>
    public string? ContextId { get; private init; }

    /// <summary>OAuth's own word for the refusal, for instance <c>invalid_client</c>; null outside the token endpoint.</summary>
    public string? OAuthError { get; private init; }

    /// <summary>The members of the question that the refusal points at.</summary>
    public ImmutableArray<string> Fields { get; private init; } = [];

    /// <summary>The permissions that are missing, by API name, and OAuth scopes as <c>scope NAME</c>; empty when none are named.</summary>
    public ImmutableArray<string> Permissions { get; private init; } = [];

    /// <summary>Name and value of the limit that was hit, or null.</summary>
    public (string Key, int Value)? Limit { get; private init; }

    /// <summary>Code and message for people, or null when the body had neither.</summary>
    public string? Summary => (Code ?? OAuthError, Message) switch
    {
        (null, null) => null,
        ({ } code, null) => code,
        (null, { } message) => message,
        var (code, message) => $"{code}: {message}",
    };

    public bool HasCode(string code) => string.Equals(_rawCode, code, StringComparison.OrdinalIgnoreCase);

    public bool Mentions(string word) =>
        (_rawMessage?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)
        || Fields.Any(field => field.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those of some names that the refusal speaks of, as whole words; what it lists as allowed is not among them.</summary>
    public ImmutableArray<string> NamedOf(ImmutableArray<string> names)
    {
        var words = _texts.SelectMany(text => Word().Matches(Allowed().Split(text, 2)[0]))
            .Select(match => match.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!names.Any(words.Contains))
        {
            // What is allowed may be listed first: then what is refused stands by itself in brackets or quotes.
            words = _texts.SelectMany(text => Alone().Matches(text)).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        }

        return [.. names.Where(words.Contains)];
    }

    /// <summary>Reads an error body; what is not JSON gives <see cref="Unreadable"/>.</summary>
    public static async Task<ErrorResponse> ReadAsync(HttpContent content, Redaction redaction, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var buffer = new byte[MaximumBodyLength];
                var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return Parse(buffer.AsSpan(0, length), redaction);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            // The status is known already and says what to do; a cut error body must not hide it.
            return Unreadable;
        }
    }

    internal static ErrorResponse Parse(ReadOnlySpan<byte> body, Redaction redaction)
    {
        WireError? wire;
        try
        {
            wire = JsonSerializer.Deserialize(body, WireJson.Default.WireError);
        }
        catch (JsonException)
        {
            return Unreadable;
        }

        if (wire is null)
        {
            return Unreadable;
        }
        var message = wire.Message ?? wire.ErrorDescription ?? wire.Description;
        return new ErrorResponse
        {
            Code = Clean(wire.Code, redaction),
            Message = Clean(message, redaction),
            ContextId = Clean(wire.ContextId, redaction),
            OAuthError = Clean(wire.Error, redaction),
            Fields = [.. (wire.Details ?? []).Select(detail => detail?.FieldName).OfType<string>()],
            RetryAfter = WaitIn(message),
            _rawCode = wire.Code,
            _rawMessage = message,
            _texts = [.. TextsOf(wire)],
            Permissions = PermissionsIn([message, .. (wire.MessageParams ?? []).Values.Select(JsonText.Of)]),
            Limit = wire.Limit is { Key: { } key, Value: { } value } && int.TryParse(JsonText.Of(value), out var number) ? (key, number) : null,
        };
    }

    /// <summary>Everywhere that a refusal may name what it refuses.</summary>
    private static IEnumerable<string> TextsOf(WireError wire) =>
        new[] { wire.Message, wire.ErrorDescription, wire.Description }
            .Concat((wire.MessageParams ?? []).Values.Select(JsonText.Of))
            .Concat((wire.Details ?? []).SelectMany(detail => new[] { detail?.FieldName, detail?.EntityName }))
            .Concat((wire.Errors ?? []).Select(JsonText.Of))
            .OfType<string>();

    private static TimeSpan? WaitIn(string? message)
    {
        if (message is null || Wait().Match(message) is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var unit = match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            ['M', 'S', ..] or ['M', 'I', 'L', ..] => TimeSpan.FromMilliseconds(1),
            ['M', ..] => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromSeconds(1),
        };
        return number > 0 && number * unit.Ticks <= TimeSpan.TicksPerDay ? TimeSpan.FromTicks((long)(number * unit.Ticks)) : null;
    }

    private static ImmutableArray<string> PermissionsIn(IEnumerable<string?> texts) =>
    [
        .. texts.OfType<string>()
            .SelectMany(text => PermissionName().Matches(text).Select(static match => match.Value).Concat(ScopesIn(text)))
            .Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> ScopesIn(string text) =>
        Scopes().Matches(text)
            .SelectMany(static match => match.Groups["names"].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Select(static name => $"scope {name}");

    private static string? Clean(string? text, Redaction redaction)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        var line = redaction.Apply(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]));
        return PlainName.Shorten(line, MaximumMessageLength);
    }

    [GeneratedRegex(@"\b[A-Za-z]\w*:[A-Za-z*]\w*:[A-Za-z*]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex PermissionName();

    [GeneratedRegex(@"\bscopes?\b[^\[\]]{0,60}\[(?<names>[\w\-:, ]+)\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scopes();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("""(?:value|metric|name)\s*:?\s*[\['"](?<name>\w+)[\]'"]""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alone();

    [GeneratedRegex(
        @"\b(?:allowable|allowed|accepted|valid|supported|expected|possible)\s+(?:values|metrics|names|one of|are)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();

    // "300 requests within [60] seconds" is the limit and not the wait.
    [GeneratedRegex(
        @"\b(?:retry|again|wait)\D{0,40}?\[?(?<number>\d{1,9}(?:\.\d{1,6})?)\]?\s*(?<unit>milliseconds?|ms|minutes?|min|seconds?|secs?|s)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wait();
}

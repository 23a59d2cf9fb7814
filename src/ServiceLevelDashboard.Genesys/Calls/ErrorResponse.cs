using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>What an answer with an error status says of itself. Everything may be missing.</summary>
internal sealed partial record ErrorResponse
{
    /// <summary>An error without a body that can be read.</summary>
    public static readonly ErrorResponse Unreadable = new();

    private const int MaximumMessageLength = 300;

    private const int MaximumBodyLength = 64 * 1024;

    public string? Code { get; private init; }

    public string? Message { get; private init; }

    /// <summary>The service's id of the call, when the body gives one.</summary>
    public string? ContextId { get; private init; }

    /// <summary>OAuth's own word for the refusal, for instance <c>invalid_client</c>; null outside the token endpoint.</summary>
    public string? OAuthError { get; private init; }

    /// <summary>The members of the question that the refusal points at.</summary>
    public ImmutableArray<string> Fields { get; private init; } = [];

    /// <summary>The permissions that are missing, by API name; empty when none are named.</summary>
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

    public bool Mentions(string word) =>
        (Message?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)
        || Fields.Any(field => field.Contains(word, StringComparison.OrdinalIgnoreCase));

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
            Fields = [.. (wire.Details ?? []).Select(detail => detail.FieldName).OfType<string>()],
            Permissions = PermissionsIn([message, .. (wire.MessageParams ?? []).Values.Select(value => value.ToString())]),
            Limit = wire.Limit is { Key: { } key, Value: { } value } && int.TryParse(value.ToString(), out var number) ? (key, number) : null,
        };
    }

    private static ImmutableArray<string> PermissionsIn(IEnumerable<string?> texts) =>
        [.. texts.OfType<string>().SelectMany(text => PermissionName().Matches(text)).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    private static string? Clean(string? text, Redaction redaction)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        var line = redaction.Apply(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]));
        return line.Length <= MaximumMessageLength ? line : line[..MaximumMessageLength] + "…";
    }

    [GeneratedRegex(@"\b[A-Za-z]\w*:[A-Za-z*]\w*:[A-Za-z*]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex PermissionName();
}

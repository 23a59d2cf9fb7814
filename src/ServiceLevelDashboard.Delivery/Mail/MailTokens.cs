using System.Text.Json;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Mail;

/// <summary>
/// Access tokens for the mail server, by client credentials (https://www.rfc-editor.org/rfc/rfc6749#section-4.4): kept until a minute before their end.
/// </summary>
internal sealed class MailTokens(MailSecrets secrets, TimeProvider clock) : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Token, DateTimeOffset Until) _kept = ("", DateTimeOffset.MinValue);

    /// <summary>A token that is good for a minute at least.</summary>
    /// <exception cref="HttpRequestException">The endpoint could not be reached, or answered with something else.</exception>
    /// <exception cref="RouteUnusableException">The secret cannot be read.</exception>
    public async Task<string> GetAsync(MailOAuthOptions options, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_kept.Until <= clock.GetUtcNow() + Margin)
            {
                _kept = await AskAsync(options, cancellationToken).ConfigureAwait(false);
            }
            return _kept.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Forgets a token that was refused.</summary>
    public void Forget(string token)
    {
        if (_kept.Token == token)
        {
            _kept = ("", DateTimeOffset.MinValue);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
    }

    private async Task<(string Token, DateTimeOffset Until)> AskAsync(MailOAuthOptions options, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId,
            ["client_secret"] = secrets.ClientSecret ?? "",
        };
        if (options.Scope.Length > 0)
        {
            fields["scope"] = options.Scope;
        }
        using var content = new FormUrlEncodedContent(fields);
        using var response = await _client.PostAsync(new Uri(options.TokenEndpoint), content, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            // What it says may hold what it was sent: the number says enough.
            throw new HttpRequestException(FormattableString.Invariant(
                $"the token endpoint of Mail:OAuth answered {(int)response.StatusCode}; check ClientId, ClientSecret and Scope."));
        }
        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            var seconds = answer.RootElement.TryGetProperty("expires_in", out var expires) ? expires.GetDouble() : 300;
            return (answer.RootElement.GetProperty("access_token").GetString() ?? "", clock.GetUtcNow().AddSeconds(Math.Clamp(seconds, 0, 86_400)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new HttpRequestException("the token endpoint of Mail:OAuth answered with something else than a token.", e);
        }
    }
}
